/**
 * Threads that read and parse notes ahead of the one that writes the index.
 *
 * The writer asks from within a transaction, so everything here is synchronous: messages are taken
 * by hand, and waiting is sleeping on a counter. Batches come back in the order in which they were
 * given, because rows have to be written in the order of their ids.
 */
import os from 'node:os';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { workerUrl } from '../platform/worker-url.ts';
import type { NoteReading, NoteToRead } from './note-reading.ts';

/** Rows pass through threads of the index once: a small nursery keeps a first pass from growing by hundreds of megabytes. */
export const threadLimits = { maxYoungGenerationSizeMb: 12 } as const;

export interface ReadWorkerData {
  readonly root: string;
  readonly port: MessagePort;
  readonly signal: Int32Array;
}
export interface ToReadWorker {
  readonly batch: number;
  readonly notes: readonly NoteToRead[];
}
export type FromReadWorker = { readonly kind: 'begun' } | { readonly kind: 'read'; readonly batch: number; readonly readings: readonly NoteReading[] };

export interface ReaderPool {
  /** Whether another batch would keep a thread busy. False until a thread has begun. */
  wantsMore(): boolean;
  give(notes: readonly NoteToRead[]): void;
  /** The oldest batch given, when it has been read; waits for it at most so long. */
  take(waitMs: number): readonly NoteReading[] | null;
  /** A thread ended by itself: what was given may never come back. */
  isBroken(): boolean;
  close(): void;
}

/** Enough that no thread waits for the writer, few enough that memory stays small. */
const batchesAhead = 4;
const mostReaders = 3;

interface Reader {
  readonly worker: Worker;
  readonly port: MessagePort;
  begun: boolean;
  given: number;
}

export function openReaderPool(root: string): ReaderPool {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const readers = Array.from({ length: Math.max(1, Math.min(mostReaders, os.availableParallelism() - 1)) }, () => startReader(root, signal));
  /** Batches in the order given, with what came back. */
  const batches = new Map<number, readonly NoteReading[] | null>();
  let nextBatch = 1;
  let broken = false;
  for (const { worker } of readers) {
    worker.on('error', () => {
      broken = true;
    });
  }

  function receive(): void {
    for (const reader of readers) {
      for (let got = receiveMessageOnPort(reader.port); got !== undefined; got = receiveMessageOnPort(reader.port)) {
        const message = got.message as FromReadWorker; // our own worker's
        if (message.kind === 'begun') {
          reader.begun = true;
        } else {
          reader.given -= 1;
          batches.set(message.batch, message.readings);
        }
      }
    }
  }

  const idlest = (): Reader | undefined => readers.filter((reader) => reader.begun && reader.given < batchesAhead).sort((a, b) => a.given - b.given)[0];

  return {
    wantsMore() {
      receive();
      return !broken && idlest() !== undefined;
    },
    give(notes) {
      const reader = idlest();
      if (reader === undefined) throw new Error('No reader wants a batch.');
      const batch = nextBatch++;
      batches.set(batch, null);
      reader.given += 1;
      const message: ToReadWorker = { batch, notes };
      reader.port.postMessage(message);
    },
    take(waitMs) {
      const seen = Atomics.load(signal, 0);
      receive();
      const [oldest] = batches.keys();
      if (oldest === undefined) return null;
      let readings = batches.get(oldest) ?? null;
      if (readings === null) {
        // Nobody wakes it when something came since it looked: then it does not sleep.
        Atomics.wait(signal, 0, seen, waitMs);
        receive();
        readings = batches.get(oldest) ?? null;
      }
      if (readings !== null) batches.delete(oldest);
      return readings;
    },
    isBroken: () => broken,
    close() {
      for (const { worker, port } of readers) {
        port.close();
        void worker.terminate();
      }
    },
  };
}

function startReader(root: string, signal: Int32Array): Reader {
  const { port1, port2 } = new MessageChannel();
  const data: ReadWorkerData = { root, port: port2, signal };
  const worker = new Worker(workerUrl('read-worker'), { workerData: data, transferList: [port2], execArgv: [], name: 'read', resourceLimits: threadLimits });
  // Reading never keeps the process: whoever writes does.
  worker.unref();
  return { worker, port: port1, begun: false, given: 0 };
}
