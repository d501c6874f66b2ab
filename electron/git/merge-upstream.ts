/**
 * Makes the commit that brings two histories together, in git's store alone: no file of the folder is touched.
 *
 * git finds what belongs together (`merge-tree`: renames, deletions, folders); with its `binary` driver as the
 * default it leaves each file that both sides changed to us, with its three contents. What git's attributes of the
 * repository name another driver for is merged by that one.
 */
import type { GitConflict } from '#shared/model/git.ts';
import { rm } from 'node:fs/promises';
import type { Blobs } from './blobs.ts';
import { GitProblem } from './git-problem.ts';
import { mergeContents } from './merge-contents.ts';
import { commitAt } from './repository.ts';
import { lineOf, partsOf, type Git } from './run-git.ts';

export interface MergedHistory {
  readonly commit: string;
  readonly conflicts: readonly Omit<GitConflict, 'atMs'>[];
  /** Both versions of what collided within a file, for the history. */
  readonly collided: readonly { readonly path: string; readonly mine: Uint8Array; readonly theirs: Uint8Array }[];
}

export interface MergeDeps {
  readonly git: Git;
  readonly blobs: Blobs;
  /** A file of our own for an index that is nobody's. */
  readonly indexFile: string;
}

interface Side {
  readonly mode: string;
  readonly id: string;
}
type Stages = Readonly<Partial<Record<1 | 2 | 3, Side>>>;

const longMs = 10 * 60_000;

/** Null: there is nothing to bring in. Throws `unrelated` where the two have no common past. */
export async function mergeUpstream(deps: MergeDeps, head: string, upstream: string, from: string): Promise<MergedHistory | null> {
  const { git } = deps;
  const base = await git(['merge-base', head, upstream], { answers: [0, 1] });
  if (base.code === 1) throw new GitProblem('unrelated', `This folder and ${from} have no common past.`);
  if (lineOf(base) === upstream) return null;
  if (lineOf(base) === head) return { commit: upstream, conflicts: [], collided: [] };

  const mergeTrees = async (renames: boolean) => {
    const settings = ['merge.default=binary', 'merge.directoryRenames=false', ...(renames ? [] : ['merge.renames=false'])];
    const merged = await git([...settings.flatMap((setting) => ['-c', setting]), 'merge-tree', '--write-tree', '-z', '--no-messages', head, upstream], { answers: [0, 1], timeoutMs: longMs });
    const [tree = '', ...entries] = partsOf(merged.stdout);
    return { tree, stages: stagesIn(entries) };
  };
  let { tree, stages } = await mergeTrees(true);
  // Two files that met under one new name: git merged each with its other side first, and of a file that both had
  // changed its binary driver kept one. Without renames nothing is merged before it is shown to us.
  if ([...stages.values()].some((sides) => sides[1] === undefined && sides[2] !== undefined && sides[3] !== undefined)) ({ tree, stages } = await mergeTrees(false));
  const resolved = await resolve(deps, stages, upstream);
  const wholeTree = resolved.entries.size === 0 ? tree : await writeTree(deps, tree, resolved.entries);
  const commit = lineOf(await git(['commit-tree', wholeTree, '-p', head, '-p', upstream, '-F', '-'], { input: `Merge from ${from}\n` }));
  return { commit, conflicts: resolved.conflicts, collided: resolved.collided };
}

/** `<mode> <id> <stage>\t<path>` */
function stagesIn(entries: readonly string[]): Map<string, Stages> {
  const found = new Map<string, Stages>();
  for (const entry of entries) {
    const [, mode, id, stage, path] = /^(\d+) ([0-9a-f]+) ([123])\t([\s\S]+)$/.exec(entry) ?? [];
    if (mode === undefined || id === undefined || path === undefined) continue;
    found.set(path, { ...found.get(path), [Number(stage)]: { mode, id } });
  }
  return found;
}

interface Resolved {
  /** Null: not in the merged tree. */
  readonly entries: ReadonlyMap<string, Side | null>;
  readonly conflicts: MergedHistory['conflicts'];
  readonly collided: MergedHistory['collided'];
}

async function resolve({ blobs }: MergeDeps, files: ReadonlyMap<string, Stages>, upstream: string): Promise<Resolved> {
  const entries = new Map<string, Side | null>();
  const conflicts: Omit<GitConflict, 'atMs'>[] = [];
  const collided: { path: string; mine: Uint8Array; theirs: Uint8Array }[] = [];
  for (const [path, { 1: base, 2: mine, 3: theirs }] of files) {
    if (mine === undefined || theirs === undefined) {
      // What one side still has stays, whatever the other did with it.
      entries.set(path, mine ?? theirs ?? null);
      if (mine !== undefined || theirs !== undefined) conflicts.push({ path, kind: 'kept', other: null });
      continue;
    }
    const texts = isFile(mine) && isFile(theirs) && (base === undefined || isFile(base));
    const sides = texts
      ? { base: base === undefined ? new Uint8Array() : await blobs.read(base.id), mine: await blobs.read(mine.id), theirs: await blobs.read(theirs.id) }
      : null;
    const merged = sides === null ? { kind: 'apart' as const } : mergeContents(path, sides);
    if (merged.kind === 'apart') {
      const other = otherName(path, upstream);
      entries.set(path, mine);
      entries.set(other, theirs);
      conflicts.push({ path, kind: 'two-files', other });
      continue;
    }
    entries.set(path, { mode: mine.mode === base?.mode ? theirs.mode : mine.mode, id: await blobs.write(merged.bytes) });
    if (!merged.clash || sides === null) continue;
    conflicts.push({ path, kind: 'both-texts', other: null });
    collided.push({ path, mine: sides.mine, theirs: sides.theirs });
  }
  return { entries, conflicts, collided };
}

function isFile({ mode }: Side): boolean {
  return mode.startsWith('100');
}

/** `photo.png` → `photo (other version 3f2a1b9).png`: the same for the same other side, so that trying again adds none. */
export function otherName(path: string, id: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const end = dot <= 0 ? path.length : path.length - (name.length - dot);
  return `${path.slice(0, end)} (other version ${id.slice(0, 7)})${path.slice(end)}`;
}

async function writeTree({ git, indexFile }: MergeDeps, tree: string, entries: ReadonlyMap<string, Side | null>): Promise<string> {
  const env = { GIT_INDEX_FILE: indexFile };
  try {
    await git(['read-tree', tree], { env, timeoutMs: longMs });
    const width = tree.length;
    const lines = [...entries].map(([path, side]) => `${side === null ? `0 ${'0'.repeat(width)}` : `${side.mode} ${side.id}`}\t${path}\0`);
    await git(['update-index', '-z', '--index-info'], { env, input: lines.join(''), timeoutMs: longMs });
    return lineOf(await git(['write-tree'], { env, timeoutMs: longMs }));
  } finally {
    await rm(indexFile, { force: true });
  }
}

/** Whether a commit that was begun with can still be gone on with. */
export async function isThere(git: Git, commit: string): Promise<boolean> {
  return (await commitAt(git, commit)) !== null;
}
