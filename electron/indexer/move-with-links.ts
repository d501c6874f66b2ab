/**
 * Moves a file or folder, and rewrites the links that would no longer mean the same.
 *
 * What is going to be rewritten is written down before the move, outside the vault: after a
 * crash the next opening of the vault finishes it. A note that changed meanwhile is read again.
 */
import { rm, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { linkKey, type LinkIndex } from '#shared/markdown/resolve-link.ts';
import { fileNameOf, isNotePath, parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import { success, type Outcome } from '#shared/rpc/contract.ts';
import type { ReadableDb } from '../db/database.ts';
import { isThere, writeFileAtomically } from '../platform/atomic-file.ts';
import type { IoFailureCode } from '../platform/io-failure.ts';
import type { VaultEntries } from '../vault/vault-entries.ts';
import type { VaultFiles } from '../vault/vault-files.ts';
import { stemKeyOf } from './file-row.ts';
import type { Indexer } from './indexer.ts';
import { rewriteLinks, type MovedFiles } from './link-rewrite.ts';
import { linkIndexOver } from './link-tables.ts';

export interface MovedWithLinks {
  readonly updatedNotes: readonly VaultPath[];
}

export interface MoveDeps {
  readonly files: VaultFiles;
  readonly entries: VaultEntries;
  readonly indexer: Indexer;
  /** Where the intention is kept until it is done. */
  readonly journalFile: string;
}

const journalSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** Files that move, and their names before. */
  moved: z.array(z.tuple([z.string(), z.string()])),
  /** Notes that may hold links to rewrite, by their paths before the move. */
  notes: z.array(z.string()),
});
type Journal = z.infer<typeof journalSchema>;

export async function moveWithLinks(deps: MoveDeps, from: VaultPath, to: VaultPath): Promise<Outcome<MovedWithLinks, IoFailureCode>> {
  // Links can only follow when the index knows them all.
  await deps.indexer.settled();
  const db = deps.indexer.db();
  const moved = movedFiles(db, from, to);
  const journal: Journal = { from, to, moved: [...moved], notes: notesToLookAt(db, moved) };
  if (journal.notes.length > 0) {
    await mkdir(path.dirname(deps.journalFile), { recursive: true });
    await writeFileAtomically(deps.journalFile, Buffer.from(JSON.stringify(journal)));
  }
  const outcome = await deps.entries.move(from, to);
  const updatedNotes = outcome.ok ? await followLinks(deps, journal) : [];
  await rm(deps.journalFile, { force: true });
  return outcome.ok ? success({ updatedNotes }) : outcome;
}

/** Finishes what a crash cut off. Call when the index is settled. */
export async function finishInterruptedMove(deps: MoveDeps): Promise<readonly VaultPath[]> {
  const journal = await readJournal(deps.journalFile);
  if (journal === null) return [];
  const [source, target] = [parseVaultPath(journal.from), parseVaultPath(journal.to)];
  let updated: readonly VaultPath[] = [];
  if (source !== null && target !== null) {
    const { guard } = deps.files;
    const [old, place] = [await guard.locateEntry(source), await guard.locateEntry(target)];
    // The crash came before the move: nothing happened, and nothing is to be done.
    if (old.ok && place.ok && (await isThere(place.value)) && !(await isThere(old.value))) updated = await followLinks(deps, journal);
  }
  await rm(deps.journalFile, { force: true });
  return updated;
}

async function readJournal(file: string): Promise<Journal | null> {
  try {
    const parsed = journalSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

async function followLinks(deps: MoveDeps, journal: Journal): Promise<VaultPath[]> {
  const moved = new Map(journal.moved);
  const files: MovedFiles = { ...indexesAround(deps.indexer.db(), moved), moved };
  const updated: VaultPath[] = [];
  for (const source of journal.notes) {
    const now = parseVaultPath(moved.get(source) ?? source);
    if (now !== null && (await rewriteNote(deps.files, now, source, files))) updated.push(now);
  }
  return updated;
}

async function rewriteNote(vault: VaultFiles, now: VaultPath, source: string, files: MovedFiles): Promise<boolean> {
  // Someone may write the note in the same moment: each time its new text is taken.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const note = await vault.readNote(now);
    if (!note.ok || note.value.readOnly !== null) return false;
    const text = rewriteLinks(note.value.text, source, files);
    if (text === null) return false;
    const written = await vault.writeNote(now, text, { base: note.value.version });
    if (written.ok) return true;
    if (written.code !== 'stale') return false;
  }
  return false;
}

/** Every file below `from` with the path that it will have. */
function movedFiles(db: ReadableDb, from: VaultPath, to: VaultPath): ReadonlyMap<string, string> {
  const rows = db.all<{ path: string }>("SELECT path FROM files WHERE path = ?1 OR (path > (?1 || '/') AND path < (?1 || '0'))", from);
  return new Map(rows.map((row) => [row.path, to + row.path.slice(from.length)]));
}

/** Notes that move, that link to what moves, or that use a name which is taken or set free. */
function notesToLookAt(db: ReadableDb, moved: ReadonlyMap<string, string>): string[] {
  const notes = new Set<string>();
  const stems = new Set<string>();
  for (const [old, now] of moved) {
    if (isNotePath(old)) notes.add(old);
    stems.add(stemKeyOf(old));
    stems.add(stemKeyOf(now));
  }
  const rows = db.all<{ path: string }>(
    `SELECT DISTINCT f.path FROM links l JOIN files f ON f.id = l.source_id
     WHERE l.stem_key IN (SELECT value FROM json_each(?))`,
    JSON.stringify([...stems]),
  );
  for (const row of rows) notes.add(row.path);
  return [...notes].sort();
}

/**
 * The vault's names before and after the move. The tables may show either state, since the
 * index learns of the move on its own time: both answers are corrected.
 */
function indexesAround(db: ReadableDb, moved: ReadonlyMap<string, string>): Pick<MovedFiles, 'before' | 'after'> {
  const tables = linkIndexOver(db);
  return { before: corrected(tables, [...moved.values()], [...moved.keys()]), after: corrected(tables, [...moved.keys()], [...moved.values()]) };
}

function corrected(tables: LinkIndex, absent: readonly string[], present: readonly string[]): LinkIndex {
  const kept = new Set(present);
  const gone = new Set(absent.filter((path) => !kept.has(path)));
  const byKey = Map.groupBy(present, linkKey);
  const byName = Map.groupBy(present, (path) => fileNameOf(linkKey(path)));
  const merge = (found: readonly string[], added: readonly string[] = []): readonly string[] => [
    ...new Set([...found.filter((path) => !gone.has(path)), ...added]),
  ];
  return {
    pathsByKey: (key) => merge(tables.pathsByKey(key), byKey.get(key)),
    pathsByName: (key) => merge(tables.pathsByName(key), byName.get(key)),
  };
}
