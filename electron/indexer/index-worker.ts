/** The worker thread that owns an index: takes messages between short batches of work. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { isDamage } from '../db/database.ts';
import { deleteIndexFiles, emptyIndex, openIndexDatabase, type OpenedIndex, type RebuildReason } from './index-database.ts';
import { createIndexEngine, type IndexEngine, type IndexUpdate } from './index-engine.ts';
import type { FromIndexWorker, IndexWorkerData, ToIndexWorker } from './index-messages.ts';

const port = parentPort;
if (port === null) throw new Error('The index worker is a worker thread.');
// Our own indexer is the only one that starts this file.
const { root, databaseFile } = workerData as IndexWorkerData;

/** The newest notes are found soon; the longer a transaction, the less the full-text index has to merge. */
const firstBatchMs = 300;
const batchMs = 2500;
const progressEveryMs = 150;
const listedProblems = 100;
const folderQuietMs = 2000;

const post = (message: FromIndexWorker): void => {
  port.postMessage(message);
};
const inbox: ToIndexWorker[] = [];
let waiting: number[] = [];
let scheduled = false;
let lastProgressMs = 0;
let comparing: NodeJS.Timeout | null = null;
/** Since there was nothing to read. */
let batches = 0;
/** Where the notes now being read began, for the rate. */
let begun: { readonly atMs: number; readonly indexed: number } | null = null;
let opened: OpenedIndex = openIndexDatabase(databaseFile, root);
let engine: IndexEngine = createIndexEngine(opened.db, root);

post({ kind: 'opened', rebuilt: opened.rebuilt });
inbox.push({ kind: 'compare' });
schedule();

port.on('message', (message: ToIndexWorker) => {
  inbox.push(message);
  schedule();
});

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(() => {
    scheduled = false;
    try {
      step();
    } catch (error) {
      if (isDamage(error)) {
        rebuild('damaged');
      } else {
        post({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
        // The rest of the messages, and whoever waits for them, must not wait for ever.
        if (inbox.length > 0 || waiting.length > 0) schedule();
      }
    }
  });
}

function step(): void {
  for (let message = inbox.shift(); message !== undefined; message = inbox.shift()) {
    if (handle(joinOwn(message)) === 'closed') return;
  }
  const update = engine.readQueued(batches === 0 ? firstBatchMs : batchMs, hasMail);
  if (update !== null) {
    batches += 1;
    announce(update);
    progress('indexing');
    schedule();
    return;
  }
  batches = 0;
  begun = null;
  progress('ready');
  for (const id of waiting) post({ kind: 'settled', id });
  waiting = [];
}

/** A save, or a note that is opened, ends a batch: nobody waits for one. */
function hasMail(): boolean {
  progress('indexing');
  const got = port === null ? undefined : receiveMessageOnPort(port);
  if (got === undefined) return false;
  inbox.push(got.message as ToIndexWorker); // our own indexer's
  return true;
}

/** An import writes many notes in a row: one transaction takes them all. */
function joinOwn(first: ToIndexWorker): ToIndexWorker {
  if (first.kind !== 'own') return first;
  const changes = [...first.changes];
  for (let next = inbox[0]; next?.kind === 'own' && changes.length < 500; next = inbox[0]) {
    changes.push(...next.changes);
    inbox.shift();
  }
  return { kind: 'own', changes };
}

function handle(message: ToIndexWorker): 'open' | 'closed' {
  switch (message.kind) {
    case 'own':
      announce(engine.applyOwn(message.changes));
      return 'open';
    case 'outside':
      announce(compareAfterFolders(engine.applyOutside(message.paths)));
      return 'open';
    case 'lookAgain':
      announce(compareAfterFolders(engine.lookAgain(message.folders)));
      return 'open';
    case 'prefer':
      engine.prefer(message.path);
      return 'open';
    case 'compare':
      // One that comes after sees more.
      if (inbox.some((later) => later.kind === 'compare')) return 'open';
      announce(engine.compareAll());
      return 'open';
    case 'rebuild':
      rebuild(message.reason);
      return 'open';
    case 'settle':
      waiting.push(message.id);
      return 'open';
    case 'close':
      if (comparing !== null) clearTimeout(comparing);
      engine.close();
      opened.db.close();
      post({ kind: 'closed' });
      port?.close();
      return 'closed';
  }
}

/** A sound index is emptied in place; a damaged one gives way to a new file. */
function rebuild(reason: RebuildReason): void {
  engine.close();
  if (reason === 'damaged') {
    try {
      opened.db.close();
    } catch {
      // What is damaged may not even close well.
    }
    deleteIndexFiles(databaseFile);
    opened = openIndexDatabase(databaseFile, root);
  } else {
    emptyIndex(opened.db, root);
  }
  engine = createIndexEngine(opened.db, root);
  post({ kind: 'opened', rebuilt: reason });
  inbox.unshift({ kind: 'compare' });
  schedule();
}

/**
 * Where folders come, go and move, the system's watcher is late: of files in them it may tell nothing,
 * or an old path. Everything is compared once that is over.
 */
function compareAfterFolders(update: IndexUpdate): IndexUpdate {
  if (!update.folders) return update;
  if (comparing !== null) clearTimeout(comparing);
  comparing = setTimeout(() => {
    comparing = null;
    inbox.push({ kind: 'compare' });
    schedule();
  }, folderQuietMs).unref();
  return update;
}

function announce(update: IndexUpdate): void {
  if (update.paths.length > 0 || update.targets.length > 0 || update.changes.length > 0 || update.renames.length > 0) post({ kind: 'updated', ...update });
}

function progress(state: 'indexing' | 'ready'): void {
  const now = performance.now();
  if (state === 'indexing' && now - lastProgressMs < progressEveryMs) return;
  lastProgressMs = now;
  const problems = engine.problems();
  const counts = engine.counts();
  if (state === 'indexing') begun ??= { atMs: now, indexed: counts.indexed };
  post({ kind: 'progress', state, ...counts, ...rate(now, counts.indexed), problems: problems.slice(0, listedProblems), problemCount: problems.length });
}

/** Nothing until it has gone on for a second: the first notes say little about the rest. */
function rate(nowMs: number, indexed: number): { readonly notesPerSecond?: number } {
  if (begun === null || nowMs - begun.atMs < 1000) return {};
  return { notesPerSecond: Math.max(0, ((indexed - begun.indexed) * 1000) / (nowMs - begun.atMs)) };
}
