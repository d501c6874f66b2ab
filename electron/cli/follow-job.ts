/** Waits for a job to end, telling its progress; an abort cancels the job. */
import type { Job } from '#shared/model/job.ts';
import type { Failure, CommonFailureCode } from '#shared/rpc/contract.ts';
import type { CommandContext } from './command.ts';

const isOver = (job: Job): boolean => job.state !== 'queued' && job.state !== 'running';

/** Resolves to the job as it ended, or to the failure of the connection. */
export async function followJob(id: string, { client, signal, progress }: CommandContext): Promise<Job | Failure<CommonFailureCode>> {
  const over = Promise.withResolvers<Job>();
  const see = (job: Job): void => {
    if (job.id !== id) return;
    progress(describeJob(job));
    if (isOver(job)) over.resolve(job);
  };
  const stop = client.on('job.updated', see);
  const cancel = (): void => void client.call('job.cancel', { id });
  signal.addEventListener('abort', cancel, { once: true });
  try {
    // It may have ended before the subscription stood.
    const listed = await client.call('job.list', {});
    if (!listed.ok) return listed;
    for (const job of listed.value.jobs) see(job);
    return await over.promise;
  } finally {
    stop();
    signal.removeEventListener('abort', cancel);
  }
}

function describeJob({ progress: { step, done, total, unit }, state }: Job): string {
  const share = total > 0 ? ` ${Math.floor((done / total) * 100)}%` : done > 0 ? ` ${done} ${unit}` : '';
  return state === 'running' ? `${step}${share}` : state;
}
