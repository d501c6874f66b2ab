/** The rows of files in the index. Callers make the transactions. */
import type { WritableDb } from '../db/database.ts';
import type { FoundFile } from '../vault/walk-vault.ts';
import { areaOf, pathKeys } from './file-row.ts';
import { clearNote } from './note-tables.ts';

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

export function hasFilesUnder(db: WritableDb, folder: string): boolean {
  return db.get(`SELECT 1 FROM files WHERE path > (?1 || '/') AND path < (?1 || '0') LIMIT 1`, folder) !== undefined;
}

/** Files directly in a folder; '' is the vault's own. */
export function filesIn(db: WritableDb, folder: string): FileRow[] {
  const rows = folder === '' ? db.all<FileRow>(`SELECT ${fileColumns} FROM files WHERE instr(path, '/') = 0`) : filesUnder(db, folder);
  return folder === '' ? rows : rows.filter(({ path }) => path.startsWith(`${folder}/`) && !path.includes('/', folder.length + 1));
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

/** What was read from the file; of null, only that it was not read. */
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
