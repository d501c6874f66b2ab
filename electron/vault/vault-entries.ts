/** Folders and names: making, moving, trashing and restoring, without ever replacing anything. */
import { randomUUID } from 'node:crypto';
import { link, lstat, mkdir, readdir, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { freeNoteName, noteNameFrom } from '#shared/markdown/note-name.ts';
import { fileNameOf, folderOf, isNotePath, joinPath, parseVaultPath, type FolderPath, type VaultPath } from '#shared/model/note-path.ts';
import type { Entry, VaultChange } from '#shared/model/vault.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { isThere, syncFolder } from '../platform/atomic-file.ts';
import { errnoOf, ioFailure, type IoFailureCode } from '../platform/io-failure.ts';
import { describeEntry } from './list-folder.ts';
import { versionOf } from './note-text.ts';
import type { PathGuard } from './path-guard.ts';
import type { PathLocks } from './path-locks.ts';
import type { VaultFiles, WriteFailureCode, WrittenFile } from './vault-files.ts';

/** Obsidian's folder for what was deleted; both apps can restore from it. */
export const trashFolder = '.trash';

export interface VaultEntries {
  createFolder(path: VaultPath): Promise<Outcome<Entry, IoFailureCode>>;
  /** A note under the first free name near `title`. */
  createNote(folder: FolderPath, title: string, text: string): Promise<Outcome<VaultPath, WriteFailureCode>>;
  /** Saves bytes under a free name in `folder`; the same bytes are not saved there twice. */
  attach(folder: FolderPath, name: string, bytes: Uint8Array): Promise<Outcome<VaultPath, WriteFailureCode>>;
  /** `finish`: a crash may have left the file under both names; then the old one goes. */
  move(from: VaultPath, to: VaultPath, options?: { readonly finish: boolean }): Promise<Outcome<void, IoFailureCode>>;
  /** Moves to the vault's own trash; the value is the place there. */
  trash(path: VaultPath): Promise<Outcome<string, IoFailureCode>>;
  restore(trashPath: string, path: VaultPath): Promise<Outcome<void, IoFailureCode>>;
  /** Gives a path to the system's trash. */
  discard(path: VaultPath, trashItem: (absolute: string) => Promise<void>): Promise<Outcome<void, IoFailureCode>>;
}

export interface VaultEntriesDeps {
  readonly guard: PathGuard;
  /** Reaches the vault's trash, which `guard` hides. */
  readonly trashGuard: PathGuard;
  readonly locks: PathLocks;
  readonly files: VaultFiles;
  readonly announce: (change: VaultChange) => void;
}

export function createVaultEntries(deps: VaultEntriesDeps): VaultEntries {
  const { guard, trashGuard, locks, files } = deps;
  const readOnly = failure('read-only', 'This vault is open for reading only.');

  async function attempt<T, C extends WriteFailureCode = IoFailureCode>(
    subject: string,
    work: () => Promise<Outcome<T, C>>,
  ): Promise<Outcome<T, C | IoFailureCode>> {
    if (files.readOnly) return readOnly;
    try {
      return await work();
    } catch (error) {
      return ioFailure(error, subject);
    }
  }

  async function kindOf(absolute: string, vaultPath: string): Promise<Entry['kind']> {
    return (await lstat(absolute)).isDirectory() ? 'folder' : isNotePath(vaultPath) ? 'note' : 'attachment';
  }

  /** Writes under the first name that nobody has taken, also when another program takes one meanwhile. */
  async function writeUnderFreeName(
    folder: FolderPath,
    stem: string,
    extension: string,
    write: (target: VaultPath) => Promise<Outcome<WrittenFile, WriteFailureCode>>,
  ): Promise<Outcome<VaultPath, WriteFailureCode>> {
    const place = await guard.locate(folder);
    if (!place.ok) return failure('bad-name', place.message);
    for (;;) {
      const taken = new Set((await namesIn(place.value)).map((name) => name.toLowerCase()));
      const name = freeNoteName(stem, (candidate) => taken.has(`${candidate}${extension}`.toLowerCase()));
      const target = joinPath(folder, `${name}${extension}`);
      const written = await write(target);
      if (written.ok) return success(target);
      if (written.code !== 'stale') return written;
    }
  }

  return {
    createFolder: (vaultPath) =>
      attempt(vaultPath, async () => {
        const place = await guard.locateEntry(vaultPath);
        if (!place.ok) return failure('bad-name', place.message);
        await mkdir(path.dirname(place.value), { recursive: true });
        await mkdir(place.value);
        deps.announce({ kind: 'created', path: vaultPath, entry: 'folder', origin: 'app' });
        const entry = await describeEntry(guard, path.dirname(place.value), folderOf(vaultPath), fileNameOf(vaultPath));
        return entry === null ? failure('io', `"${vaultPath}" vanished.`) : success(entry);
      }),

    createNote: (folder, title, text) =>
      attempt<VaultPath, WriteFailureCode>(folder, () =>
        writeUnderFreeName(folder, noteNameFrom(title), '.md', (target) => files.writeNote(target, text, { base: null })),
      ),

    attach: (folder, name, bytes) =>
      attempt<VaultPath, WriteFailureCode>(folder, async () => {
        const extension = path.extname(fileNameOf(name)).toLowerCase().replace(/[^.a-z0-9]/g, '');
        const stem = noteNameFrom(path.basename(fileNameOf(name), path.extname(fileNameOf(name))), 'attachment');
        const version = versionOf(bytes);
        const place = await guard.locate(folder);
        if (!place.ok) return failure('bad-name', place.message);
        for (const existing of await namesIn(place.value)) {
          // Only what may be the same is read.
          if (!existing.toLowerCase().endsWith(extension) || (await sizeOf(path.join(place.value, existing))) !== bytes.byteLength) continue;
          const same = parseVaultPath(folder === '' ? existing : `${folder}/${existing}`);
          const read = same === null ? null : await files.readBytes(same);
          if (same !== null && read?.ok === true && read.value.version === version) return success(same);
        }
        return writeUnderFreeName(folder, stem, extension, (target) => files.writeBytes(target, bytes, { base: null }));
      }),

    move: (from, to, options) =>
      locks.withAll(() =>
        attempt(from, async () => {
          const source = await guard.locateEntry(from);
          const target = await guard.locateEntry(to);
          if (!source.ok) return failure('bad-name', source.message);
          if (!target.ok) return failure('bad-name', target.message);
          const kind = await kindOf(source.value, from);
          if (kind === 'folder' && `${to}/`.startsWith(`${from}/`)) return failure('bad-name', 'A folder cannot move into itself.');
          const moved = (options?.finish === true && (await finishMove(source.value, target.value))) || (await moveEntry(source.value, target.value));
          if (!moved) return failure('exists', `"${to}" is already there.`);
          deps.announce({ kind: 'moved', path: to, fromPath: from, entry: kind, origin: 'app' });
          return success(undefined);
        }),
      ),

    trash: (vaultPath) =>
      locks.withAll(() =>
        attempt(vaultPath, async () => {
          const source = await guard.locateEntry(vaultPath);
          if (!source.ok) return failure('bad-name', source.message);
          const kind = await kindOf(source.value, vaultPath);
          const folder = await trashGuard.locate(trashFolder);
          if (!folder.ok) return failure('bad-name', folder.message);
          await mkdir(folder.value, { recursive: true });
          const name = fileNameOf(vaultPath);
          const extension = kind === 'folder' ? '' : path.extname(name);
          const stem = path.basename(name, extension);
          for (let number = 1; ; number += 1) {
            const trashName = number === 1 ? name : `${stem} ${number}${extension}`;
            if (await moveEntry(source.value, path.join(folder.value, trashName))) {
              deps.announce({ kind: 'deleted', path: vaultPath, entry: kind, origin: 'app' });
              return success(`${trashFolder}/${trashName}`);
            }
          }
        }),
      ),

    restore: (trashPath, vaultPath) =>
      locks.withAll(() =>
        attempt(vaultPath, async () => {
          if (!trashPath.startsWith(`${trashFolder}/`)) return failure('not-found', 'That is not in the trash.');
          const source = await trashGuard.locateEntry(trashPath);
          const target = await guard.locateEntry(vaultPath);
          if (!source.ok) return failure('not-found', source.message);
          if (!target.ok) return failure('bad-name', target.message);
          const kind = await kindOf(source.value, vaultPath);
          if (!(await moveEntry(source.value, target.value))) return failure('exists', `"${vaultPath}" is already there.`);
          deps.announce({ kind: 'created', path: vaultPath, entry: kind, origin: 'app' });
          return success(undefined);
        }),
      ),

    discard: (vaultPath, trashItem) =>
      locks.withAll(() =>
        attempt(vaultPath, async () => {
          const source = await guard.locateEntry(vaultPath);
          if (!source.ok) return failure('bad-name', source.message);
          const kind = await kindOf(source.value, vaultPath);
          await trashItem(source.value);
          deps.announce({ kind: 'deleted', path: vaultPath, entry: kind, origin: 'app' });
          return success(undefined);
        }),
      ),
  };
}

/** Null for what is no file. Throws system errors. */
async function sizeOf(absolute: string): Promise<number | null> {
  const stats = await lstat(absolute);
  return stats.isFile() ? stats.size : null;
}

async function namesIn(absolute: string): Promise<readonly string[]> {
  try {
    return await readdir(absolute);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** False when the target is taken. Throws system errors. */
async function moveEntry(source: string, target: string): Promise<boolean> {
  const stats = await lstat(source);
  await mkdir(path.dirname(target), { recursive: true });
  if (await isThere(target)) {
    const other = await lstat(target);
    const isItself = other.ino === stats.ino && other.dev === stats.dev && source !== target;
    if (!isItself || source.normalize('NFC').toLowerCase() !== target.normalize('NFC').toLowerCase()) return false;
    await changeCase(source, target);
  } else if (stats.isDirectory()) {
    // Over an empty folder that just appeared this succeeds, over a filled one it fails: nothing is lost.
    await rename(source, target);
  } else if (!(await moveFile(source, target))) {
    return false;
  }
  await syncFolder(path.dirname(source));
  await syncFolder(path.dirname(target));
  return true;
}

/**
 * Only the case changes, on a disk that does not tell case. Some systems take that at once, others
 * need another name between: one that is seen, so that a crash leaves a note and nothing hidden.
 */
async function changeCase(source: string, target: string): Promise<void> {
  await rename(source, target);
  const names = await readdir(path.dirname(target));
  if (names.includes(path.basename(target)) && !names.includes(path.basename(source))) return;
  const extension = path.extname(target);
  const between = `${target.slice(0, target.length - extension.length)} ${randomUUID().slice(0, 8)}${extension}`;
  await rename(source, between);
  await rename(between, target);
}

/** Whether both are names of one file, of which the first is gone now. */
async function finishMove(source: string, target: string): Promise<boolean> {
  if (!(await isThere(target)) || source.normalize('NFC').toLowerCase() === target.normalize('NFC').toLowerCase()) return false;
  const [old, now] = [await lstat(source), await lstat(target)];
  if (!now.isFile() || old.ino !== now.ino || old.dev !== now.dev) return false;
  await dropName(source, target);
  return true;
}

/** A second name, then the first one goes: never replaces, and a crash between leaves both. */
async function moveFile(source: string, target: string): Promise<boolean> {
  try {
    await link(source, target);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EEXIST') return false;
    if (errno !== 'EPERM' && errno !== 'ENOTSUP' && errno !== 'EOPNOTSUPP' && errno !== 'ENOSYS' && errno !== 'EXDEV') throw error;
    await rename(source, target);
    return true;
  }
  await dropName(source, target);
  return true;
}

/**
 * Removes the old one of a file's two names. Another program may have put another file there since the
 * second name was made: so the name is taken away first and looked at then, and given back if need be.
 */
async function dropName(source: string, kept: string): Promise<void> {
  const aside = path.join(path.dirname(source), `.verso-${randomUUID()}.tmp`);
  try {
    await rename(source, aside);
  } catch (error) {
    // Gone already.
    if (errnoOf(error) === 'ENOENT') return;
    throw error;
  }
  const [now, ours] = [await lstat(aside), await lstat(kept).catch(() => null)];
  if (ours !== null && now.ino !== ours.ino) await giveBack(aside, source);
  else if (ours !== null) await unlink(aside);
  // The new name has gone as well, by another program's hand: the file itself stays where it was.
  else await giveBack(aside, source);
}

/** Under its name, or a free one near it where that is taken by now. */
async function giveBack(aside: string, source: string): Promise<void> {
  const extension = path.extname(source);
  const stem = source.slice(0, source.length - extension.length);
  for (let number = 1; ; number += 1) {
    try {
      await link(aside, number === 1 ? source : `${stem} ${number}${extension}`);
      await unlink(aside);
      return;
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
  }
}
