/**
 * Brings a vault and its remote together: commit, fetch, merge, push; again where somebody else was quicker.
 *
 * Nothing is ever reset or forced. Before a merge touches a file, its two commits are written down; whoever comes
 * back after an interruption finishes exactly that merge first.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { GitConflict, GitStep } from '#shared/model/git.ts';
import { applyMerge } from './apply-merge.ts';
import { openBlobs, type Blobs } from './blobs.ts';
import { commitVault, toCommit } from './commit-vault.ts';
import type { FoundRepository } from './find-repository.ts';
import { GitProblem } from './git-problem.ts';
import type { PendingMerge } from './git-store.ts';
import { isThere, mergeUpstream } from './merge-upstream.ts';
import { checkNothingUnderway, checkRepository, commitAt, countAll, countApart, readChanges, readHead, readRemote, trackingRef, type Remote } from './repository.ts';
import { createGit, type Git } from './run-git.ts';
import { createWorkingFiles, type GitVault } from './working-files.ts';

export interface SyncDeps {
  readonly found: FoundRepository;
  readonly vault: GitVault;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
  readonly indexFile: string;
  readonly pending: () => PendingMerge | null;
  readonly setPending: (pending: PendingMerge | null) => Promise<void>;
  readonly onStep: (step: GitStep, done: number, total: number) => void;
  /** What was done so far, also where it fails afterwards. */
  readonly onDone: (done: Partial<SyncDone>) => void;
}

export interface SyncDone {
  readonly committed: number;
  readonly received: number;
  readonly sent: number;
  readonly conflicts: readonly Omit<GitConflict, 'atMs'>[];
}

const networkMs = 10 * 60_000;
const mostTries = 6;

/** Commits what the vault holds, whatever its remote. Throws a `GitProblem`. */
export async function commitNow(deps: SyncDeps, message?: string): Promise<void> {
  const work = begin(deps);
  try {
    await prepare(deps, work);
    deps.onStep('commit', 0, 0);
    deps.onDone({ committed: await commitVault(work.git, deps.found.prefix, deps.nowMs(), message) });
  } finally {
    work.blobs.close();
  }
}

export async function syncNow(deps: SyncDeps): Promise<void> {
  const { found, nowMs, onDone, onStep } = deps;
  const work = begin(deps);
  const { git } = work;
  try {
    await prepare(deps, work);
    for (let tries = 1; ; tries += 1) {
      onStep('commit', 0, 0);
      onDone({ committed: await commitVault(git, found.prefix, nowMs()) });
      const { branch } = await readHead(git);
      const remote = await readRemote(git, branch);
      if (remote === null) throw new GitProblem('no-remote', 'The repository has no remote.');
      onStep('fetch', 0, 0);
      await git(['fetch', '-q', '--no-recurse-submodules', '--', remote.name], { timeoutMs: networkMs });
      const upstream = await commitAt(git, trackingRef(remote));
      onStep('merge', 0, 0);
      await bringIn(deps, work, upstream, remote);
      onStep('push', 0, 0);
      if (await push(deps, git, upstream, remote)) return;
      if (tries === mostTries) throw new GitProblem('rejected', `${remote.name} took something else each time.`);
      // Two machines that meet at the same pace would meet again.
      await sleep(50 + Math.random() * 200 * tries, undefined, { signal: deps.signal }).catch(() => {
        throw new GitProblem('stopped', 'Stopped.');
      });
    }
  } finally {
    work.blobs.close();
  }
}

interface Work {
  readonly git: Git;
  /** Not stopped: between two files of a merge is no place to stop. */
  readonly steady: Git;
  readonly blobs: Blobs;
}

function begin({ found, env, signal }: SyncDeps): Work {
  const steady = createGit({ folder: found.folder, env });
  return { git: createGit({ folder: found.folder, env, signal }), steady, blobs: openBlobs(steady, found.folder, env) };
}

