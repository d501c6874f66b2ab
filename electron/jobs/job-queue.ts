/**
 * Long work, one at a time: queued, watched, cancelled, and remembered over a crash.
 *
 * States are kept in a database of the app's data folder. What was queued or running when the
 * process ended is `interrupted` afterwards; whoever owns that kind of job can start it again.
 */
import { randomUUID } from 'node:crypto';
import { jobSchema, type Job } from '#shared/model/job.ts';
import type { ReadableDb } from '../db/database.ts';
import { jobs as jobsMigration } from '../db/jobs-schema/0001-jobs.ts';
import { checkPages, openLasting, type OnSetAside } from '../db/lasting-database.ts';
import { migrate } from '../db/migration.ts';
import type { Clock } from '../platform/clock.ts';

export interface JobContext {
  readonly id: string;
  readonly signal: AbortSignal;
  /** Told as often as it likes; announced a few times a second. */
  report(progress: Job['progress']): void;
}

export interface JobWork {
  readonly kind: Job['kind'];
  /** What it works on, for a person. */
  readonly subject: string;
  /** Resolves with the job's result (kept as JSON) or its failure. Throwing is a bug. */
  run(context: JobContext): Promise<JobEnd>;
}
export type JobEnd =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string };

export interface JobQueue {
  start(work: JobWork): Job;
  /** False when there is no such job, or it has ended. */
  cancel(id: string): boolean;
  /** Newest first. */
  list(): readonly Job[];
  find(id: string): Job | null;
  /** What a finished job resulted in; null before and otherwise. */
  result(id: string): unknown;
  /** Resolves when the job has ended, at once if it has. */
  ended(id: string): Promise<void>;
  /** Cancels what runs (it is `interrupted`, not `cancelled`) and waits for it. */
  close(): Promise<void>;
}

export interface JobQueueDeps {
  readonly databaseFile: string;
  readonly clock: Clock;
  readonly onUpdate: (job: Job) => void;
  /** Logs a bug and gives its reference. */
  readonly reportBug: (error: unknown, where: string) => string;
  /** What ended long ago is no reason not to start: a damaged file is set aside. */
  readonly onSetAside?: OnSetAside;
}

const listedJobs = 200;
const announceEveryMs = 200;
const noProgress: Job['progress'] = { step: 'waiting', done: 0, total: 0, unit: 'bytes', counts: {} };

interface Open {
  job: Job;
  readonly work: JobWork;
  readonly controller: AbortController;
  readonly end: PromiseWithResolvers<void>;
}

export function openJobQueue(deps: JobQueueDeps): JobQueue {
  const db = openLasting({
    file: deps.databaseFile,
    durable: false,
    prepare: (opened) => {
      checkPages(opened);
      migrate(opened, [jobsMigration]);
    },
    onSetAside: deps.onSetAside ?? (() => undefined),
  });
  const open = new Map<string, Open>();
  let closing = false;
  let chain: Promise<void> = Promise.resolve();

  for (const job of storedJobs(db, "WHERE state IN ('queued', 'running')")) {
    store({ ...job, state: 'interrupted', endedMs: job.endedMs ?? deps.clock.nowMs() });
  }

  function store(job: Job, result?: unknown): void {
    db.run(
      `INSERT INTO jobs(id, state, started_ms, job, result) VALUES(?,?,?,?,?)
       ON CONFLICT(id) DO UPDATE SET state = excluded.state, job = excluded.job, result = coalesce(excluded.result, result)`,
      job.id, job.state, job.startedMs, JSON.stringify(job), result === undefined ? null : JSON.stringify(result),
    );
  }

  function change(entry: Open, fields: Partial<Job>, result?: unknown): void {
    entry.job = { ...entry.job, ...fields };
    store(entry.job, result);
    deps.onUpdate(entry.job);
  }

  async function run(entry: Open): Promise<void> {
    const { controller, work } = entry;
    let lastMs = 0;
    const report = (progress: Job['progress']): void => {
      entry.job = { ...entry.job, progress };
      const now = performance.now();
      if (now - lastMs < announceEveryMs) return;
      lastMs = now;
      change(entry, {});
    };
    const stopped = (): Job['state'] => (closing ? 'interrupted' : 'cancelled');
    try {
      if (controller.signal.aborted) {
        change(entry, { state: stopped(), endedMs: deps.clock.nowMs() });
        return;
      }
      change(entry, { state: 'running' });
      const end = await work.run({ id: entry.job.id, signal: controller.signal, report });
      const endedMs = deps.clock.nowMs();
      if (end.ok) change(entry, { state: 'done', endedMs }, end.result);
      else if (controller.signal.aborted) change(entry, { state: stopped(), endedMs });
      else change(entry, { state: 'failed', endedMs, failure: { code: end.code, message: end.message } });
    } catch (error) {
      const reference = deps.reportBug(error, `job ${work.kind}`);
      change(entry, {
        state: controller.signal.aborted ? stopped() : 'failed',
        endedMs: deps.clock.nowMs(),
        failure: { code: 'internal', message: `Something went wrong inside Verso (${reference}).` },
      });
    } finally {
      open.delete(entry.job.id);
      entry.end.resolve();
    }
  }

  return {
    start(work) {
      const job: Job = {
        id: randomUUID(), kind: work.kind, subject: work.subject, state: 'queued', progress: noProgress,
        startedMs: deps.clock.nowMs(), endedMs: null, failure: null,
      };
      const entry: Open = { job, work, controller: new AbortController(), end: Promise.withResolvers<void>() };
      open.set(job.id, entry);
      change(entry, {});
      chain = chain.then(() => run(entry));
      return entry.job;
    },
    cancel(id) {
      const entry = open.get(id);
      entry?.controller.abort();
      return entry !== undefined;
    },
    list() {
      return storedJobs(db, `ORDER BY started_ms DESC, rowid DESC LIMIT ${listedJobs}`).map((job) => open.get(job.id)?.job ?? job);
    },
    find: (id) => open.get(id)?.job ?? storedJobs(db, 'WHERE id = ?', id)[0] ?? null,
    result(id) {
      const row = db.get<{ result: string | null }>('SELECT result FROM jobs WHERE id = ?', id);
      const result: unknown = typeof row?.result === 'string' ? JSON.parse(row.result) : null;
      return result;
    },
    ended: (id) => open.get(id)?.end.promise ?? Promise.resolve(),
    async close() {
      closing = true;
      for (const entry of open.values()) entry.controller.abort();
      await chain;
      db.close();
    },
  };
}

function storedJobs(db: ReadableDb, condition: string, ...values: readonly string[]): Job[] {
  return db
    .all<{ job: string }>(`SELECT job FROM jobs ${condition}`, ...values)
    .map((row) => jobSchema.safeParse(JSON.parse(row.job)))
    .filter((parsed) => parsed.success)
    .map((parsed) => parsed.data);
}
