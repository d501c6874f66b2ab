/** Gathers what a plan needs to know: which notes may hold links to some names, and their texts. */
import { scanNote } from '#shared/markdown/outline.ts';
import { isNotePath, parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import type { ReadableDb } from '../db/database.ts';
import { stemKeyOf } from '../indexer/file-row.ts';
import type { VaultFiles } from '../vault/vault-files.ts';
import type { NoteText } from './draft.ts';

/** Every file at a path, or below it when it is a folder, with the path that it will have. */
export function movedFiles(db: ReadableDb, from: VaultPath, to: VaultPath): ReadonlyMap<string, string> {
  const rows = db.all<{ path: string }>("SELECT path FROM files WHERE path = ?1 OR (path > (?1 || '/') AND path < (?1 || '0'))", from);
  const moved = new Map(rows.map((row) => [row.path, to + row.path.slice(from.length)]));
  return moved.size === 0 ? new Map([[from, to]]) : moved;
}

/** Notes with a link that ends in the name of one of these files, whatever it leads to now. */
export function notesNaming(db: ReadableDb, paths: Iterable<string>): readonly VaultPath[] {
  const stems = new Set([...paths].map(stemKeyOf));
  const rows = db.all<{ path: string }>(
    `SELECT DISTINCT f.path FROM links l JOIN files f ON f.id = l.source_id
     WHERE l.stem_key IN (SELECT value FROM json_each(?)) ORDER BY f.path`,
    JSON.stringify([...stems]),
  );
  return rows.flatMap((row) => parseVaultPath(row.path) ?? []);
}

export async function readNoteText(files: VaultFiles, path: VaultPath): Promise<Outcome<NoteText, 'not-found' | 'io'>> {
  if (!isNotePath(path)) return failure('not-found', `"${path}" is not a note.`);
  const note = await files.readNote(path);
  if (!note.ok) return failure(note.code === 'not-found' ? 'not-found' : 'io', note.message);
  const { text, version, readOnly } = note.value;
  return success({ path, text, version, scan: scanNote(text), writable: readOnly === null });
}

/** What cannot be read holds no links that could follow. */
export async function readNoteTexts(files: VaultFiles, paths: Iterable<VaultPath>): Promise<readonly NoteText[]> {
  const notes: NoteText[] = [];
  for (const path of paths) {
    const note = await readNoteText(files, path);
    if (note.ok) notes.push(note.value);
  }
  return notes;
}
