/**
 * Keeps the index equal to the folder: compares, reads what differs, and says what changed.
 *
 * It runs in a worker thread and blocks it. A file whose size, time and inode are as the index
 * knows them is not read; a row keeps its old numbers until its content was read, so that work
 * cut off by a crash is found again by the next comparison.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { resolveLink } from '#shared/markdown/resolve-link.ts';
import { isNotePath, noteNameOf, vaultPathSchema } from '#shared/model/note-path.ts';
import type { VaultChange } from '#shared/model/vault.ts';
import type { WritableDb } from '../db/database.ts';
import { isHiddenPath } from '../vault/hidden-path.ts';
import { describeFile, walkVault, type FoundFile, type VaultWalk, type WalkProblem } from '../vault/walk-vault.ts';
import { pathKeys } from './file-row.ts';
import { allFiles, deleteFile, fileAt, filesIn, filesUnder, hasFilesUnder, insertFile, renameFile, setContent, touchFile, type FileRow } from './index-rows.ts';
import { createFileLookup, resolveLinksAgain } from './link-tables.ts';
import { readNote, type NoteProblem, type NoteReading } from './note-reading.ts';
import { clearNote, writePackedNote } from './note-tables.ts';
import { createReadQueue, type QueuedNote } from './read-queue.ts';
import { openReaderPool } from './reader-pool.ts';
import { createGoneNotes, renamesAmong, sameContent } from './renamed-notes.ts';

export interface IndexProblem {
  readonly path: string;
  readonly problem: NoteProblem | WalkProblem;
}

export interface IndexUpdate {
  /** Notes whose rows changed. */
  readonly paths: readonly string[];
  /** Files to which links came or went. */
  readonly targets: readonly string[];
  /** What other programs did. */
  readonly changes: readonly VaultChange[];
  /** Whether something happened to a folder as a whole: of what was in it not all may have been told. */
  readonly folders: boolean;
  /** Notes that other programs renamed, also while Verso was not running: known by their file or their content. */
  readonly renames: readonly OutsideRename[];
}

export interface OutsideRename {
  readonly from: string;
  readonly to: string;
}

export interface IndexEngine {
  /** Compares the whole folder with the index and queues what differs. */
  compareAll(): IndexUpdate;
  /** Takes over what the app itself did. */
  applyOwn(changes: readonly VaultChange[]): IndexUpdate;
  /** Looks at paths that something happened to. */
  applyOutside(paths: readonly string[]): IndexUpdate;
  /** Compares what is directly in these folders with the index, and takes over what differs. */
  lookAgain(folders: readonly string[]): IndexUpdate;
  /**
   * Reads queued notes for at most some milliseconds, in one transaction; less when `mustStop`,
   * asked after each note, says so. Null: nothing is queued.
   */
  readQueued(budgetMs: number, mustStop?: () => boolean): IndexUpdate | null;
  /** Reads this note before the others. */
  prefer(path: string): void;
  counts(): { readonly notes: number; readonly indexed: number };
  problems(): readonly IndexProblem[];
  /** Ends the threads that read. */
  close(): void;
}

/** From here on all names are read at once instead of one by one. */
const manyFiles = 2000;
/** Of many changed notes so many are read in the order of their times; the rest in that of their ids, which is faster. */
const newestFirst = 200;

interface Collected {
  readonly paths: Set<string>;
  readonly targets: Set<string>;
  readonly stems: Set<string>;
  readonly changes: VaultChange[];
  readonly renames: OutsideRename[];
  folders: boolean;
}

/** Linux counts in steps of up to 10 ms where a disk does not ask for finer ones. */
const clockTickMs = 50;
const mostYoung = 1000;

