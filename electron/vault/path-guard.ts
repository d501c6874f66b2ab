/**
 * Turns a vault path into a place on disk, or refuses: nothing outside the vault can be named.
 *
 * The path's syntax was checked when it was parsed; here the disk is asked, since a symbolic
 * link may lead anywhere. The check and the use are two steps: a program that swaps a folder
 * for a link in between already writes to the vault with the user's own rights.
 */
import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { vaultPathProblem } from '#shared/model/note-path.ts';
import { errnoOf } from '../platform/io-failure.ts';
import { isHiddenName } from './hidden-path.ts';

export interface PathGuard {
  /** The vault's folder with every link resolved. */
  readonly root: string;
  /** The real place of a path's content: links are followed, and must stay inside. */
  locate(vaultPath: string): Promise<Outcome<string, 'outside'>>;
  /** The place of the entry itself: a link is not followed, its folder is. */
  locateEntry(vaultPath: string): Promise<Outcome<string, 'outside'>>;
}

export interface PathGuardDeps {
  readonly root: string;
  /** Hidden folders at the root that may be used all the same: Verso's own. */
  readonly allowed?: readonly string[];
}

/** Throws when the root cannot be resolved. */
export async function createPathGuard(deps: PathGuardDeps): Promise<PathGuard> {
  const root = await realpath(deps.root);
  const allowed = deps.allowed ?? [];

  const refuse = (vaultPath: string, why: string): Outcome<string, 'outside'> =>
    failure('outside', `"${vaultPath.slice(0, 200)}" ${why}.`);

  /** Whether a real place is inside the vault and not among what is hidden. */
  function problemOf(real: string): string | null {
    const relative = path.relative(root, real);
    if (relative === '') return null;
    if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) return 'leads out of the vault';
    const segments = relative.split(path.sep);
    const visible = segments.slice(allowed.includes(segments[0] ?? '') ? 1 : 0);
    return visible.some(isHiddenName) ? 'is not a place for notes' : null;
  }

  /** Resolves links as far as the path exists; the rest is joined as it stands. */
  async function resolveExisting(absolute: string): Promise<string | null> {
    const missing: string[] = [];
    for (let current = absolute; ; ) {
      try {
        return path.join(await realpath(current), ...missing);
      } catch (error) {
        const errno = errnoOf(error);
        if (errno === 'ELOOP') return null;
        if (errno !== 'ENOENT' && errno !== 'ENOTDIR' && errno !== 'ENAMETOOLONG') throw error;
        // A link to nothing would be followed by whoever makes its target.
        if (errno === 'ENOENT' && (await isLink(current))) return null;
      }
      const parent = path.dirname(current);
      if (parent === current) return null;
      missing.unshift(path.basename(current));
      current = parent;
    }
  }

  async function check(vaultPath: string, resolve: (absolute: string) => Promise<string | null>): Promise<Outcome<string, 'outside'>> {
    const syntax = vaultPath === '' ? null : vaultPathProblem(vaultPath);
    if (syntax !== null) return refuse(vaultPath, syntax);
    const absolute = path.join(root, ...vaultPath.split('/'));
    const written = problemOf(absolute);
    if (written !== null) return refuse(vaultPath, written);
    const real = await resolve(absolute);
    if (real === null) return refuse(vaultPath, 'is a link that leads nowhere');
    const problem = problemOf(real);
    return problem === null ? success(real) : refuse(vaultPath, problem);
  }

  return {
    root,
    locate: (vaultPath) => check(vaultPath, resolveExisting),
    locateEntry: (vaultPath) =>
      check(vaultPath, async (absolute) => {
        const folder = await resolveExisting(path.dirname(absolute));
        return folder === null ? null : path.join(folder, path.basename(absolute));
      }),
  };
}

async function isLink(absolute: string): Promise<boolean> {
  try {
    return (await lstat(absolute)).isSymbolicLink();
  } catch {
    return false;
  }
}
