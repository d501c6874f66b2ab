/** Handlers over long work. */
import type { jobApi } from '#shared/api/job.ts';
import { failure, success, type Handlers } from '#shared/rpc/contract.ts';
import type { JobQueue } from '../jobs/job-queue.ts';

export interface JobDeps {
  readonly jobs: JobQueue;
}

export function createJobHandlers({ jobs }: JobDeps): Handlers<typeof jobApi> {
  return {
    'job.list': () => success({ jobs: [...jobs.list()] }),
    'job.cancel': ({ id }) => (jobs.cancel(id) ? success({}) : failure('not-found', 'No such job is under way.')),
  };
}
