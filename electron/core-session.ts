/** Puts an open vault together: lock, files, history, index and watcher, and takes it apart again. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { VaultChange, VaultInfo, VaultStatus } from '#shared/model/vault.ts';
import type { LinkStyle } from '#shared/markdown/resolve-link.ts';
import { isNotePath, type FolderPath, type VaultPath } from '#shared/model/note-path.ts';
import type { Settings } from '#shared/model/settings.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import type { OpenFailureCode } from './api/vault.ts';
import type { VaultSession } from './api/vault-session.ts';
import { openHistory, type History } from './history/history-store.ts';
import { createUnsavedTexts } from './history/unsaved-texts.ts';
import type { OnSetAside } from './db/lasting-database.ts';
import { startIndexer, type Indexer, type IndexerStatus } from './indexer/indexer.ts';
import type { Clock } from './platform/clock.ts';
import type { AppFolders } from './platform/folders.ts';
import { errnoOf, ioFailure } from './platform/io-failure.ts';
import type { Logger } from './platform/logger.ts';
import { createRefactoring } from './refactor/refactoring.ts';
import { createRenameLog } from './refactor/rename-log.ts';
import { notesBelow } from './search/notes-below.ts';
import { createTextSearch } from './search/text-search.ts';
import { isHiddenPath } from './vault/hidden-path.ts';
import { decodeText, versionOf } from './vault/note-text.ts';
import { newNoteFolder, readNewNotePlace } from './vault/new-note-place.ts';
import { createLateWriters } from './vault/late-writers.ts';
import { createPathGuard } from './vault/path-guard.ts';
import { createPathLocks } from './vault/path-locks.ts';
import { createBookmarks } from './vault/bookmarks.ts';
import { createVaultEntries, trashFolder } from './vault/vault-entries.ts';
import { createVaultFiles, type VaultFilesDeps } from './vault/vault-files.ts';
import { takeVaultLock } from './vault/vault-lock.ts';
import { watchVault, type WatchMode } from './vault/vault-watcher.ts';

export interface SessionEvents {
  readonly onStatus: (status: VaultStatus) => void;
  readonly onChanges: (changes: readonly VaultChange[]) => void;
  /** Another program renamed notes; links may still say the old names. */
  readonly onRenamedOutside?: () => void;
  readonly onBookmarks: () => void;
  readonly onIndexed: (paths: readonly string[], targets: readonly string[]) => void;
}

