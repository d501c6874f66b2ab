/**
 * The notes that wait to be read: preferred ones first, then the rest in order, by threads where
 * they are many. What is dropped or replaced while a thread reads it is not given any more.
 */
import type { FoundFile } from '../vault/walk-vault.ts';
import { readNote, type NoteReading } from './note-reading.ts';
import type { ReaderPool } from './reader-pool.ts';

export interface QueuedNote {
  readonly file: FoundFile;
  /** Its row as it was when it was queued. */
  readonly id: number;
  readonly version: string | null;
  readonly problem: string | null;
  /** Its size, time or inode are others than those of the row. */
  readonly isTouched: boolean;
}

export interface ReadQueue {
  size(): number;
  has(path: string): boolean;
  /** In the order of reading. One that waits already is replaced. */
  add(notes: readonly QueuedNote[]): void;
  get(path: string): QueuedNote | undefined;
  drop(path: string): void;
  /** Reads this note before the others. */
  prefer(path: string): void;
  clear(): void;
  /** Starts the threads before there is work for them: they take a while to begin. */
  warm(): void;
  /** The next note and its content; `wait`: a thread is still at it; null: nothing waits. */
  next(): { readonly note: QueuedNote; readonly reading: NoteReading } | 'wait' | null;
  close(): void;
}

/** Fewer notes are read before a thread would have begun. */
const worthThreads = 200;
const batchNotes = 32;
const batchBytes = 256 * 1024;
const waitMs = 20;

export function createReadQueue(root: string, openPool: () => ReaderPool): ReadQueue {
  const queued = new Map<string, QueuedNote>();
  /** The next one last. */
  let waiting: QueuedNote[] = [];
  let preferred: QueuedNote[] = [];
  let ahead: (readonly QueuedNote[])[] = [];
  let current: { readonly note: QueuedNote; readonly reading: NoteReading }[] = [];
  let pool: ReaderPool | null = null;

  const isWanted = (note: QueuedNote): boolean => queued.get(note.file.path) === note;
  const asked = ({ file, version }: QueuedNote) => ({ path: file.path, sizeBytes: file.sizeBytes, known: version });
  const readHere = (note: QueuedNote) => ({ note, reading: readNote(root, asked(note)) });

  function popWanted(from: QueuedNote[]): QueuedNote | undefined {
    for (let note = from.pop(); note !== undefined; note = from.pop()) if (isWanted(note)) return note;
    return undefined;
  }

  function handOut(): void {
    while (waiting.length > 0 && pool?.wantsMore() === true) {
      const batch: QueuedNote[] = [];
      for (let bytes = 0; batch.length < batchNotes && bytes < batchBytes; ) {
        const note = popWanted(waiting);
        if (note === undefined) break;
        batch.push(note);
        bytes += note.file.sizeBytes;
      }
      if (batch.length === 0) return;
      ahead.push(batch);
      pool.give(batch.map(asked));
    }
  }

  function closePool(): void {
    pool?.close();
    pool = null;
    waiting.push(...ahead.reverse().flatMap((batch) => batch.toReversed()));
    ahead = [];
  }

  const queue: ReadQueue = {
    size: () => queued.size,
    has: (path) => queued.has(path),
    get: (path) => queued.get(path),
    add(notes) {
      for (const note of notes) queued.set(note.file.path, note);
      waiting = [...notes.toReversed(), ...waiting];
      if (queued.size >= worthThreads) queue.warm();
    },
    drop: (path) => void queued.delete(path),
    prefer(path) {
      const note = queued.get(path);
      if (note !== undefined) preferred.push(note);
    },
    clear() {
      queued.clear();
      closePool();
      [waiting, preferred, current] = [[], [], []];
    },
    warm() {
      pool ??= openPool();
    },
    next() {
      if (queued.size === 0) {
        queue.clear();
        return null;
      }
      const first = popWanted(preferred);
      if (first !== undefined) return readHere(first);
      for (;;) {
        for (let read = current.pop(); read !== undefined; read = current.pop()) if (isWanted(read.note)) return read;
        if (pool?.isBroken() === true) closePool();
        handOut();
        const oldest = ahead[0];
        if (oldest === undefined) {
          const note = popWanted(waiting);
          return note === undefined ? null : readHere(note);
        }
        const readings = pool?.take(waitMs) ?? null;
        if (readings === null) return 'wait';
        ahead.shift();
        current = oldest.flatMap((note, index) => {
          const reading = readings[index];
          return reading === undefined ? [] : [{ note, reading }];
        }).reverse();
      }
    },
    close: closePool,
  };
  return queue;
}
