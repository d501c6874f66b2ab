/** Tags and the notes that carry them. */
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { TagCount } from '#shared/model/search.ts';
import type { ReadableDb } from '../db/database.ts';

/** Each tag once, in the casing that was written first, with the number of notes. */
export function listTags(db: ReadableDb, sources: boolean): readonly TagCount[] {
  return db.all<TagCount>(
    `SELECT min(t.name) AS name, count(DISTINCT t.file_id) AS count FROM tags t JOIN files f ON f.id = t.file_id
     WHERE ?1 OR f.area <> 'source' GROUP BY t.tag_key ORDER BY count DESC, t.tag_key`,
    Number(sources),
  );
}

export interface TaggedNote {
  readonly path: VaultPath;
  readonly title: string;
  readonly modifiedMs: number;
}

/** Notes with a tag or one below it (`a` finds `a/b`), newest first. */
export function notesWithTag(db: ReadableDb, tag: string, sources: boolean, limit: number): readonly TaggedNote[] {
  const key = tag.replace(/^#/, '').replace(/\/+$/, '').normalize('NFC').toLowerCase();
  return db
    .all<{ path: string; title: string; modified_ms: number }>(
      `SELECT f.path, f.title, f.modified_ms FROM files f
       WHERE f.id IN (SELECT file_id FROM tags WHERE tag_key = ?1 OR (tag_key > ?1 || '/' AND tag_key < ?1 || '0'))
         AND (?2 OR f.area <> 'source') ORDER BY f.modified_ms DESC LIMIT ?3`,
      key, Number(sources), limit,
    )
    .map((row) => ({ path: vaultPathSchema.parse(row.path), title: row.title, modifiedMs: row.modified_ms }));
}
