/**
 * Lists every file of a vault with its size and times, for worker threads: it blocks its thread.
 *
 * Links to folders are not followed (their files are listed where they really are, and a loop
 * has no end); links to files are, when they stay inside.
 */
import { lstatSync, readdirSync, realpathSync, rmSync, statSync, type Dirent, type Stats } from 'node:fs';
import path from 'node:path';
import { isNotePath, vaultPathProblem } from '#shared/model/note-path.ts';
import { isTemporaryName } from '../platform/atomic-file.ts';
import { isHiddenName, isHiddenPath } from './hidden-path.ts';

export interface FoundFile {
  readonly path: string;
  readonly kind: 'note' | 'attachment';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly createdMs: number;
  /** Decimal; another number than the file system's may not stand for it in JavaScript. */
  readonly inode: string;
}
export type WalkProblem = 'unreadable' | 'outside-link' | 'bad-name';

export interface VaultWalk {
  readonly files: readonly FoundFile[];
  /** Those that were seen and not entered. */
  readonly folders: readonly string[];
  readonly problems: readonly { readonly path: string; readonly problem: WalkProblem }[];
}

/** Throws only when the root itself cannot be read. `from` limits the walk to one folder; not `deep`, to what is directly in it. */
export function walkVault(root: string, from = '', { deep = true } = {}): VaultWalk {
  if (!isRealPlace(root, from)) return { files: [], folders: [], problems: [] };
  const files: FoundFile[] = [];
  const passed: string[] = [];
  const problems: { path: string; problem: WalkProblem }[] = [];
  const folders: string[] = [from];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: Dirent[];
    try {
      entries = readdirSync(path.join(root, folder), { withFileTypes: true });
    } catch (error) {
      if (folder === '') throw error;
      problems.push({ path: folder, problem: 'unreadable' });
      continue;
    }
    for (const entry of entries) {
      const { name } = entry;
      if (isHiddenName(name)) {
        if (isTemporaryName(name)) removeLeftover(path.join(root, folder, name));
        continue;
      }
      const relative = folder === '' ? name : `${folder}/${name}`;
      if (vaultPathProblem(relative) !== null) {
        problems.push({ path: relative, problem: 'bad-name' });
      } else if (entry.isDirectory()) {
        (deep ? folders : passed).push(relative);
      } else {
        const found = describeEntry(root, relative);
        if (found === 'outside-link' || found === 'unreadable') problems.push({ path: relative, problem: found });
        else if (found !== null) files.push(found);
      }
    }
  }
  return { files, folders: passed, problems };
}

/** One path as the walk would list it; null for what is no file of the vault (any more). */
export function describeFile(root: string, relative: string): FoundFile | 'outside-link' | 'unreadable' | null {
  const slash = relative.lastIndexOf('/');
  return isRealPlace(root, relative.slice(0, Math.max(0, slash))) ? describeEntry(root, relative) : null;
}

/** Whether a folder is where its path says, with no link on the way: through a link nothing is listed. */
function isRealPlace(root: string, folder: string): boolean {
  if (folder === '') return true;
  const absolute = path.join(root, folder);
  try {
    return realpathSync(absolute) === absolute;
  } catch {
    return false;
  }
}

function describeEntry(root: string, relative: string): FoundFile | 'outside-link' | 'unreadable' | null {
  const absolute = path.join(root, relative);
  let stats: Stats;
  try {
    const own = lstatSync(absolute, { throwIfNoEntry: false });
    if (own === undefined) return null;
    if (own.isSymbolicLink()) {
      const real = path.relative(root, realpathSync(absolute));
      if (real.startsWith('..') || path.isAbsolute(real) || isHiddenPath(real.split(path.sep).join('/'))) return 'outside-link';
      stats = statSync(absolute);
      if (stats.isDirectory()) return null;
    } else {
      stats = own;
    }
  } catch {
    // A link to nothing or to itself, or a folder closed to us.
    return 'unreadable';
  }
  if (!stats.isFile()) return null;
  return {
    path: relative,
    kind: isNotePath(relative) ? 'note' : 'attachment',
    sizeBytes: stats.size,
    modifiedMs: stats.mtimeMs,
    createdMs: stats.birthtimeMs > 0 ? stats.birthtimeMs : stats.mtimeMs,
    inode: String(stats.ino),
  };
}

/** A crash in the middle of a write leaves its temporary file; whoever owns the vault removes it. */
function removeLeftover(absolute: string): void {
  try {
    // One that is young may belong to a write of this very moment.
    if (Date.now() - statSync(absolute).mtimeMs > 60_000) rmSync(absolute);
  } catch {
    // Gone already, or not ours to remove.
  }
}
