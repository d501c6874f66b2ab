/** Writes files and notes into the index. Callers make the transactions. */
import type { WritableDb } from '../db/database.ts';
import type { FoundFile } from '../vault/walk-vault.ts';
import { areaOf, passageId, passagesPerFile, pathKeys } from './file-row.ts';
import type { NoteRows } from './note-rows.ts';
import { toNameText, toSearchText } from './search-text.ts';

export interface FileRow {
  readonly id: number;
  readonly path: string;
  readonly kind: 'note' | 'attachment';
  readonly size_bytes: number;
  readonly modified_ms: number;
  readonly inode: string;
  readonly version: string | null;
  readonly problem: string | null;
}

const fileColumns = 'id, path, kind, size_bytes, modified_ms, inode, version, problem';

export function fileAt(db: WritableDb, path: string): FileRow | undefined {
  return db.get<FileRow>(`SELECT ${fileColumns} FROM files WHERE path = ?`, path);
}

export function allFiles(db: WritableDb): FileRow[] {
  return db.all<FileRow>(`SELECT ${fileColumns} FROM files`);
}

/** Files at a path or below it when it is a folder. */
export function filesUnder(db: WritableDb, path: string): FileRow[] {
  return db.all<FileRow>(`SELECT ${fileColumns} FROM files WHERE path = ?1 OR (path > (?1 || '/') AND path < (?1 || '0'))`, path);
}

/** A file that the index has not seen: known by name at once, by content when its turn comes. */
export function insertFile(db: WritableDb, file: FoundFile, title: string): number {
  const keys = pathKeys(file.path);
  const { lastId } = db.run(
    `INSERT INTO files(path, path_key, name_key, stem_key, kind, area, title, size_bytes, modified_ms, created_ms, inode)
     VALUES(?,?,?,?,?,?,?,?,?,?,?)`,
    file.path, keys.pathKey, keys.nameKey, keys.stemKey, file.kind, areaOf(file.path), title,
    file.sizeBytes, file.modifiedMs, file.createdMs, file.inode,
  );
  return lastId;
}

/** The file's size and times as they are now. */
export function touchFile(db: WritableDb, id: number, file: FoundFile): void {
  db.run(
    'UPDATE files SET size_bytes = ?, modified_ms = ?, inode = ? WHERE id = ?',
    file.sizeBytes, file.modifiedMs, file.inode, id,
  );
}

export function setContent(db: WritableDb, id: number, version: string | null, problem: string | null): void {
  db.run('UPDATE files SET version = ?, problem = ? WHERE id = ?', version, problem, id);
}

/** Gives a file another path; what was read from its content stays. */
export function renameFile(db: WritableDb, id: number, path: string, kind: FileRow['kind'], title: string): void {
  const keys = pathKeys(path);
  db.run(
    'UPDATE files SET path = ?, path_key = ?, name_key = ?, stem_key = ?, kind = ?, area = ?, title = ? WHERE id = ?',
    path, keys.pathKey, keys.nameKey, keys.stemKey, kind, areaOf(path), title, id,
  );
}

export function deleteFile(db: WritableDb, id: number): void {
  clearNote(db, id);
  // Links to it lose their end; whoever deletes resolves them again.
  db.run('UPDATE links SET resolved_id = NULL WHERE resolved_id = ?', id);
  db.run('DELETE FROM files WHERE id = ?', id);
}

/** Removes all that was read from a note's content. */
export function clearNote(db: WritableDb, id: number): void {
  for (const { id: row } of db.all<{ id: number }>('SELECT id FROM passages WHERE file_id = ?', id)) {
    db.run('DELETE FROM passages_fts WHERE rowid = ?', row);
  }
  for (const { id: row } of db.all<{ id: number }>('SELECT id FROM names WHERE file_id = ?', id)) {
    db.run('DELETE FROM names_fts WHERE rowid = ?', row);
  }
  db.run('DELETE FROM passages WHERE file_id = ?', id);
  db.run('DELETE FROM names WHERE file_id = ?', id);
  db.run('DELETE FROM links WHERE source_id = ?', id);
  db.run('DELETE FROM tags WHERE file_id = ?', id);
  db.run('DELETE FROM block_ids WHERE file_id = ?', id);
  db.run('DELETE FROM properties WHERE file_id = ?', id);
}

/** Writes a note whose old rows, if any, were cleared. `endOf` gives the file that a link's target means. */
export function writeNoteRows(db: WritableDb, id: number, rows: NoteRows, endOf: (target: string) => number | null): void {
  for (const name of rows.names) {
    const { lastId } = db.run(
      'INSERT INTO names(file_id, kind, text, line, level) VALUES(?,?,?,?,?)',
      id, name.kind, name.text, name.line, name.level,
    );
    db.run('INSERT INTO names_fts(rowid, text) VALUES(?,?)', lastId, toNameText(name.text));
  }
  const names = rows.names.filter((name) => name.kind !== 'heading').map((name) => name.text);
  for (const [seq, passage] of rows.passages.slice(0, passagesPerFile).entries()) {
    const row = passageId(id, seq);
    db.run(
      'INSERT INTO passages(id, file_id, seq, start_at, end_at, line, weight, has_context, heading_path, text) VALUES(?,?,?,?,?,?,?,?,?,?)',
      row, id, seq, passage.start, passage.end, passage.line, passage.weight ?? 1, Number(passage.context !== undefined), JSON.stringify(passage.headingPath), passage.text,
    );
    const title = toSearchText([...names, ...passage.headingPath].join(' '));
    db.run('INSERT INTO passages_fts(rowid, title, body, ctx) VALUES(?,?,?,?)', row, title, toSearchText(passage.text), toSearchText(passage.context ?? ''));
  }
  for (const link of rows.links) {
    db.run(
      `INSERT INTO links(source_id, kind, embed, target, stem_key, heading, block, start_at, end_at, line, raw, context, resolved_id)
       VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)`,
      id, link.kind, Number(link.embed), link.target, link.stemKey, link.heading, link.block,
      link.start, link.end, link.line, link.raw, link.context, endOf(link.target),
    );
  }
  for (const tag of rows.tags) {
    db.run('INSERT INTO tags(file_id, tag_key, name, start_at, line) VALUES(?,?,?,?,?)', id, tag.key, tag.name, tag.start, tag.line);
  }
  for (const block of rows.blockIds) {
    db.run('INSERT INTO block_ids(file_id, block_id, line) VALUES(?,?,?)', id, block.id, block.line);
  }
  for (const { key, name, text, number } of rows.properties) {
    db.run('INSERT INTO properties(file_id, name_key, name, text, number) VALUES(?,?,?,?,?)', id, key, name, text, number);
  }
}
