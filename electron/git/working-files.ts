/**
 * The files of a repository as a merge may change them: each whole, and only over exactly what was read of it.
 * What a person sees in the vault goes through the vault's own writes; the rest (other programs' hidden files, and
 * what lies beside a vault that is a part of its repository) is held to the same rules here.
 */
import { randomUUID } from 'node:crypto';
import { chmod, link, lstat, mkdir, open, readFile, readlink, realpath, rename, rmdir, symlink, unlink } from 'node:fs/promises';
import path from 'node:path';
import { isNotePath, parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import type { Version } from '#shared/model/version.ts';
import type { Snapshot } from '#shared/model/note.ts';
import { writeFileAtomically } from '../platform/atomic-file.ts';
import { errnoOf, ioFailure } from '../platform/io-failure.ts';
import { isHiddenPath } from '../vault/hidden-path.ts';
import { versionOf } from '../vault/note-text.ts';
import type { VaultEntries } from '../vault/vault-entries.ts';
import type { VaultFiles } from '../vault/vault-files.ts';
import type { FoundRepository } from './find-repository.ts';
import { GitProblem } from './git-problem.ts';

/** What the merge needs of the vault that is open. */
export interface GitVault {
  readonly files: Pick<VaultFiles, 'writeBytes'>;
  readonly entries: Pick<VaultEntries, 'move'>;
  keepInHistory(path: VaultPath, bytes: Uint8Array, version: Version, reason: Snapshot['reason']): void;
  /** Something happened to these paths that the vault did not do itself. */
  lookAt(paths: readonly VaultPath[]): void;
}

export interface WorkingFiles {
  /** From the repository to the vault, as found. */
  readonly prefix: string;
  /** Null: there is nothing. A link is what it says. Throws where something else stands. */
  read(at: string): Promise<Buffer | null>;
  /** False: by now something else is there than `base`. */
  write(at: string, bytes: Uint8Array, base: Uint8Array | null, mode: string): Promise<boolean>;
  remove(at: string, base: Uint8Array): Promise<boolean>;
  /** False: it cannot be told or done as a move. */
  move(from: string, to: string): Promise<boolean>;
  /** Keeps a version of a note in its history. */
  keep(at: string, bytes: Uint8Array): void;
  /** The path in the vault; null for what no person sees there. */
  vaultPath(at: string): VaultPath | null;
}

const linkMode = '120000';
/** Larger files have their past in git alone. */
const mostKeptBytes = 1024 * 1024;

export function createWorkingFiles({ folder, gitFolder, prefix }: FoundRepository, vault: GitVault): WorkingFiles {
  function vaultPath(at: string): VaultPath | null {
    const inside = at.startsWith(prefix) ? at.slice(prefix.length) : '';
    return inside === '' || isHiddenPath(inside) ? null : parseVaultPath(inside);
  }

  /** Where a path of the repository is; throws for what would leave it or reach into git's own folder. */
  async function locate(at: string): Promise<string> {
    const segments = at.split('/');
    const bad = segments.some((segment) => segment === '' || segment === '.' || segment === '..' || /^(?:\.git|git~\d)[ .]*$/i.test(segment) || segment.includes('\0'));
    if (bad || path.isAbsolute(at) || (process.platform === 'win32' && /[\\:]/.test(at))) throw new GitProblem('refused', `"${at}" is not a path that belongs into a folder.`);
    let parent = path.join(folder, ...segments.slice(0, -1));
    const missing: string[] = [];
    for (;;) {
      try {
        const real = await realpath(parent);
        const relative = path.relative(folder, real);
        if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative) || `${real}${path.sep}`.startsWith(`${gitFolder}${path.sep}`)) {
          throw new GitProblem('refused', `"${at}" leads out of the repository.`);
        }
        return path.join(real, ...missing, segments.at(-1) ?? '');
      } catch (error) {
        if (errnoOf(error) !== 'ENOENT' || parent === folder) throw error;
        missing.unshift(path.basename(parent));
        parent = path.dirname(parent);
      }
    }
  }

  async function readAt(place: string): Promise<Buffer | null> {
    try {
      const stats = await lstat(place);
      if (stats.isSymbolicLink()) return Buffer.from(await readlink(place));
      if (!stats.isFile()) throw new GitProblem('local-changes', `A folder stands where the file "${path.basename(place)}" belongs.`);
      return await readFile(place);
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === 'ENOENT' || errno === 'ENOTDIR') return null;
      throw error;
    }
  }

  /** Throws system errors. */
  async function writePlain(place: string, bytes: Uint8Array, base: Uint8Array | null): Promise<boolean> {
    await mkdir(path.dirname(place), { recursive: true });
    const mode = base === null ? undefined : (await lstat(place)).mode & 0o7777;
    const outcome = await writeFileAtomically(place, bytes, {
      ...(mode === undefined ? { exclusive: true } : { mode }),
      confirm: async () => isSame(await readAt(place), base),
    });
    return outcome === 'written';
  }

  async function writeLink(place: string, bytes: Uint8Array, base: Uint8Array | null): Promise<boolean> {
    if (!isSame(await readAt(place), base)) return false;
    await mkdir(path.dirname(place), { recursive: true });
    const between = temporaryBeside(place);
    await symlink(Buffer.from(bytes).toString('utf8'), between);
    await rename(between, place);
    return true;
  }

  return {
    prefix,
    vaultPath,
    read: (at) => attempt(at, async () => readAt(await locate(at))),

    write: (at, bytes, base, mode) =>
      attempt(at, async () => {
        const place = await locate(at);
        if (mode === linkMode && process.platform !== 'win32') return writeLink(place, bytes, base);
        const seen = vaultPath(at);
        if (seen === null || (await isLink(place))) {
          if (!(await writePlain(place, bytes, base))) return false;
        } else {
          const careful = isNotePath(seen) || bytes.byteLength <= mostKeptBytes;
          const written = await vault.files.writeBytes(seen, bytes, { base: base === null ? null : versionOf(base), careful });
          if (!written.ok) {
            if (written.code === 'stale' || written.code === 'not-found' || written.code === 'exists') return false;
            throw new GitProblem('not-writable', written.message);
          }
          if (!careful) await flush(place);
        }
        if (mode === '100755' && process.platform !== 'win32') await chmod(place, ((await lstat(place)).mode & 0o7777) | 0o111);
        return true;
      }),

    remove: (at, base) =>
      attempt(at, async () => {
        const place = await locate(at);
        if (!isSame(await readAt(place), base)) return false;
        const seen = vaultPath(at);
        if (seen !== null && isNotePath(seen)) vault.keepInHistory(seen, base, versionOf(base), 'delete');
        // Out of everybody's sight first: what somebody wrote in this instant is seen then, and put back.
        const aside = temporaryBeside(place);
        await rename(place, aside);
        if (!isSame(await readAt(aside), base)) {
          await link(aside, place).catch(() => undefined);
          return false;
        }
        await unlink(aside);
        await removeEmptyFolders(path.dirname(place), path.join(folder, prefix));
        if (seen !== null) vault.lookAt([seen]);
        return true;
      }),

    move: (from, to) =>
      attempt(to, async () => {
        const [seenFrom, seenTo] = [vaultPath(from), vaultPath(to)];
        if (seenFrom === null || seenTo === null) return false;
        await locate(to);
        const moved = await vault.entries.move(seenFrom, seenTo);
        if (!moved.ok) return false;
        await removeEmptyFolders(path.dirname(path.join(folder, from)), path.join(folder, prefix));
        return true;
      }),

    keep(at, bytes) {
      const seen = vaultPath(at);
      if (seen !== null && isNotePath(seen)) vault.keepInHistory(seen, bytes, versionOf(bytes), 'conflict');
    },
  };
}

/** What the disk refuses, in words of ours. */
async function attempt<T>(at: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitProblem) throw error;
    throw new GitProblem('not-writable', ioFailure(error, at).message);
  }
}

export function isSame(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : Buffer.compare(one, other) === 0;
}

function temporaryBeside(place: string): string {
  return path.join(path.dirname(place), `.verso-${randomUUID()}.tmp`);
}

async function isLink(place: string): Promise<boolean> {
  return lstat(place).then((stats) => stats.isSymbolicLink(), () => false);
}

/** Waits until the disk holds what was written in haste. */
async function flush(place: string): Promise<void> {
  const handle = await open(place, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** git knows no empty folders. Stops at the first that is not, and at the vault itself. */
async function removeEmptyFolders(from: string, end: string): Promise<void> {
  const last = path.resolve(end);
  for (let at = path.resolve(from); at !== last && at.startsWith(`${last}${path.sep}`); at = path.dirname(at)) {
    try {
      await rmdir(at);
    } catch {
      return;
    }
  }
}
