/** Writes a file so that after any crash it holds the old bytes or the new ones, never a part. */
import { randomUUID } from 'node:crypto';
import { link, lstat, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf } from './io-failure.ts';

/** Temporary files stand beside their target, hidden, under a name that only Verso makes. */
const temporaryName = /^\.verso-[0-9a-f-]{36}\.tmp$/;

export function isTemporaryName(name: string): boolean {
  return temporaryName.test(name);
}

export interface AtomicWriteOptions {
  /** Permission bits of the new file; default: the system's for new files. */
  readonly mode?: number;
  /** Never replaces: `exists` when something stands at the target. */
  readonly exclusive?: boolean;
  /** Asked with the new bytes safe on disk, just before they take the target's place. */
  readonly confirm?: () => Promise<boolean>;
  /** Whether to wait until the disk holds the bytes. Without it a power cut may lose the write, a crash cannot. */
  readonly durable?: boolean;
}

/** Throws system errors; the temporary file is gone in every case but a crash. */
export async function writeFileAtomically(
  target: string,
  bytes: Uint8Array,
  options: AtomicWriteOptions = {},
): Promise<'written' | 'exists' | 'declined'> {
  const folder = path.dirname(target);
  const temporary = path.join(folder, `.verso-${randomUUID()}.tmp`);
  const durable = options.durable !== false;
  try {
    const handle = await open(temporary, 'wx', options.mode ?? 0o666);
    try {
      await handle.writeFile(bytes);
      // The umask narrowed what open() was asked for; a rewritten file keeps its exact bits.
      if (options.mode !== undefined) await handle.chmod(options.mode);
      if (durable) await handle.sync();
    } finally {
      await handle.close();
    }
    if (options.confirm !== undefined && !(await options.confirm())) {
      await rm(temporary, { force: true });
      return 'declined';
    }
    if (options.exclusive === true) {
      if (!(await placeExclusively(temporary, target))) return 'exists';
    } else {
      await renameOver(temporary, target);
    }
    if (durable) await syncFolder(folder);
    return 'written';
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** rename() would replace silently; link() fails when the name is taken. */
async function placeExclusively(temporary: string, target: string): Promise<boolean> {
  try {
    await link(temporary, target);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EEXIST') {
      await rm(temporary, { force: true });
      return false;
    }
    // FAT and some network drives have no hard links.
    if (errno !== 'EPERM' && errno !== 'ENOTSUP' && errno !== 'EOPNOTSUPP' && errno !== 'ENOSYS') throw error;
    if (await isThere(target)) {
      await rm(temporary, { force: true });
      return false;
    }
    await rename(temporary, target);
    return true;
  }
  await rm(temporary, { force: true });
  return true;
}

/** Windows refuses to replace a file that another program holds open for a moment. */
async function renameOver(temporary: string, target: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(temporary, target);
      return;
    } catch (error) {
      const errno = errnoOf(error);
      const passing = process.platform === 'win32' && (errno === 'EPERM' || errno === 'EACCES' || errno === 'EBUSY');
      if (!passing || attempt === 5) throw error;
      await sleep(20 * attempt);
    }
  }
}

export async function isThere(absolute: string): Promise<boolean> {
  try {
    await lstat(absolute);
    return true;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return false;
    throw error;
  }
}

/** A rename is safe from a power cut only when its folder is on disk too. Not every system can. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const errno = errnoOf(error);
    if (errno !== 'EINVAL' && errno !== 'ENOTSUP' && errno !== 'EACCES' && errno !== 'ENOENT') throw error;
  }
}
