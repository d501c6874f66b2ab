/** The copies of sync tools that the index knows, each with the note that it is another version of. */
import { conflictCopyMarks, originalOf, type ConflictCopy } from '#shared/model/conflict-copy.ts';
import { parseVaultPath } from '#shared/model/note-path.ts';
import type { ReadableDb } from '../db/database.ts';

/** Only those whose note is there: without it a copy is a note like any other. */
export function conflictCopies(db: ReadableDb): readonly ConflictCopy[] {
  const marks = conflictCopyMarks.map(() => 'instr(name_key, ?) > 0').join(' OR ');
  // The names are in an index of their own, which is read instead of the files.
  const rows = db.all<{ path: string }>(`SELECT path FROM files WHERE id IN (SELECT id FROM files WHERE ${marks}) AND kind = 'note' ORDER BY path`, ...conflictCopyMarks);
  return rows.flatMap(({ path }) => {
    const [copy, original] = [parseVaultPath(path), originalOf(path)];
    if (copy === null || original === null) return [];
    return db.get('SELECT 1 FROM files WHERE path = ?', original) === undefined ? [] : [{ copy, original }];
  });
}
