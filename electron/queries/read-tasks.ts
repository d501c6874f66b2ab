/** Reads the tasks of the vault from the index, in slices. */
import type { ReadableDb } from '../db/database.ts';
import type { FileFilter } from '../search/query-filter.ts';
import type { Pace } from './pace.ts';

export interface TaskRow {
  readonly fileId: number;
  readonly path: string;
  readonly title: string;
  readonly modifiedMs: number;
  readonly line: number;
  readonly mark: string;
  readonly text: string;
  readonly due: string | null;
}

export interface TaskReading {
  /** Asked anew for each slice: the index may be made again in between. */
  readonly db: () => ReadableDb;
  readonly pace: Pace;
  /** Conditions over `files f` and `tasks t`. */
  readonly filter: FileFilter;
}

const rowsOfSlice = 2000;

/** Each slice of the tasks that pass the filter, in the order of the index. */
export async function* readTasks({ db, pace, filter }: TaskReading): AsyncGenerator<readonly TaskRow[]> {
  for (let after = 0; await pace.goOn(); ) {
    const rows = db().all<TaskRow & { readonly at: number }>(
      `SELECT t.rowid AS at, t.file_id AS fileId, f.path, f.title, f.modified_ms AS modifiedMs, t.line, t.mark, t.text, t.due
       FROM tasks t JOIN files f ON f.id = t.file_id WHERE t.rowid > ? AND (${filter.sql}) ORDER BY t.rowid LIMIT ${rowsOfSlice}`,
      after, ...filter.values,
    );
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsOfSlice) return;
    after = last.at;
  }
}
