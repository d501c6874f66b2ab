/** The app's side of the index: starts its worker, passes on what happened, opens it for reading. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { VaultChange } from '#shared/model/vault.ts';
import { openReadable, type ReadableDb } from '../db/database.ts';
import { workerUrl } from '../platform/worker-url.ts';
import type { RebuildReason } from './index-database.ts';
import type { IndexUpdate } from './index-engine.ts';
import { threadLimits } from './reader-pool.ts';
import type { FromIndexWorker, IndexProgress, IndexWorkerData, ToIndexWorker } from './index-messages.ts';

export interface IndexerStatus extends IndexProgress {
  readonly rebuilt: RebuildReason | 'no';
}

export interface IndexerDeps {
  /** The vault's folder with links resolved. */
  readonly root: string;
  readonly databaseFile: string;
  readonly onUpdate: (update: IndexUpdate) => void;
  readonly onStatus: (status: IndexerStatus) => void;
  /** The worker stopped by itself: a bug. The index is not updated any more. */
  readonly onCrash: (error: unknown) => void;
}

export interface Indexer {
  /** The index for reading. Another object after damage was repaired: ask each time. */
  db(): ReadableDb;
  status(): IndexerStatus;
  /** The app itself changed these. */
  own(changes: readonly VaultChange[]): void;
  /** Something happened to these paths. */
  outside(paths: readonly string[]): void;
  /** Something happened in these folders a moment ago, of which not all may have been told. */
  lookAgain(folders: readonly string[]): void;
  prefer(path: string): void;
  /** Compares the whole folder again: after events were lost, and where there are none. */
  compare(): void;
  rebuild(reason: RebuildReason): void;
  /** Resolves when everything said so far is in the index, or when the limit is over. */
  settled(limitMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** Resolves when the index can be read; the first comparison goes on behind. */
export function startIndexer(deps: IndexerDeps): Promise<Indexer> {
  const data: IndexWorkerData = { root: deps.root, databaseFile: deps.databaseFile };
  // Flags of the process (a test runner's loader) are not for the worker.
  const worker = new Worker(workerUrl('index-worker'), { workerData: data, execArgv: [], name: 'index', resourceLimits: threadLimits });
  let db: ReadableDb | null = null;
  let status: IndexerStatus = { state: 'indexing', notes: 0, indexed: 0, problems: [], problemCount: 0, rebuilt: 'no' };
  const settling = new Map<number, () => void>();
  let nextSettle = 1;
  let closed: (() => void) | null = null;
  let ended = false;

  /** The worker may be replacing a damaged file at this very moment: then it says `opened` again. */
  async function reopen(): Promise<void> {
    for (let attempt = 1; !ended; attempt += 1) {
      try {
        const opened = openReadable(deps.databaseFile);
        db?.close();
        db = opened;
        return;
      } catch (error) {
        if (attempt === 40) throw error;
        await sleep(50);
      }
    }
  }

  const send = (message: ToIndexWorker): void => {
    if (!ended) worker.postMessage(message);
  };

  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromIndexWorker) => {
      switch (message.kind) {
        case 'opened':
          status = { ...status, state: 'indexing', rebuilt: message.rebuilt };
          deps.onStatus(status);
          void reopen().then(() => resolve(indexer), reject);
          return;
        case 'progress': {
          const { kind: _, ...progress } = message;
          status = { ...progress, rebuilt: status.rebuilt };
          deps.onStatus(status);
          return;
        }
        case 'updated':
          deps.onUpdate(message);
          return;
        case 'settled':
          settling.get(message.id)?.();
          settling.delete(message.id);
          return;
        case 'failed':
          deps.onCrash(message.message);
          return;
        case 'closed':
          closed?.();
      }
    });
    worker.on('error', (error) => {
      deps.onCrash(error);
      reject(error instanceof Error ? error : new Error(String(error)));
    });
    worker.on('exit', () => {
      ended = true;
      for (const settle of settling.values()) settle();
      settling.clear();
      closed?.();
    });

    const indexer: Indexer = {
      db: () => {
        if (db === null) throw new Error('The index is not open.');
        return db;
      },
      status: () => status,
      own: (changes) => send({ kind: 'own', changes }),
      outside: (paths) => send({ kind: 'outside', paths }),
      lookAgain: (folders) => send({ kind: 'lookAgain', folders }),
      prefer: (path) => send({ kind: 'prefer', path }),
      compare: () => send({ kind: 'compare' }),
      rebuild: (reason) => send({ kind: 'rebuild', reason }),
      settled: (limitMs) =>
        new Promise((resolve) => {
          if (ended) return resolve();
          const id = nextSettle++;
          const timer = limitMs === undefined ? null : setTimeout(resolve, limitMs);
          settling.set(id, () => {
            if (timer !== null) clearTimeout(timer);
            resolve();
          });
          send({ kind: 'settle', id });
        }),
      close: () =>
        new Promise((done) => {
          // The writer closes last: only it can fold the log of its writes into the database.
          db?.close();
          db = null;
          if (ended) return done();
          closed = () => {
            closed = null;
            void worker.terminate().then(() => done());
          };
          send({ kind: 'close' });
        }),
    };
  });
}
