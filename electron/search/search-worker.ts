/** The worker thread that reads notes for a search: it may be ended at any moment, an expression may never come back. */
import { parentPort, workerData } from 'node:worker_threads';
import { openReadable } from '../db/database.ts';
import { matchNotes, type NoteMatch } from './note-match.ts';
import type { FromSearchWorker, SearchWorkerData, ToSearchWorker } from './search-messages.ts';
import { readExpressions } from './word-reading.ts';

const port = parentPort;
if (port === null) throw new Error('The search worker is a worker thread.');
// Our own search is the only one that starts this file.
const { databaseFile } = workerData as SearchWorkerData;

const sliceMs = 20;
/** Where it matches is told for so many notes; of the rest only that they do. */
const placedNotes = 1000;
const cancelled = new Set<number>();

const post = (message: FromSearchWorker): void => {
  port.postMessage(message);
};

port.on('message', (message: ToSearchWorker) => {
  if (message.kind === 'cancel') cancelled.add(message.id);
  else void search(message);
});

async function search({ id, root, sources, typing }: Extract<ToSearchWorker, { kind: 'search' }>): Promise<void> {
  try {
    // Opened for each search: the index may have been made anew in the meantime.
    const db = openReadable(databaseFile);
    try {
      let found: NoteMatch[] = [];
      let count = 0;
      let sliceStartMs = performance.now();
      const flush = (): void => {
        if (found.length > 0) post({ kind: 'found', id, matches: found });
        found = [];
      };
      for (const match of matchNotes(db, { root, sources, typing, expression: readExpressions(typing) })) {
        if (match !== null) {
          count += 1;
          found.push(count > placedNotes ? { fileId: match.fileId, places: [] } : match);
        }
        if (performance.now() - sliceStartMs < sliceMs) continue;
        flush();
        await new Promise((resolve) => setImmediate(resolve));
        if (cancelled.delete(id)) break;
        sliceStartMs = performance.now();
      }
      flush();
    } finally {
      db.close();
    }
    post({ kind: 'ended', id });
  } catch (error) {
    post({ kind: 'failed', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
