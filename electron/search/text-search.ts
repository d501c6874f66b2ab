/**
 * Searches that read the text of notes, outside of the thread that answers: lines, tasks, case,
 * regular expressions. One that does not come back in time is ended with its thread, and what it
 * has found by then is the answer.
 */
import { Worker } from 'node:worker_threads';
import type { QueryNode } from '#shared/search/query-tree.ts';
import { workerUrl } from '../platform/worker-url.ts';
import type { NoteMatch } from './note-match.ts';
import type { FromSearchWorker, SearchWorkerData, ToSearchWorker } from './search-messages.ts';

export interface TextSearchRequest {
  readonly root: QueryNode;
  readonly sources: boolean;
  readonly typing: string | null;
}

export interface TextSearchAnswer {
  readonly matches: readonly NoteMatch[];
  /** True where it was ended before every note was read. */
  readonly incomplete: boolean;
}

export interface TextSearch {
  find(request: TextSearchRequest, signal?: AbortSignal): Promise<TextSearchAnswer>;
  close(): Promise<void>;
}

export interface TextSearchDeps {
  readonly databaseFile: string;
  /** Time for one search, by default three seconds. */
  readonly limitMs?: number;
  /** A bug in the worker. The search it was about has no more answers. */
  readonly onCrash: (error: unknown) => void;
}

const defaultLimitMs = 3000;

interface Running {
  readonly id: number;
  readonly matches: NoteMatch[];
  readonly end: (incomplete: boolean) => void;
}

export function createTextSearch({ databaseFile, limitMs = defaultLimitMs, onCrash }: TextSearchDeps): TextSearch {
  let worker: Worker | null = null;
  let running: Running | null = null;
  let nextId = 1;
  let turn: Promise<unknown> = Promise.resolve();

  /** Started by the first search that needs it. */
  function start(): Worker {
    const data: SearchWorkerData = { databaseFile };
    const started = new Worker(workerUrl('search-worker'), { workerData: data, execArgv: [], name: 'search' });
    // It holds nothing that must be finished.
    started.unref();
    started.on('message', (message: FromSearchWorker) => {
      if (running === null || message.id !== running.id) return;
      if (message.kind === 'found') return void running.matches.push(...message.matches);
      if (message.kind === 'failed') onCrash(message.message);
      running.end(message.kind === 'failed');
    });
    started.on('error', (error) => {
      onCrash(error);
      if (worker === started) worker = null;
      running?.end(true);
    });
    worker = started;
    return started;
  }

  function stop(): Promise<unknown> {
    const stopped = worker;
    worker = null;
    return stopped?.terminate() ?? Promise.resolve();
  }

  function run(request: TextSearchRequest, signal: AbortSignal | undefined): Promise<TextSearchAnswer> {
    if (signal?.aborted === true) return Promise.resolve({ matches: [], incomplete: true });
    const id = nextId;
    nextId += 1;
    const used = worker ?? start();
    const send = (message: ToSearchWorker): void => used.postMessage(message);
    return new Promise((resolve) => {
      const matches: NoteMatch[] = [];
      const timer = setTimeout(() => {
        void stop();
        end(true);
      }, limitMs);
      const end = (incomplete: boolean): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        running = null;
        resolve({ matches, incomplete });
      };
      // A thread that is stuck does not hear this; its time is limited all the same.
      const cancel = (): void => send({ kind: 'cancel', id });
      signal?.addEventListener('abort', cancel, { once: true });
      running = { id, matches, end };
      send({ kind: 'search', id, ...request });
    });
  }

  return {
    find(request, signal) {
      const answer = turn.then(() => run(request, signal));
      turn = answer;
      return answer;
    },
    async close() {
      running?.end(true);
      await stop();
    },
  };
}
