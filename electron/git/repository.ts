/** Questions to a trusted repository: where it stands, what changed, and whether anything is in the way. */
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { redactText } from '../platform/logger.ts';
import type { FoundRepository } from './find-repository.ts';
import { GitProblem } from './git-problem.ts';
import { lineOf, partsOf, type Git } from './run-git.ts';

export interface Remote {
  readonly name: string;
  /** The branch over there, without `refs/heads/`. */
  readonly branch: string;
  readonly address: string;
}

export interface Head {
  readonly branch: string;
  /** Null: no commit yet. */
  readonly commit: string | null;
}

/** A changed file of the vault as `git status` names it; paths are from the repository's folder. */
export interface ChangedFile {
  readonly path: string;
  readonly kind: 'added' | 'modified' | 'deleted' | 'untracked' | 'unmerged';
}

const oldestVersion = [2, 38] as const;

/** Throws where git is missing, too old for `merge-tree --write-tree`, or means another folder than we do. */
export async function checkRepository(git: Git, found: FoundRepository): Promise<void> {
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(lineOf(await git(['version']))) ?? []).map(Number);
  if (major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1])) {
    throw new GitProblem('too-old', `git ${major}.${minor} is installed; ${oldestVersion.join('.')} or newer is needed.`);
  }
  const top = lineOf(await git(['rev-parse', '--show-toplevel']));
  if (path.relative(await realpath(top), found.folder) !== '') throw new GitProblem('git-failed', `git works on "${top}" instead of "${found.folder}".`);
}

/** Throws for a detached head. */
export async function readHead(git: Git): Promise<Head> {
  const name = await git(['symbolic-ref', '-q', 'HEAD'], { answers: [0, 1] });
  if (name.code === 1) throw new GitProblem('detached', 'No branch is checked out.');
  return { branch: lineOf(name).replace(/^refs\/heads\//, ''), commit: await commitAt(git, 'HEAD') };
}

export async function commitAt(git: Git, name: string): Promise<string | null> {
  const found = await git(['rev-parse', '-q', '--verify', '--end-of-options', `${name}^{commit}`], { answers: [0, 1] });
  return found.code === 0 ? lineOf(found) : null;
}

/** The branch's own remote; where it has none, `origin` or the only one, and the branch of the same name. */
export async function readRemote(git: Git, branch: string): Promise<Remote | null> {
  const found = await git(['config', '-z', '--get-regexp', '^(remote|branch)\\.'], { answers: [0, 1] });
  // Each is `<name>\n<value>`; the last of a name holds.
  const settings = new Map(partsOf(found.stdout).map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]));
  const names = [...settings.keys()].flatMap((key) => /^remote\.(.+)\.url$/s.exec(key)?.[1] ?? []);
  const own = settings.get(`branch.${branch}.remote`);
  const name = own !== undefined && names.includes(own) ? own : names.includes('origin') ? 'origin' : names.length === 1 ? names[0] : undefined;
  // An option in the place of a name would be read as one.
  if (name === undefined || name.startsWith('-')) return null;
  const merge = name === own ? settings.get(`branch.${branch}.merge`) : undefined;
  return { name, branch: merge?.replace(/^refs\/heads\//, '') ?? branch, address: redactText(settings.get(`remote.${name}.url`) ?? '') };
}

export function trackingRef(remote: Remote): string {
  return `refs/remotes/${remote.name}/${remote.branch}`;
}

/** What the vault holds that the last commit does not. */
export async function readChanges(git: Git, prefix: string): Promise<readonly ChangedFile[]> {
  const output = await git(['status', '--porcelain=v2', '-z', '--no-renames', '--untracked-files=all', '--ignore-submodules=all', '--', prefix === '' ? '.' : prefix], {
    env: { GIT_OPTIONAL_LOCKS: '0' },
    timeoutMs: 5 * 60_000,
  });
  return partsOf(output.stdout).flatMap((part): ChangedFile[] => {
    const file = changedFile(part);
    return file === null ? [] : [file];
  });
}

/** One entry of porcelain v2: `1 XY sub mH mI mW hH hI path`, `u XY sub m1 m2 m3 mW h1 h2 h3 path`, `? path`. */
function changedFile(entry: string): ChangedFile | null {
  const after = (fields: number): string => entry.split(' ').slice(fields).join(' ');
  switch (entry[0]) {
    case '1': {
      const codes = entry.slice(2, 4);
      return { path: after(8), kind: codes.includes('D') ? 'deleted' : codes[0] === 'A' ? 'added' : 'modified' };
    }
    case 'u':
      return { path: after(10), kind: 'unmerged' };
    case '?':
      // A folder with a repository of its own ends in a slash, and is not ours to add.
      return entry.endsWith('/') ? null : { path: after(1), kind: 'untracked' };
    default:
      return null;
  }
}

/** Throws where somebody is in the middle of a merge, rebase or the like. */
export async function checkNothingUnderway(git: Git, changes: readonly ChangedFile[]): Promise<void> {
  const marks = ['MERGE_HEAD', 'REBASE_HEAD', 'rebase-merge', 'rebase-apply', 'CHERRY_PICK_HEAD', 'REVERT_HEAD'];
  const places = lineOf(await git(['rev-parse', '--path-format=absolute', ...marks.flatMap((mark) => ['--git-path', mark])])).split('\n');
  const unmerged = changes.filter(({ kind }) => kind === 'unmerged').map(({ path: at }) => at);
  if (unmerged.length === 0 && !places.some((place) => existsSync(place))) return;
  const where = unmerged.length === 0 ? '' : ` Not yet merged: ${unmerged.slice(0, 10).join(', ')}`;
  throw new GitProblem('merge-underway', `A merge or rebase that was begun with git is not finished.${where}`);
}

/** Commits that only one of two sides has: `[here, there]`. */
export async function countApart(git: Git, here: string, there: string): Promise<readonly [number, number]> {
  const [ahead = 0, behind = 0] = lineOf(await git(['rev-list', '--left-right', '--count', `${here}...${there}`])).split(/\s+/).map(Number);
  return [ahead, behind];
}

export async function countAll(git: Git, commit: string): Promise<number> {
  return Number(lineOf(await git(['rev-list', '--count', commit])));
}