async function prepare(deps: SyncDeps, work: Work): Promise<void> {
  const { git } = work;
  const { prefix } = deps.found;
  await checkRepository(git, deps.found);
  await checkNothingUnderway(git, await readChanges(git, prefix));
  const { commit } = await readHead(git);
  const pending = deps.pending();
  if (pending === null) return;
  // Somebody committed or went elsewhere meanwhile: what was written of the merge is a change like any other.
  const goesOn = (commit === pending.head || commit === pending.commit) && (await isThere(git, pending.commit));
  if (goesOn) await apply(deps, work, pending);
  else await deps.setPending(null);
}

async function bringIn(deps: SyncDeps, work: Work, upstream: string | null, remote: Remote): Promise<void> {
  const { git } = work;
  const head = await commitAt(git, 'HEAD');
  if (upstream === null) return;
  if (head === null) throw new GitProblem('unrelated', `${remote.name} has notes already, and this folder has no commit.`);
  const merged = await mergeUpstream({ git, blobs: work.blobs, indexFile: deps.indexFile }, head, upstream, `${remote.name}/${remote.branch}`);
  if (merged === null) return;
  const files = createWorkingFiles(deps.found, deps.vault);
  for (const { path, mine, theirs } of merged.collided) {
    files.keep(path, mine);
    files.keep(path, theirs);
  }
  await deps.setPending({ head, commit: merged.commit });
  deps.onDone({ conflicts: merged.conflicts });
  await apply(deps, work, { head, commit: merged.commit });
}

async function apply(deps: SyncDeps, { steady, blobs }: Work, { head, commit }: PendingMerge): Promise<void> {
  const files = createWorkingFiles(deps.found, deps.vault);
  const applied = await applyMerge({ git: steady, blobs, files, onProgress: (done, total) => deps.onStep('write', done, total) }, head, commit);
  deps.onDone({ received: applied.files, conflicts: applied.conflicts });
  await deps.setPending(null);
}

/** False: the remote has something new, or is busy; look again. */
async function push(deps: SyncDeps, git: Git, upstream: string | null, remote: Remote): Promise<boolean> {
  const head = await commitAt(git, 'HEAD');
  if (head === null || head === upstream) return true;
  const sent = upstream === null ? await countAll(git, head) : (await countApart(git, head, upstream))[0];
  if (sent === 0) return true;
  const pushed = await git(['push', '--porcelain', '--no-recurse-submodules', '--', remote.name, `${head}:refs/heads/${remote.branch}`], { answers: [0, 1], timeoutMs: networkMs });
  if (pushed.code === 0) {
    deps.onDone({ sent });
    return true;
  }
  const refused = pushed.stdout.toString('utf8').split('\n').find((line) => line.startsWith('!'));
  if (refused === undefined) throw new GitProblem('refused', pushed.stderr.trim());
  // `[remote rejected]` is the other side's own no, unless two pushes met there.
  if (refused.includes('[remote rejected]') && !/lock|failed to update ref|reference already exists/.test(refused)) throw new GitProblem('refused', pushed.stderr.trim() === '' ? refused : pushed.stderr.trim());
  return false;
}

/** Where the repository stands, without changing anything; a problem is a part of the answer. */
export interface Standing {
  readonly branch: string | null;
  readonly remote: Remote | null;
  readonly changed: number;
  readonly ahead: number;
  readonly behind: number;
  readonly problem: GitProblem | null;
}

export async function readStanding(git: Git, found: FoundRepository): Promise<Standing> {
  let standing: Standing = { branch: null, remote: null, changed: 0, ahead: 0, behind: 0, problem: null };
  try {
    await checkRepository(git, found);
    const changes = await readChanges(git, found.prefix);
    standing = { ...standing, changed: toCommit(changes, found.prefix).length };
    const head = await readHead(git);
    const remote = await readRemote(git, head.branch);
    standing = { ...standing, branch: head.branch, remote };
    const upstream = remote === null ? null : await commitAt(git, trackingRef(remote));
    if (head.commit !== null && upstream !== null) {
      const [ahead, behind] = await countApart(git, head.commit, upstream);
      standing = { ...standing, ahead, behind };
    }
    await checkNothingUnderway(git, changes);
    return standing;
  } catch (error) {
    if (error instanceof GitProblem) return { ...standing, problem: error };
    throw error;
  }
}
