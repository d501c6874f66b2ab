/** Answers the import calls: a dry run as a stream, the import as a job, its report. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { importApi } from '#shared/api/import.ts';
import {
  importReportSchema,
  type ImportFailureCode,
  type ImportOptions,
  type ImportPlan,
  type ImportProgress,
} from '#shared/model/import.ts';
import type { Job } from '#shared/model/job.ts';
import { failure, success, type Handlers, type Outcome } from '#shared/rpc/contract.ts';
import type { ImportSink, ImportSource, Importer } from '../importers/importer.ts';
import type { ImportState } from '../importers/import-state.ts';
import type { JobQueue } from '../jobs/job-queue.ts';

/** What importing needs of the vault that is open. */
export interface ImportSession {
  readonly readOnly: boolean;
  readonly state: ImportState;
  readonly sink: ImportSink;
  /** Names this machine's own record files in `.verso/`. */
  readonly deviceId: string;
}

export interface ImportHandlerDeps {
  /** Null while no vault is open. */
  readonly session: () => ImportSession | null;
  readonly jobs: JobQueue;
  /** The importer for a source, found by its content. */
  readonly detect: (source: ImportSource, signal: AbortSignal) => Promise<Outcome<Importer, ImportFailureCode>>;
  readonly nowMs: () => number;
}

const noVault = failure('no-vault', 'Open a vault first: an import needs somewhere to write.');

export function createImportHandlers(deps: ImportHandlerDeps): Handlers<typeof importApi> {
  return {
    async *'import.plan'(params, { signal }) {
      const session = deps.session();
      if (session === null) return noVault;
      const source = sourceAt(params.source);
      const found = await deps.detect(source, signal);
      if (!found.ok) return found;

      const channel = createProgressChannel<ImportProgress>();
      const planning = found.value
        .plan(source, params.options, {
          importId: importIdOf(params.source, params.options),
          state: session.state,
          signal,
          onProgress: channel.push,
          now: deps.nowMs,
        })
        .finally(channel.end);
      // A rejection is read below; until then it must not count as unhandled.
      planning.catch(() => undefined);
      for await (const progress of channel.values) yield { kind: 'progress' as const, progress };
      const plan: Outcome<ImportPlan, ImportFailureCode> = await planning;
      if (!plan.ok) return plan;
      yield { kind: 'plan' as const, plan: plan.value };
      return undefined;
    },

    async 'import.start'(params, { signal }) {
      const session = deps.session();
      if (session === null) return noVault;
      if (session.readOnly) return failure('read-only', 'The vault cannot be written. Check its permissions, then import again.');
      const source = sourceAt(params.source);
      const found = await deps.detect(source, signal);
      if (!found.ok) return found;
      const importer = found.value;
      const job = deps.jobs.start({
        kind: 'import',
        subject: source.name,
        run: async (context) => {
          const outcome = await importer.run(source, params.options, {
            importId: importIdOf(params.source, params.options),
            state: session.state,
            sink: session.sink,
            deviceId: session.deviceId,
            signal: context.signal,
            onProgress: (progress) => context.report(jobProgress(progress)),
            now: deps.nowMs,
          });
          return outcome.ok ? { ok: true, result: outcome.value } : { ok: false, code: outcome.code, message: outcome.message };
        },
      });
      return success({ jobId: job.id });
    },

    'import.report'({ jobId }) {
      const job = deps.jobs.find(jobId);
      if (job === null || job.kind !== 'import') return failure('not-found', 'There is no such import.');
      const report = importReportSchema.safeParse(deps.jobs.result(jobId));
      return success({ report: report.success ? report.data : null });
    },
  };
}

function sourceAt(hostPath: string): ImportSource {
  const absolute = path.resolve(hostPath);
  return { path: absolute, name: path.basename(absolute) };
}

/** The same source with the same choices goes on where it stopped. */
function importIdOf(source: string, options: ImportOptions): string {
  return createHash('sha256').update(JSON.stringify([path.resolve(source), options])).digest('hex').slice(0, 32);
}

function jobProgress(progress: ImportProgress): Job['progress'] {
  return {
    step: progress.step,
    done: progress.bytesDone,
    total: progress.bytesTotal,
    unit: 'bytes',
    counts: { messages: progress.messagesDone, notes: progress.notesWritten, skipped: progress.skipped },
  };
}

/**
 * Turns calls into values to iterate; while nobody reads, only the newest is kept, since progress
 * replaces itself.
 */
function createProgressChannel<T>() {
  let newest: { readonly value: T } | null = null;
  let ended = false;
  let wake: () => void = () => undefined;
  async function* read(): AsyncGenerator<T, void, void> {
    for (;;) {
      if (newest !== null) {
        const { value } = newest;
        newest = null;
        yield value;
      } else if (ended) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }
  return {
    push: (value: T): void => {
      newest = { value };
      wake();
    },
    end: (): void => {
      ended = true;
      wake();
    },
    values: read(),
  };
}
