/** Looks for what is replaced in a thread of its own, which is ended when an expression takes too long. */
import { Worker } from 'node:worker_threads';
import type { ReplaceRange, Replacement, ReplaceRule } from '#shared/search/replacement.ts';
import { workerUrl } from '../platform/worker-url.ts';

export interface TextPart extends ReplaceRange {
  readonly text: string;
}

export interface ReplaceThread {
  /** What changes in each of the texts; null where that took too long or was given up. One call at a time. */
  find(parts: readonly TextPart[], signal?: AbortSignal): Promise<readonly (readonly Replacement[])[] | null>;
  close(): Promise<void>;
}

export function startReplaceThread(rule: ReplaceRule, limitMs: number): ReplaceThread {
  const worker = new Worker(workerUrl('replace-worker'), { workerData: rule, execArgv: [], name: 'replace' });
  // It holds nothing that must be finished.
  worker.unref();
  return {
    find: (parts, signal) =>
      new Promise((resolve, reject) => {
        const settle = (finish: () => void): void => {
          clearTimeout(timer);
          worker.off('message', onMessage);
          worker.off('error', onError);
          signal?.removeEventListener('abort', giveUp);
          finish();
        };
        const onMessage = (found: readonly (readonly Replacement[])[]): void => settle(() => resolve(found));
        const onError = (error: Error): void => settle(() => reject(error));
        const giveUp = (): void =>
          settle(() => {
            void worker.terminate();
            resolve(null);
          });
        const timer = setTimeout(giveUp, limitMs);
        worker.on('message', onMessage);
        worker.on('error', onError);
        signal?.addEventListener('abort', giveUp, { once: true });
        worker.postMessage(parts);
      }),
    async close() {
      await worker.terminate();
    },
  };
}
