/** Long work: what runs, and how to stop it. */
import { z } from 'zod';
import { jobSchema } from '../model/job.ts';
import { event, method } from '../rpc/contract.ts';

const jobId = z.string().max(100);

export const jobApi = {
  'job.list': method({ params: z.object({}), value: z.object({ jobs: z.array(jobSchema) }) }),
  'job.cancel': method({ params: z.object({ id: jobId }), value: z.object({}), failures: ['not-found'] }),
  'job.updated': event(jobSchema),
} as const;
