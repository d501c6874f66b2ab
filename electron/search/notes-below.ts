/** The notes in a folder and in the folders below it. */
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { ReadableDb } from '../db/database.ts';

/** By path. `folder` has no slash at either end; `''` is the whole vault. */
export function notesBelow(db: ReadableDb, folder: string, limit: number): readonly VaultPath[] {
  return db
    .all<{ path: string }>(
      `SELECT path FROM files WHERE kind = 'note' AND (?1 = '' OR path > ?1 || '/' AND path < ?1 || '0') ORDER BY path LIMIT ?2`,
      folder,
      limit,
    )
    .map(({ path }) => vaultPathSchema.parse(path));
}
