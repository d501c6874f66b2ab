/** Knows a note again that another program renamed: by its file, or by its content. */
import type { WritableDb } from '../db/database.ts';
import { isHiddenPath } from '../vault/hidden-path.ts';
import { describeFile, type FoundFile } from '../vault/walk-vault.ts';
import { pathKeys } from './file-row.ts';
import { fileAt, type FileRow } from './index-rows.ts';
import { readNote } from './note-reading.ts';

const rememberMs = 10 * 60_000;
const remembered = 500;

/** Notes that other programs removed: one of the same content that comes soon after is the same note. */
export interface GoneNotes {
  remember(row: FileRow): void;
  /** The path where a note of this content was, once; null where none is known. */
  comeBack(version: string): string | null;
}

export function createGoneNotes(): GoneNotes {
  const notes = new Map<string, { readonly path: string; readonly atMs: number }>();
  return {
    remember(row) {
      if (row.kind !== 'note' || row.version === null || row.size_bytes === 0) return;
      notes.set(row.version, { path: row.path, atMs: performance.now() });
      for (const version of [...notes.keys()].slice(0, -remembered)) notes.delete(version);
    },
    comeBack(version) {
      const gone = notes.get(version);
      notes.delete(version);
      return gone !== undefined && performance.now() - gone.atMs < rememberMs ? gone.path : null;
    },
  };
}

/** Of the notes that are gone, the one with exactly this content. Only files of the same size are read. */
export function sameContent(root: string, file: FoundFile, gone: readonly FileRow[]): FileRow | undefined {
  const candidates = gone.filter((row) => row.kind === 'note' && row.version !== null && row.size_bytes === file.sizeBytes);
  if (file.kind !== 'note' || file.sizeBytes === 0 || candidates.length === 0) return undefined;
  const read = readNote(root, { path: file.path, sizeBytes: file.sizeBytes, known: null });
  const version = read.kind === 'read' ? read.version : null;
  const same = candidates.filter((row) => row.version === version);
  return same.find((row) => pathKeys(row.path).nameKey === pathKeys(file.path).nameKey) ?? same[0];
}

export interface OutsideMove {
  /** The row of where it was. */
  readonly row: FileRow;
  readonly file: FoundFile;
}

/** Among these paths, what vanished here and appeared there with the same inode, size and time, or the same content. */
export function renamesAmong(db: WritableDb, root: string, paths: ReadonlySet<string>): readonly OutsideMove[] {
  const gone = new Map<string, FileRow>();
  for (const vaultPath of paths) {
    const row = fileAt(db, vaultPath);
    if (row !== undefined && describeFile(root, vaultPath) === null) gone.set(row.inode, row);
  }
  if (gone.size === 0) return [];
  const bySize = Map.groupBy(gone.values(), (row) => row.size_bytes);
  const moves: OutsideMove[] = [];
  for (const vaultPath of paths) {
    if (isHiddenPath(vaultPath) || fileAt(db, vaultPath) !== undefined) continue;
    const file = describeFile(root, vaultPath);
    if (typeof file !== 'object' || file === null) continue;
    const same = gone.get(file.inode);
    const isSame = same?.size_bytes === file.sizeBytes && same.modified_ms === file.modifiedMs;
    const row = isSame ? same : sameContent(root, file, (bySize.get(file.sizeBytes) ?? []).filter((other) => gone.has(other.inode)));
    if (row === undefined) continue;
    gone.delete(row.inode);
    moves.push({ row, file });
  }
  return moves;
}