export interface OpenSessionDeps extends SessionEvents {
  readonly folders: AppFolders;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: () => Settings;
  /** How other processes reach this one, for the lock. */
  readonly localAddress: string | null;
  /** Whether this vault was opened before: a missing index is then worth a word. */
  readonly isKnown: (folder: string) => boolean;
  readonly forcePolling?: boolean;
  /** How new links are written; the shortest way when absent. */
  readonly linkStyle?: () => LinkStyle;
  readonly onSetAside: OnSetAside;
  /** Names of the app's own files that were damaged and set aside since it started. */
  readonly setAside: () => readonly string[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A folder of more notes is in the trash, and there only. */
const mostKeptOfFolder = 5000;

/** Of a note's past so many texts are looked at for what two versions of it came from. */
const mostCompared = 100;

/** Where the index of a vault is: named by its real folder. */
export function vaultId(realFolder: string): string {
  return createHash('sha256').update(realFolder).digest('hex').slice(0, 20);
}

export async function openSession(deps: OpenSessionDeps, folder: string): Promise<Outcome<VaultSession, OpenFailureCode>> {
  const checked = await checkFolder(folder);
  if (!checked.ok) return checked;
  const { root, writable } = checked.value;
  const id = vaultId(root);
  const cache = path.join(deps.folders.cache, 'vaults', id);
  const data = path.join(deps.folders.data, 'vaults', id);

  const locking = takeVaultLock(path.join(cache, 'lock.json'), { folder: root, socket: deps.localAddress });
  if (!locking.ok) {
    const { pid, socket } = locking.owner;
    return failure('in-use', `"${root}" is open in another Verso (process ${pid}).`, { pid, socket });
  }
  const info: VaultInfo = { folder: root, name: path.basename(root) || root, readOnly: !writable };
  let history: History | null = null;
  let indexer: Indexer | null = null;
  try {
    history = openHistory(path.join(data, 'history.db'), deps.clock, deps.onSetAside);
    return success(await assemble(deps, info, history, locking.lock.release, (started) => (indexer = started), { cache, data }));
  } catch (error) {
    history?.close();
    // Assigned by the callback above, which the compiler does not follow.
    await (indexer as Indexer | null)?.close();
    locking.lock.release();
    throw error;
  }
}

async function checkFolder(folder: string): Promise<Outcome<{ root: string; writable: boolean }, OpenFailureCode>> {
  if (!path.isAbsolute(folder)) return failure('not-found', 'The folder needs an absolute path.');
  try {
    const root = await realpath(folder);
    if (!(await stat(root)).isDirectory()) return failure('not-a-folder', `"${folder}" is not a folder.`);
    await access(root, constants.R_OK | constants.X_OK);
    const writable = await access(root, constants.W_OK).then(() => true, () => false);
    return success({ root, writable });
  } catch (error) {
    switch (errnoOf(error)) {
      case null:
        throw error;
      case 'EACCES':
      case 'EPERM':
        return failure('not-readable', `"${folder}" may not be read.`);
      case 'ENOTDIR':
        return failure('not-a-folder', `"${folder}" is not a folder.`);
      default:
        return failure('not-found', `"${folder}" is not there.`);
    }
  }
}

async function assemble(
  deps: OpenSessionDeps,
  info: VaultInfo,
  history: History,
  releaseLock: () => void,
  onIndexer: (indexer: Indexer) => void,
  places: { readonly cache: string; readonly data: string },
): Promise<VaultSession> {
  const root = info.folder;
  const wasKnown = deps.isKnown(root);
  /** Notes that somebody looked at: what others write into them is kept too. */
  const looked = new Set<string>();
  let watching: WatchMode = 'off';
  let started: Indexer | null = null;
  const early: string[] = [];
  let closed = false;

  const status = (): VaultStatus => {
    const setAside = deps.setAside();
    const plain = toStatus(started?.status() ?? null, watching, wasKnown);
    return setAside.length === 0 ? plain : { ...plain, setAside: [...setAside] };
  };
  const announceStatus = (): void => {
    if (!closed && started !== null) deps.onStatus(status());
  };
  const announce = (change: VaultChange): void => {
    if (change.kind === 'moved' && change.fromPath !== undefined) {
      history.move(change.fromPath, change.path);
      followBookmarks(change.fromPath, change.path);
    }
    if (isHiddenPath(change.path)) return;
    started?.own([change]);
    deps.onChanges([change]);
  };

  const locks = createPathLocks();
  const guard = await createPathGuard({ root });
  const lateWriters = createLateWriters({
    keep: (at, bytes) => {
      history.keep(at, bytes, versionOf(bytes), 'conflict');
      deps.logger.log('warn', 'Another program wrote into a note while it was saved; its text is in the history.', { path: at });
    },
    reportBug: (error) => deps.logger.reportBug(error, 'late writers'),
  });
  const fileDeps: Omit<VaultFilesDeps, 'guard'> = {
    locks,
    readOnly: info.readOnly,
    keepBefore: ({ path: at, before }) => {
      if (before !== null && !isHiddenPath(at)) history.keep(at, before.bytes, before.version, 'before-write');
    },
    keepAfter: ({ path: at, after }) => {
      looked.add(at);
      if (!isHiddenPath(at)) history.keep(at, after.bytes, after.version, 'write');
    },
    lateWriters,
    announce,
  };
  const plainFiles = createVaultFiles({ guard, ...fileDeps });
  const files: typeof plainFiles = {
    ...plainFiles,
    readNote: (at) => {
      looked.add(at);
      return plainFiles.readNote(at);
    },
  };
  const records = createVaultFiles({ guard: await createPathGuard({ root, allowed: ['.verso', '.obsidian'] }), ...fileDeps });
  const bookmarks = createBookmarks({ records, onChange: deps.onBookmarks });
  function followBookmarks(from: VaultPath, to: VaultPath): void {
    bookmarks.follow(from, to).catch((error: unknown) => deps.logger.reportBug(error, 'bookmarks'));
  }
  const trashGuard = await createPathGuard({ root, allowed: [trashFolder] });
  const plainEntries = createVaultEntries({ guard, trashGuard, locks, files: plainFiles, announce });
  const entries: typeof plainEntries = {
    ...plainEntries,
    async trash(at) {
      await keepDeleted(at);
      return plainEntries.trash(at);
    },
    async discard(at, trashItem) {
      await keepDeleted(at);
      return plainEntries.discard(at, trashItem);
    },
  };

  const watcher = await watchVault({
    root,
    onPaths: (paths) => (started === null ? early.push(...paths) : started.outside(paths)),
    onQuiet: (folders) => started?.lookAgain(folders),
    onLost: async () => {
      started?.compare();
      await started?.settled();
    },
    onMode: (mode) => {
      watching = mode;
      announceStatus();
    },
    ...(deps.forcePolling === true ? { forcePolling: true } : {}),
  });

  const repairs = createRenameLog(path.join(places.data, 'renames.json'));
  const indexer = await startIndexer({
    root,
    databaseFile: path.join(places.cache, 'index.db'),
    onStatus: announceStatus,
    onUpdate: ({ paths, targets, changes, renames }) => {
      if (closed) return;
      if (renames.length > 0) {
        repairs.add(renames).then(
          () => !closed && deps.onRenamedOutside?.(),
          // A full disk, for one: then links to the old names are not offered for repair.
          (error: unknown) => deps.logger.log('warn', 'Renames could not be remembered.', { error: ioFailure(error, 'renames.json').message }),
        );
      }
      if (changes.length > 0) {
        keepOutside(changes).catch((error: unknown) => deps.logger.reportBug(error, 'keep what others wrote'));
        deps.onChanges(changes);
      }
      if (paths.length > 0 || targets.length > 0) deps.onIndexed(paths, targets);
    },
    onCrash: (error) => void deps.logger.reportBug(error, 'index worker'),
  });
  const textSearch = createTextSearch({
    databaseFile: path.join(places.cache, 'index.db'),
    onCrash: (error) => void deps.logger.reportBug(error, 'search worker'),
  });
  started = indexer;
  onIndexer(indexer);
  if (early.length > 0) indexer.outside(early);
  announceStatus();

  /** What is about to be deleted can be restored from history, wherever the trash is. */
  async function keepDeleted(at: VaultPath): Promise<void> {
    for (const note of isNotePath(at) ? [at] : notesBelow(indexer.db(), at, mostKeptOfFolder)) {
      const read = await plainFiles.readBytes(note);
      if (read.ok) history.keep(note, read.value.bytes, read.value.version, 'delete');
    }
  }

  /** A little at a time: the thread is needed for other things. */
  async function pruneHistory(): Promise<void> {
    const { historyDays, historyMegabytes } = deps.settings();
    const limits = { maximumAgeMs: historyDays === 0 ? null : historyDays * dayMs, maximumBytes: historyMegabytes * 1024 * 1024 };
    for (let after: string | null = ''; after !== null && !closed; ) {
      after = history.prune(limits, after);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const prune = (): void => {
    pruneHistory().catch((error: unknown) => deps.logger.reportBug(error, 'prune history'));
  };
  const pruning = setInterval(prune, hourMs).unref();

  async function keepOutside(changes: readonly VaultChange[]): Promise<void> {
    for (const change of changes) {
      if (change.kind === 'moved' && change.fromPath !== undefined) {
        history.move(change.fromPath, change.path);
        followBookmarks(change.fromPath, change.path);
      }
      if (change.entry !== 'note' || change.kind === 'deleted' || !looked.has(change.path)) continue;
      const read = await plainFiles.readBytes(change.path);
      if (read.ok && !closed) history.keep(change.path, read.value.bytes, read.value.version, 'outside');
    }
  }

  const olderTexts = (at: VaultPath): readonly string[] =>
    history.list(at).slice(0, mostCompared).flatMap(({ id }) => {
      const bytes = history.read(id);
      return bytes === null ? [] : [decodeText(bytes).text];
    });
  const folderForNew = async (from: VaultPath): Promise<FolderPath> => newNoteFolder(from, await readNewNotePlace(records));
  const refactoring = createRefactoring({
    files: plainFiles,
    entries,
    indexer,
    textSearch,
    clock: deps.clock,
    folder: path.join(places.data, 'refactors'),
    linkStyle: deps.linkStyle ?? (() => 'shortest'),
    newNoteFolder: folderForNew,
    olderTexts,
    keepVersion: (at, bytes, version) => void history.keep(at, bytes, version, 'conflict'),
  });
  void indexer.settled().then(async () => {
    if (closed) return;
    prune();
    if (info.readOnly) return;
    try {
      await refactoring.recover();
    } catch (error) {
      deps.logger.reportBug(error, 'finish interrupted change');
    }
  });

  return {
    info,
    files,
    records,
    entries,
    indexer,
    textSearch,
    history,
    bookmarks,
    unsaved: createUnsavedTexts(path.join(places.data, 'unsaved')),
    status,
    refactoring,
    repairs: () => repairs.open(indexer.db()),
    newNoteFolder: folderForNew,
    olderTexts,
    reindex: () => indexer.rebuild('missing'),
    async close() {
      closed = true;
      clearInterval(pruning);
      await watcher.close();
      await textSearch.close();
      await indexer.close();
      // A write under way ends before its history does.
      await locks.withAll(async () => undefined);
      await lateWriters.close();
      history.close();
      releaseLock();
    },
  };
}

function toStatus(index: IndexerStatus | null, watching: WatchMode, wasKnown: boolean): VaultStatus {
  if (index === null) return { state: 'indexing', notes: 0, indexed: 0, problems: [], problemCount: 0, watching, rebuilt: 'no' };
  return {
    state: index.state,
    notes: index.notes,
    indexed: index.indexed,
    ...(index.notesPerSecond === undefined ? {} : { notesPerSecond: index.notesPerSecond }),
    problems: index.problems.map(({ path: at, problem }) => ({ path: at, problem })),
    problemCount: index.problemCount,
    watching,
    // The first index of a vault is nothing to speak of.
    rebuilt: index.rebuilt === 'missing' && !wasKnown ? 'no' : index.rebuilt,
  };
}
