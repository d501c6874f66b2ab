/**
 * Brings the folder, the branch and the index from one commit to a merged one. May be interrupted anywhere and
 * called again with the same two commits: what is done already is seen and left.
 */
import type { GitConflict } from '#shared/model/git.ts';
import type { Blobs } from './blobs.ts';
import { GitProblem } from './git-problem.ts';
import { mergeContents } from './merge-contents.ts';
import { otherName } from './merge-upstream.ts';
import { commitAt } from './repository.ts';
import { partsOf, type Git } from './run-git.ts';
import { isSame, type WorkingFiles } from './working-files.ts';

export interface ApplyDeps {
  readonly git: Git;
  readonly blobs: Blobs;
  readonly files: WorkingFiles;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Applied {
  readonly files: number;
  /** With what was written here since the commit that the merge began with. */
  readonly conflicts: readonly Omit<GitConflict, 'atMs'>[];
}

interface Change {
  readonly path: string;
  readonly fromPath: string | null;
  /** Null: not there. */
  readonly old: { readonly mode: string; readonly id: string } | null;
  readonly now: { readonly mode: string; readonly id: string } | null;
}

const longMs = 10 * 60_000;
const submoduleMode = '160000';
/** Somebody who writes faster than we read is waited for another time. */
const mostTries = 20;

export async function applyMerge(deps: ApplyDeps, head: string, commit: string): Promise<Applied> {
  const { git, files } = deps;
  const changes = await readDifference(git, head, commit);
  await checkBeside(deps, changes);
  const conflicts: Omit<GitConflict, 'atMs'>[] = [];
  const touched = changes.filter(({ old, now }) => old?.mode !== submoduleMode && now?.mode !== submoduleMode);
  // What makes room comes first: a folder may take the place of a file.
  const ordered = [...touched.filter(({ fromPath }) => fromPath !== null), ...touched.filter(({ now }) => now === null), ...touched.filter(({ fromPath, now }) => fromPath === null && now !== null)];
  let done = 0;
  for (const change of ordered) {
    const conflict = await applyOne(deps, change);
    if (conflict !== null) conflicts.push(conflict);
    done += 1;
    deps.onProgress(done, ordered.length);
  }
  if ((await commitAt(git, 'HEAD')) !== commit) {
    const moved = await git(['update-ref', '-m', 'verso: merge', 'HEAD', commit, head], { answers: [0, 1, 128] });
    if (moved.code !== 0) throw new GitProblem('busy', moved.stderr.trim());
  }
  await updateIndex(git, changes);
  return { files: new Set(touched.map(({ path }) => path).filter((path) => files.vaultPath(path) !== null)).size, conflicts };
}

/** `:<old mode> <mode> <old id> <id> <letter>`, then the path, or both of a rename. */
async function readDifference(git: Git, head: string, commit: string): Promise<readonly Change[]> {
  const parts = partsOf((await git(['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '-M', head, commit], { timeoutMs: longMs })).stdout);
  const changes: Change[] = [];
  for (let at = 0; at < parts.length; ) {
    const [oldMode = '', mode = '', oldId = '', id = '', letter = ''] = (parts[at] ?? '').slice(1).split(' ');
    const isRename = letter.startsWith('R');
    const first = parts[at + 1] ?? '';
    const second = isRename ? (parts[at + 2] ?? '') : first;
    at += isRename ? 3 : 2;
    const old = /^0+$/.test(oldMode) ? null : { mode: oldMode, id: oldId };
    changes.push({ path: second, fromPath: isRename ? first : null, old, now: /^0+$/.test(mode) ? null : { mode, id } });
  }
  return changes;
}

/** What lies beside the vault is not ours to merge: where it was changed, nothing is begun. */
async function checkBeside({ git, blobs, files }: ApplyDeps, changes: readonly Change[]): Promise<void> {
  const prefix = files.prefix;
  if (prefix === '') return;
  const taken: string[] = [];
  for (const { path, fromPath, old, now } of changes) {
    for (const [at, before] of [[path, fromPath === null ? old : null], ...(fromPath === null ? [] : [[fromPath, old] as const])] as const) {
      if (at.startsWith(prefix) || before?.mode === submoduleMode || now?.mode === submoduleMode) continue;
      const disk = await files.read(at);
      const expected = before === null ? null : await blobs.readFor(at, before.id);
      const wanted = now === null || at !== path ? null : await blobs.readFor(at, now.id);
      if (!isSame(disk, expected) && !isSame(disk, wanted)) taken.push(at);
    }
  }
  if (taken.length > 0) throw new GitProblem('local-changes', `Changed here and there, beside the vault: ${taken.slice(0, 10).join(', ')}`);
  const beside = changes.map(({ path }) => path).filter((path) => !path.startsWith(prefix));
  if (beside.length === 0) return;
  const staged = partsOf((await git(['diff', '--cached', '--name-only', '-z', '--no-renames'], { timeoutMs: longMs })).stdout);
  const both = staged.filter((path) => beside.includes(path));
  if (both.length > 0) throw new GitProblem('local-changes', `Staged here and changed there: ${both.slice(0, 10).join(', ')}`);
}

async function applyOne({ blobs, files }: ApplyDeps, change: Change): Promise<Omit<GitConflict, 'atMs'> | null> {
  const { path, fromPath, old, now } = change;
  const before = old === null ? null : await blobs.readFor(fromPath ?? path, old.id);
  const after = now === null ? null : await blobs.readFor(path, now.id);

  if (fromPath !== null && before !== null && after !== null && now !== null) {
    // A note keeps its past, its tabs and its bookmarks under the new name.
    const [there, target] = [await files.read(fromPath), await files.read(path)];
    const moved = there !== null && target === null && (await files.move(fromPath, path));
    // Moved before an interruption; anything else in the place is another file.
    const came = moved || isSame(target, before);
    const left = moved || there === null ? null : await drop(files, fromPath, before);
    return (await bring(files, path, came ? before : null, after, now)) ?? left;
  }
  if (after === null || now === null) return before === null ? null : drop(files, path, before);
  return bring(files, path, before, after, now);
}

/** Takes a file away; one that was changed here since stays. */
async function drop(files: WorkingFiles, path: string, before: Uint8Array): Promise<Omit<GitConflict, 'atMs'> | null> {
  const disk = await files.read(path);
  if (disk === null || (isSame(disk, before) && (await files.remove(path, before)))) return null;
  return { path, kind: 'kept', other: null };
}

/** Brings a file from one content to another; what was written here meanwhile is merged in. */
async function bring(
  files: WorkingFiles,
  path: string,
  before: Uint8Array | null,
  after: Uint8Array,
  now: { readonly mode: string; readonly id: string },
): Promise<Omit<GitConflict, 'atMs'> | null> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const disk = await files.read(path);
    if (isSame(disk, after)) return null;
    if (disk === null || isSame(disk, before)) {
      if (await files.write(path, after, disk, now.mode)) return null;
      continue;
    }
    const merged = now.mode.startsWith('100') ? mergeContents(path, { base: before ?? new Uint8Array(), mine: disk, theirs: after }) : ({ kind: 'apart' } as const);
    if (merged.kind === 'apart') {
      const other = otherName(path, now.id);
      const taken = await files.read(other);
      if (taken === null ? !(await files.write(other, after, null, now.mode)) : !isSame(taken, after)) continue;
      return { path, kind: 'two-files', other };
    }
    if (merged.clash) {
      files.keep(path, disk);
      files.keep(path, after);
    }
    if (!(await files.write(path, merged.bytes, disk, now.mode))) continue;
    return merged.clash ? { path, kind: 'both-texts', other: null } : null;
  }
  throw new GitProblem('busy', `"${path}" is being written all the time.`);
}

/** The index as the merged commit has these paths; whatever else is staged stays. */
async function updateIndex(git: Git, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const zero = '0'.repeat(changes[0]?.now?.id.length ?? changes[0]?.old?.id.length ?? 40);
  const gone = changes.flatMap(({ path, fromPath, now }) => [...(fromPath === null ? [] : [fromPath]), ...(now === null ? [path] : [])]);
  const lines = [
    ...gone.map((path) => `0 ${zero}\t${path}\0`),
    ...changes.flatMap(({ path, now }) => (now === null ? [] : [`${now.mode} ${now.id}\t${path}\0`])),
  ];
  await git(['update-index', '-z', '--index-info'], { input: lines.join(''), timeoutMs: longMs });
  // Only saves the next look at every file; a file that differs is no failure.
  await git(['update-index', '-q', '--refresh'], { answers: [0, 1], timeoutMs: longMs });
}