export function createIndexEngine(db: WritableDb, root: string): IndexEngine {
  const lookup = createFileLookup(db);
  const queue = createReadQueue(root, () => openReaderPool(root));
  /** Counted once, then kept; null: to be counted. */
  let noteCount: number | null = null;
  let walkProblems: readonly { path: string; problem: WalkProblem }[] = [];
  let announced = false;
  const gone = createGoneNotes();
  /** Read so soon after they were written that their time does not tell whether they were written again. */
  const young = new Set<string>();

  /** One transaction; afterwards links point where they should. */
  function inTransaction(work: (collected: Collected) => void): IndexUpdate {
    const collected: Collected = { paths: new Set(), targets: new Set(), stems: new Set(), changes: [], renames: [], folders: false };
    try {
      db.transaction(() => {
        work(collected);
        if (collected.stems.size > manyFiles) lookup.loadAll();
        resolveLinksAgain(db, lookup, collected.stems);
      });
    } catch (error) {
      // What was counted on the way is not there.
      noteCount = null;
      lookup.forget();
      throw error;
    }
    return { paths: [...collected.paths], targets: [...collected.targets], changes: collected.changes, renames: collected.renames, folders: collected.folders };
  }

  function addTargets(collected: Collected, sourceId: number): void {
    const rows = db.all<{ path: string }>(
      'SELECT DISTINCT files.path FROM links JOIN files ON files.id = links.resolved_id WHERE links.source_id = ?',
      sourceId,
    );
    for (const row of rows) collected.targets.add(row.path);
  }

  function outside(collected: Collected, change: Omit<VaultChange, 'origin' | 'path' | 'fromPath'> & { path: string; fromPath?: string }): void {
    if (!announced) return;
    collected.changes.push({
      kind: change.kind,
      path: vaultPathSchema.parse(change.path),
      ...(change.fromPath === undefined ? {} : { fromPath: vaultPathSchema.parse(change.fromPath) }),
      entry: change.entry,
      ...(change.version === undefined ? {} : { version: change.version }),
      origin: 'outside',
    });
  }

  function addFile(collected: Collected, file: FoundFile): number {
    const id = insertFile(db, file, noteNameOf(file.path));
    lookup.came(file.path, id);
    if (noteCount !== null && file.kind === 'note') noteCount += 1;
    collected.stems.add(pathKeys(file.path).stemKey);
    collected.targets.add(file.path);
    return id;
  }

  function removeFile(collected: Collected, row: FileRow): void {
    addTargets(collected, row.id);
    deleteFile(db, row.id);
    lookup.went(row.path);
    if (noteCount !== null && row.kind === 'note') noteCount -= 1;
    queue.drop(row.path);
    collected.stems.add(pathKeys(row.path).stemKey);
    collected.paths.add(row.path);
    collected.targets.add(row.path);
  }

  function moveFile(collected: Collected, row: FileRow, to: string): void {
    const wasQueued = queue.get(row.path);
    queue.drop(row.path);
    const kind = isNotePath(to) ? 'note' : 'attachment';
    if (kind !== row.kind) noteCount = null;
    renameFile(db, row.id, to, kind, noteNameOf(to));
    lookup.went(row.path);
    lookup.came(to, row.id);
    for (const at of [row.path, to]) {
      collected.paths.add(at);
      collected.targets.add(at);
      collected.stems.add(pathKeys(at).stemKey);
    }
    // The name stands in the full-text rows, and links may be relative: the note is read again.
    clearNote(db, row.id);
    setContent(db, row.id, null, null);
    const found = describeFile(root, to);
    if (typeof found === 'object' && found !== null) readInto(collected, found);
    else if (wasQueued !== undefined) queue.add([{ file: { ...wasQueued.file, path: to }, id: row.id, version: null, problem: null, isTouched: true }]);
  }

  /** Reads one file into its row, which exists. Gives the content's version when it is a note. */
  function readInto(collected: Collected, file: FoundFile): string | null {
    const row = fileAt(db, file.path);
    if (row === undefined) return null;
    queue.drop(file.path);
    if (file.kind === 'attachment') {
      touchFile(db, row.id, file);
      return null;
    }
    rememberYoung(file);
    return writeReading(collected, waitingNote(row, file), readNote(root, { path: file.path, sizeBytes: file.sizeBytes, known: row.version }));
  }

  function writeReading(collected: Collected, { file, id, version, problem, isTouched }: QueuedNote, reading: NoteReading): string | null {
    if (isTouched) touchFile(db, id, file);
    if (reading.kind === 'same') return version;
    collected.paths.add(file.path);
    // A note that was never read has no rows.
    const hadRows = version !== null || problem !== null;
    if (hadRows) addTargets(collected, id);
    writePackedNote(db, id, reading.rows, (target) => {
      const end = resolveLink({ target }, file.path, lookup.index);
      if (end !== null) collected.targets.add(end);
      return end === null ? null : lookup.idOf(end);
    }, hadRows);
    setContent(db, id, reading.version, reading.problem);
    return reading.version;
  }

  /** Brings the rows of one path to what is on disk now. */
  function refresh(collected: Collected, vaultPath: string): { readonly before: FileRow | undefined; readonly version: string | null; readonly now: FoundFile | null } {
    const before = fileAt(db, vaultPath);
    const found = isHiddenPath(vaultPath) ? null : describeFile(root, vaultPath);
    if (found === null || typeof found === 'string') {
      if (before !== undefined) removeFile(collected, before);
      return { before, version: null, now: null };
    }
    if (before === undefined) addFile(collected, found);
    else if (isUnchanged(before, found) && !queue.has(vaultPath)) return { before, version: before.version, now: found };
    return { before, version: readInto(collected, found), now: found };
  }

  /** A write in the same tick of the file system's clock would leave size and time as they are. */
  function rememberYoung(file: FoundFile): void {
    young.delete(file.path);
    if (Date.now() - file.modifiedMs < clockTickMs) young.add(file.path);
    for (const oldest of young) {
      if (young.size <= mostYoung) break;
      young.delete(oldest);
    }
  }

  function isUnchanged(row: FileRow, file: FoundFile): boolean {
    return !young.has(file.path) && sameStat(row, file) && (row.kind === 'attachment' || row.version !== null || row.problem === 'too-large');
  }

  /** Paths directly in a folder of which the index says something else, or nothing. */
  function differing(folder: string): readonly string[] {
    if (!existsSync(path.join(root, folder))) return [folder];
    const walk = safeWalk(root, folder, { deep: false });
    const rows = new Map(filesIn(db, folder).map((row) => [row.path, row]));
    const changed = walk.files.filter((file) => {
      const row = rows.get(file.path);
      rows.delete(file.path);
      const waiting = queue.get(file.path)?.file;
      return row === undefined || (waiting === undefined ? !sameStat(row, file) : waiting.modifiedMs !== file.modifiedMs || waiting.sizeBytes !== file.sizeBytes);
    });
    // A folder of which nothing is known may have come with its files.
    return [...changed.map((file) => file.path), ...rows.keys(), ...walk.folders.filter((at) => !hasFilesUnder(db, at))];
  }

  const engine: IndexEngine = {
    lookAgain(folders) {
      const paths = folders.flatMap(differing);
      return paths.length === 0 ? { paths: [], targets: [], changes: [], renames: [], folders: false } : engine.applyOutside(paths);
    },

    compareAll() {
      queue.clear();
      // A new index has work for its readers as soon as they have begun.
      if (db.get('SELECT 1 FROM files LIMIT 1') === undefined) queue.warm();
      const walk = walkVault(root);
      walkProblems = walk.problems;
      const changed: QueuedNote[] = [];
      const update = inTransaction((collected) => {
        const rows = new Map(allFiles(db).map((row) => [row.path, row]));
        const created: FoundFile[] = [];
        for (const file of walk.files) {
          const row = rows.get(file.path);
          rows.delete(file.path);
          if (row === undefined) created.push(file);
          else if (row.kind === 'attachment') {
            if (!isUnchanged(row, file)) touchFile(db, row.id, file);
          } else if (!isUnchanged(row, file)) changed.push(waitingNote(row, file));
        }
        const byInode = new Map([...rows.values()].map((row) => [row.inode, row]));
        // Read in the order of their ids: the full-text index writes to disk whenever a row id is
        // smaller than the one before.
        created.sort(readsBefore);
        const sameInode = (file: FoundFile): FileRow | undefined => {
          const row = byInode.get(file.inode);
          return row !== undefined && rows.has(row.path) && row.size_bytes === file.sizeBytes && row.modified_ms === file.modifiedMs ? row : undefined;
        };
        const renamed = new Set(created.flatMap((file) => sameInode(file)?.path ?? []));
        // Both may be many (another branch was checked out): each is compared with few.
        const removed = Map.groupBy([...rows.values()].filter((row) => !renamed.has(row.path)), (row) => row.size_bytes);
        for (const file of created) {
          const row = sameInode(file) ?? sameContent(root, file, (removed.get(file.sizeBytes) ?? []).filter((other) => rows.has(other.path)));
          if (row !== undefined) {
            rows.delete(row.path);
            moveFile(collected, row, file.path);
            collected.renames.push({ from: row.path, to: file.path });
            outside(collected, { kind: 'moved', path: file.path, fromPath: row.path, entry: file.kind });
          } else {
            const id = addFile(collected, file);
            if (file.kind === 'note') changed.push({ file, id, version: null, problem: null, isTouched: false });
            outside(collected, { kind: 'created', path: file.path, entry: file.kind });
          }
        }
        for (const row of rows.values()) {
          removeFile(collected, row);
          outside(collected, { kind: 'deleted', path: row.path, entry: row.kind });
        }
      });
      changed.sort((a, b) => readsBefore(a.file, b.file));
      queue.add([...changed.slice(0, newestFirst), ...changed.slice(newestFirst).sort((a, b) => a.id - b.id)]);
      announced = true;
      return update;
    },

    applyOwn: (changes) =>
      inTransaction((collected) => {
        for (const change of changes) {
          if (change.kind === 'moved' && change.fromPath !== undefined) {
            const moved = new Set<string>([change.path]);
            for (const row of filesUnder(db, change.fromPath)) {
              const to = change.path + row.path.slice(change.fromPath.length);
              const existing = fileAt(db, to);
              if (existing !== undefined) removeFile(collected, existing);
              moveFile(collected, row, to);
              moved.add(to);
            }
            // What another program made a moment before has no row that could move, and what it took away has one that must go.
            for (const { path: at } of safeWalk(root, change.path).files) moved.add(at);
            for (const at of moved) refresh(collected, at);
          } else if (change.entry === 'folder') {
            for (const row of filesUnder(db, change.path)) refresh(collected, row.path);
            if (change.kind === 'created') for (const file of safeWalk(root, change.path).files) refresh(collected, file.path);
          } else {
            const { version, now } = refresh(collected, change.path);
            if (change.version !== undefined && version !== null && version !== change.version) {
              outside(collected, { kind: 'modified', path: change.path, entry: change.entry, version });
            } else if (change.kind === 'deleted' && now !== null) {
              outside(collected, { kind: 'created', path: change.path, entry: change.entry });
            }
          }
        }
      }),

    applyOutside: (paths) =>
      inTransaction((collected) => {
        const files = new Set<string>();
        for (const vaultPath of paths) {
          files.add(vaultPath);
          const size = files.size;
          for (const row of filesUnder(db, vaultPath)) files.add(row.path);
          for (const file of safeWalk(root, vaultPath).files) files.add(file.path);
          collected.folders ||= files.size > size;
        }
        for (const { row, file } of renamesAmong(db, root, files)) {
          moveFile(collected, row, file.path);
          collected.renames.push({ from: row.path, to: file.path });
          outside(collected, { kind: 'moved', path: file.path, fromPath: row.path, entry: file.kind });
          files.delete(file.path);
          files.delete(row.path);
        }
        for (const vaultPath of files) {
          const { before, version, now } = refresh(collected, vaultPath);
          if (now === null) {
            if (before !== undefined) {
              gone.remember(before);
              outside(collected, { kind: 'deleted', path: vaultPath, entry: before.kind });
            }
          } else if (before === undefined) {
            const from = version === null ? null : gone.comeBack(version);
            if (from !== null && from !== vaultPath) collected.renames.push({ from, to: vaultPath });
            outside(collected, { kind: 'created', path: vaultPath, entry: now.kind, ...(version === null ? {} : { version }) });
          } else if (now.kind === 'note' ? version !== before.version : !isUnchanged(before, now)) {
            outside(collected, { kind: 'modified', path: vaultPath, entry: now.kind, ...(version === null ? {} : { version }) });
          }
        }
      }),

    readQueued(budgetMs, mustStop = () => false) {
      if (queue.size() === 0) {
        queue.close();
        return null;
      }
      if (queue.size() > manyFiles) lookup.loadAll();
      const until = performance.now() + budgetMs;
      const update = inTransaction((collected) => {
        for (let next = queue.next(); next !== null; next = queue.next()) {
          if (next !== 'wait') {
            const { note, reading } = next;
            queue.drop(note.file.path);
            const version = writeReading(collected, note, reading);
            if (announced && note.version !== null && version !== note.version) {
              outside(collected, { kind: 'modified', path: note.file.path, entry: 'note', ...(version === null ? {} : { version }) });
            }
          }
          if (performance.now() > until || mustStop()) break;
        }
      });
      if (queue.size() === 0) {
        queue.clear();
        lookup.forget();
      }
      return update;
    },

    prefer: (vaultPath) => queue.prefer(vaultPath),

    counts() {
      noteCount ??= db.get<{ n: number }>("SELECT count(*) AS n FROM files WHERE kind = 'note'")?.n ?? 0;
      return { notes: noteCount, indexed: Math.max(0, noteCount - queue.size()) };
    },

    problems() {
      const rows = db.all<IndexProblem>('SELECT path, problem FROM files WHERE problem IS NOT NULL ORDER BY path');
      return [...rows, ...walkProblems];
    },

    close: () => queue.close(),
  };
  return engine;
}

/** The newest first, then by path. */
function readsBefore(a: FoundFile, b: FoundFile): number {
  return b.modifiedMs - a.modifiedMs || (a.path < b.path ? -1 : 1);
}

function waitingNote(row: FileRow, file: FoundFile): QueuedNote {
  return { file, id: row.id, version: row.version, problem: row.problem, isTouched: !sameStat(row, file) };
}

function sameStat(row: FileRow, file: FoundFile): boolean {
  return row.size_bytes === file.sizeBytes && row.modified_ms === file.modifiedMs && row.inode === file.inode;
}

/** A walk below a folder that finds nothing at a file, or at what is gone. */
function safeWalk(root: string, folder: string, options?: { readonly deep: boolean }): VaultWalk {
  const nothing: VaultWalk = { files: [], folders: [], problems: [] };
  if (isHiddenPath(folder)) return nothing;
  try {
    return walkVault(root, folder, options);
  } catch {
    return nothing;
  }
}
