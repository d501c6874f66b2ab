/**
 * Finds the repository that a vault is in, and what could run programs there, by reading files alone: git itself
 * runs what a repository's configuration names, so it is not asked before the person trusted it.
 */
import { createHash, type Hash } from 'node:crypto';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

export interface FoundRepository {
  /** Where its files are; real. */
  readonly folder: string;
  /** `.git`, or where its file points to (a worktree, a submodule); real. */
  readonly gitFolder: string;
  /** From the repository's folder to the vault: `''`, or with a slash at the end. */
  readonly prefix: string;
}

/** The nearest folder at or above the vault that has a `.git`; null where there is none, or it is none. */
export async function findRepository(vaultFolder: string): Promise<FoundRepository | null> {
  const vault = await realpath(vaultFolder);
  for (let folder = vault; ; ) {
    const gitFolder = await gitFolderIn(folder);
    if (gitFolder !== null) {
      const relative = path.relative(folder, vault).split(path.sep).join('/');
      return { folder, gitFolder, prefix: relative === '' ? '' : `${relative}/` };
    }
    const parent = path.dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
}

async function gitFolderIn(folder: string): Promise<string | null> {
  const place = path.join(folder, '.git');
  try {
    const found = await stat(place);
    if (found.isDirectory()) return await realpath(place);
    const pointed = /^gitdir: (.+)$/m.exec((await readFile(place, 'utf8')).slice(0, 10_000))?.[1]?.trim();
    return pointed === undefined ? null : await realpath(path.resolve(folder, pointed));
  } catch {
    return null;
  }
}

/**
 * Which repository it is and what of it can run programs: the folder itself (not only its path), its configuration,
 * and its hooks. Whoever trusted one has not trusted another, nor the same one with other settings.
 */
export async function identityOf({ gitFolder }: FoundRepository): Promise<string> {
  const hash = createHash('sha256');
  const common = await commonFolder(gitFolder);
  for (const folder of new Set([gitFolder, common])) {
    const stats = await stat(folder, { bigint: true });
    hash.update(`${folder}\0${stats.ino}\0${stats.birthtimeNs}\0`);
    for (const name of ['config', 'config.worktree', 'info/attributes']) await addFile(hash, folder, name);
    for (const name of await namesIn(path.join(folder, 'hooks'))) {
      if (!name.endsWith('.sample')) await addFile(hash, folder, `hooks/${name}`);
    }
  }
  return hash.digest('hex');
}

/** A worktree shares configuration and hooks with the repository that it was made from. */
async function commonFolder(gitFolder: string): Promise<string> {
  try {
    return await realpath(path.resolve(gitFolder, (await readFile(path.join(gitFolder, 'commondir'), 'utf8')).trim()));
  } catch {
    return gitFolder;
  }
}

async function addFile(hash: Hash, folder: string, name: string): Promise<void> {
  try {
    const place = path.join(folder, name);
    if ((await lstat(place)).isDirectory()) return;
    const bytes = await readFile(place);
    hash.update(`${name}\0${bytes.byteLength}\0`).update(bytes);
  } catch {
    hash.update(`${name}\0-\0`);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch {
    return [];
  }
}
