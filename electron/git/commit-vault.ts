/** Commits what the vault holds: notes and attachments, and what of its hidden files is already kept by git. */
import { isHiddenPath } from '../vault/hidden-path.ts';
import { GitProblem } from './git-problem.ts';
import { readChanges, type ChangedFile } from './repository.ts';
import type { Git } from './run-git.ts';

/** Hidden files that belong to a vault: Verso's records, and what says which files git keeps. */
const keptHidden = /^(?:\.verso\/|\.gitignore$|\.gitattributes$)/;
const longMs = 10 * 60_000;

/** What a commit of now would hold: without other programs' hidden files that git does not know yet. */
export function toCommit(changes: readonly ChangedFile[], prefix: string): readonly ChangedFile[] {
  return changes.filter(({ path, kind }) => kind !== 'untracked' || isOurs(path.slice(prefix.length)));
}

function isOurs(path: string): boolean {
  return keptHidden.test(path) ? !isHiddenPath(path.replace(keptHidden, '')) : !isHiddenPath(path);
}

/** Gives how many files were committed. Other paths of the repository, staged or not, are left alone. */
export async function commitVault(git: Git, prefix: string, nowMs: number, message?: string): Promise<number> {
  const changes = toCommit(await readChanges(git, prefix), prefix);
  if (changes.length === 0) return 0;
  for (const role of ['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT']) {
    const { code } = await git(['var', role], { answers: [0, 1, 128] });
    if (code !== 0) throw new GitProblem('no-identity', 'git does not know your name and address.');
  }
  const untracked = changes.filter(({ kind }) => kind === 'untracked');
  if (untracked.length > 0) {
    await git(['add', '--pathspec-from-file=-', '--pathspec-file-nul'], { input: untracked.map(({ path }) => `${path}\0`).join(''), timeoutMs: longMs });
  }
  // With paths, only these are committed, as they are on disk; hooks and signatures are the person's own settings.
  const committed = await git(['commit', '-q', '--no-edit', '-F', '-', '--', prefix === '' ? '.' : prefix], {
    input: message ?? defaultMessage(changes, nowMs),
    answers: [0, 1],
    timeoutMs: longMs,
  });
  if (committed.code === 0) return changes.length;
  // Another program may have committed or taken back the same meanwhile.
  if (toCommit(await readChanges(git, prefix), prefix).length === 0) return 0;
  throw new GitProblem('refused', committed.stderr.trim() === '' ? 'A hook refused the commit.' : committed.stderr.trim());
}

function defaultMessage(changes: readonly ChangedFile[], nowMs: number): string {
  const count = (...kinds: readonly ChangedFile['kind'][]): number => changes.filter(({ kind }) => kinds.includes(kind)).length;
  const parts = [
    [count('untracked', 'added'), 'added'],
    [count('modified'), 'changed'],
    [count('deleted'), 'deleted'],
  ] as const;
  const when = new Date(nowMs - new Date(nowMs).getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace('T', ' ');
  return `Notes of ${when}: ${parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`).join(', ')}\n`;
}
