import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Job } from '#shared/model/job.ts';
import { openWritable } from '../db/database.ts';
import { openJobQueue, type JobContext, type JobQueue } from './job-queue.ts';

function openQueue(file = path.join(mkdtempSync(path.join(os.tmpdir(), 'verso-jobs-')), 'jobs.db')): { queue: JobQueue; file: string; seen: Job[]; bugs: unknown[] } {
  const seen: Job[] = [];
  const bugs: unknown[] = [];
  let now = 0;
  const queue = openJobQueue({
    databaseFile: file, clock: { nowMs: () => (now += 1) }, onUpdate: (job) => seen.push(job),
    reportBug: (error) => {
      bugs.push(error);
      return 'V-1';
    },
  });
  return { queue, file, seen, bugs };
}

const untilAborted = ({ signal }: JobContext) =>
  new Promise<{ ok: false; code: string; message: string }>((resolve) => {
    signal.addEventListener('abort', () => resolve({ ok: false, code: 'cancelled', message: 'Stopped.' }));
  });

describe('the job queue', () => {
  it('runs one job after the other, and keeps what they result in', async () => {
    const { queue, seen } = openQueue();
    const order: string[] = [];
    const start = (name: string) => queue.start({ kind: 'import', subject: name, run: async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      return { ok: true, result: { name } };
    } });
    const [one, two] = [start('one'), start('two')];
    await queue.ended(two.id);
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
    expect(queue.result(one.id)).toEqual({ name: 'one' });
    expect(queue.list().map((job) => [job.subject, job.state])).toEqual([['two', 'done'], ['one', 'done']]);
    expect(seen.filter((job) => job.id === one.id).map((job) => job.state)).toEqual(['queued', 'running', 'done']);
    await queue.close();
  });

  it('cancels what runs and what waits', async () => {
    const { queue } = openQueue();
    const running = queue.start({ kind: 'import', subject: 'a', run: untilAborted });
    const waiting = queue.start({ kind: 'import', subject: 'b', run: untilAborted });
    expect(queue.cancel(waiting.id)).toBe(true);
    expect(queue.cancel(running.id)).toBe(true);
    await queue.ended(waiting.id);
    expect([queue.find(running.id)?.state, queue.find(waiting.id)?.state]).toEqual(['cancelled', 'cancelled']);
    expect(queue.cancel(running.id)).toBe(false);
    await queue.close();
  });

  it('says why a job failed, and survives one with a bug', async () => {
    const { queue, bugs } = openQueue();
    const failed = queue.start({ kind: 'compile', subject: 'a', run: async () => ({ ok: false, code: 'disk-full', message: 'Full.' }) });
    const broken = queue.start({ kind: 'compile', subject: 'b', run: () => Promise.reject(new Error('oops')) });
    await queue.ended(broken.id);
    expect(queue.find(failed.id)).toMatchObject({ state: 'failed', failure: { code: 'disk-full' } });
    expect(queue.find(broken.id)).toMatchObject({ state: 'failed', failure: { code: 'internal' } });
    expect(bugs.length).toBe(1);
    await queue.close();
  });

  it('shows what ended with the process as interrupted', async () => {
    const { queue, file } = openQueue();
    const job = queue.start({ kind: 'import', subject: 'a', run: untilAborted });
    await Promise.resolve();
    await queue.close();
    const db = openWritable(file, { durable: false });
    expect(JSON.parse(db.get<{ job: string }>('SELECT job FROM jobs')?.job ?? '')).toMatchObject({ state: 'interrupted' });
    // As a crash leaves it: still "running".
    db.run("UPDATE jobs SET state = 'running', job = json_set(job, '$.state', 'running', '$.endedMs', NULL)");
    db.close();
    const again = openQueue(file);
    expect(again.queue.find(job.id)).toMatchObject({ state: 'interrupted' });
    await again.queue.close();
  });
});
