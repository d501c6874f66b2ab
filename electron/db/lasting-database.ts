/**
 * Opens databases that outlive a session; a damaged file is set aside, never deleted, and a new one begun.
 *
 * A broken database of the app's own must not keep a person from their notes. What is set aside
 * may still be read by other tools.
 */
import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { setFileAside } from '../platform/broken-file.ts';
import { errnoOf } from '../platform/io-failure.ts';
import { openWritable, type SqlValue, type WritableDb, type WritableOptions } from './database.ts';

/** Told the file that was damaged, and where it is now. */
export type OnSetAside = (file: string, setAside: string) => void;

export interface LastingOptions extends WritableOptions {
  readonly file: string;
  /** Brings the schema up; also reads enough of each table to find damage now instead of later. */
  readonly prepare: (db: WritableDb) => void;
  readonly onSetAside: OnSetAside;
}

/** Throws what is no damage: a folder that may not be written, a full disk. */
export function openLasting(options: LastingOptions): WritableDb {
  try {
    return openPrepared(options);
  } catch (error) {
    if (!isBrokenFile(error)) throw error;
    setAside(options);
    return openPrepared(options);
  }
}

export type MendingDb = Pick<WritableDb, 'all' | 'get' | 'run' | 'transaction' | 'close'>;

/** Like `openLasting`, and what turns out to be damaged in use is set aside as well, and the work done again on a new file. */
export function openMending(options: LastingOptions): MendingDb {
  let db = openLasting(options);
  let inTransaction = false;
  function mending<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      // Half a transaction cannot be done again: its begin does that.
      if (inTransaction || !isBrokenFile(error)) throw error;
      db.close();
      setAside(options);
      db = openPrepared(options);
      return work();
    }
  }
  return {
    all: <Row>(sql: string, ...values: readonly SqlValue[]) =>
      mending(() => db.all<Row>(sql, ...values)),
    get: <Row>(sql: string, ...values: readonly SqlValue[]) =>
      mending(() => db.get<Row>(sql, ...values)),
    run: (sql, ...values) => mending(() => db.run(sql, ...values)),
    transaction: (work) =>
      mending(() => {
        inTransaction = true;
        try {
          return db.transaction(work);
        } finally {
          inTransaction = false;
        }
      }),
    close: () => db.close(),
  };
}

/** Whether the file's content is at fault, not the disk or its rights. */
function isBrokenFile(error: unknown): boolean {
  const code = errnoOf(error) ?? '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_FORMAT';
}

function openPrepared(options: LastingOptions): WritableDb {
  const db = openWritable(options.file, options);
  try {
    options.prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function setAside({ file, onSetAside }: LastingOptions): void {
  const aside = setFileAside(file);
  // The log of pages not yet in the file belongs to it: left behind, it would be read into the new one.
  for (const suffix of ['-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  onSetAside(path.basename(file), aside);
}

/** Reads every page of a small database: damage throws as it does in any other use. */
export function checkPages(db: WritableDb): void {
  const [first] = db.all<{ quick_check: string }>('PRAGMA quick_check(1)');
  if (first?.quick_check !== 'ok') throw Object.assign(new Error(first?.quick_check ?? 'no answer'), { code: 'SQLITE_CORRUPT' });
}
