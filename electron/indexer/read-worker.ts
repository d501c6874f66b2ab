/** A thread that reads notes for the index: takes batches of paths and gives their rows, in the order in which they came. */
import { workerData } from 'node:worker_threads';
import { readNote } from './note-reading.ts';
import type { FromReadWorker, ReadWorkerData, ToReadWorker } from './reader-pool.ts';

// Our own pool is the only one that starts this file.
const { root, port, signal } = workerData as ReadWorkerData;

function say(message: FromReadWorker): void {
  port.postMessage(message);
  // The thread that takes it may be asleep, and has no event loop then.
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on('message', ({ batch, notes }: ToReadWorker) => {
  say({ kind: 'read', batch, readings: notes.map((note) => readNote(root, note)) });
});
say({ kind: 'begun' });
