/**
 * Two documents as one, with what was taken away and what was added in their places: what a person
 * reads as "what changed". Blocks are matched by equality first, then by likeness; a matched pair is
 * looked into, down to words.
 */
import { diffArrays, diffWordsWithSpace } from 'diff';
import { Fragment, type Node } from '@tiptap/pm/model';

export type Change = 'same' | 'added' | 'removed' | 'changed';

/** A stretch of a changed text block. Positions are in the merged document. */
export interface WordChange {
  readonly kind: 'added' | 'removed';
  /** Where it stands; for what was removed, `from` equals `to`. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface BlockChange {
  readonly kind: Exclude<Change, 'same'>;
  readonly from: number;
  readonly to: number;
}

export interface MergedDocument {
  readonly doc: Node;
  /** Leaf changes: blocks that came or went whole, and text blocks whose words changed. */
  readonly blocks: readonly BlockChange[];
  readonly words: readonly WordChange[];
  /** Top-level stretches that differ, in order. */
  readonly hunks: readonly Hunk[];
}

/** Which top-level blocks of the old document stand in place of which of the new one. */
export interface Hunk {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
  /** Where the stretch begins in the merged document. */
  readonly position: number;
}

interface Item {
  readonly change: Change;
  readonly node: Node;
  /** Of a changed container: its children, merged. */
  readonly children?: readonly Item[];
  /** Of a changed text block: its text before. */
  readonly before?: Node;
}

/** What a leaf of a text block (a link, a picture) counts as: one unit, as its position does. */
const leafText = '\ufffc';
/** Pairs that share fewer words are a removal and an addition. */
const leastLikeness = 0.35;

export function mergeDocuments(before: Node, after: Node): MergedDocument {
  const items = mergeChildren(children(before), children(after));
  const doc = after.copy(Fragment.from(items.map(build)));
  const blocks: BlockChange[] = [];
  const words: WordChange[] = [];
  let position = 0;
  for (const item of items) {
    describe(item, position, blocks, words);
    position += build(item).nodeSize;
  }
  return { doc, blocks, words, hunks: findHunks(items) };
}

function children(node: Node): readonly Node[] {
  return Array.from({ length: node.childCount }, (_, index) => node.child(index));
}

function mergeChildren(olds: readonly Node[], news: readonly Node[]): Item[] {
  const items: Item[] = [];
  const parts = diffArrays([...olds], [...news], { comparator: (left, right) => left.eq(right) });
  let newIndex = 0;
  let removed: readonly Node[] = [];
  const flush = (added: readonly Node[]): void => {
    items.push(...pair(removed, added));
    removed = [];
  };
  for (const part of parts) {
    if (part.removed) {
      flush([]);
      removed = part.value;
    } else if (part.added) {
      flush(part.value);
      newIndex += part.value.length;
    } else {
      flush([]);
      for (let count = 0; count < part.value.length; count += 1) {
        const node = news[newIndex];
        if (node !== undefined) items.push({ change: 'same', node });
        newIndex += 1;
      }
    }
  }
  flush([]);
  return items;
}

/** In order: each removed block with the next added one that is like it. */
function pair(removed: readonly Node[], added: readonly Node[]): Item[] {
  const items: Item[] = [];
  let next = 0;
  for (const old of removed) {
    const match = added.findIndex((candidate, index) => index >= next && isLike(old, candidate));
    if (match === -1) {
      items.push({ change: 'removed', node: old });
      continue;
    }
    for (; next < match; next += 1) pushAdded(items, added[next]);
    const node = added[match];
    if (node !== undefined) items.push(mergePair(old, node));
    next = match + 1;
  }
  for (; next < added.length; next += 1) pushAdded(items, added[next]);
  return items;
}

function pushAdded(items: Item[], node: Node | undefined): void {
  if (node !== undefined) items.push({ change: 'added', node });
}

function mergePair(before: Node, after: Node): Item {
  if (after.isTextblock || after.isLeaf || after.childCount === 0) return { change: 'changed', node: after, before };
  return { change: 'changed', node: after, children: mergeChildren(children(before), children(after)) };
}

function isLike(left: Node, right: Node): boolean {
  if (left.type !== right.type) return false;
  // A table whose columns changed cannot be shown as one grid.
  if (left.type.name === 'table' && left.firstChild?.childCount !== right.firstChild?.childCount) return false;
  const [mine, theirs] = [wordsOf(left), wordsOf(right)];
  if (mine.size === 0 && theirs.size === 0) return left.isTextblock;
  let shared = 0;
  for (const word of mine) if (theirs.has(word)) shared += 1;
  return shared / Math.min(mine.size, theirs.size) >= leastLikeness;
}

function wordsOf(node: Node): ReadonlySet<string> {
  return new Set(node.textBetween(0, node.content.size, ' ', leafText).match(/[\p{L}\p{N}]+/gu) ?? []);
}

function build({ node, children: parts }: Item): Node {
  return parts === undefined ? node : node.copy(Fragment.from(parts.map(build)));
}

function describe(item: Item, position: number, blocks: BlockChange[], words: WordChange[]): void {
  const { change, node, children: parts, before } = item;
  if (change === 'same') return;
  if (parts !== undefined) {
    let inner = position + 1;
    for (const part of parts) {
      describe(part, inner, blocks, words);
      inner += build(part).nodeSize;
    }
    return;
  }
  blocks.push({ kind: change, from: position, to: position + node.nodeSize });
  if (before === undefined || !node.isTextblock) return;
  let at = position + 1;
  for (const part of diffWordsWithSpace(plain(before), plain(node))) {
    const to = part.removed ? at : at + part.value.length;
    if (part.added || part.removed) words.push({ kind: part.added ? 'added' : 'removed', from: at, to, text: part.value });
    at = to;
  }
}

function plain(node: Node): string {
  return node.textBetween(0, node.content.size, '', leafText);
}

function findHunks(items: readonly Item[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [oldAt, newAt, position] = [0, 0, 0];
  let open: { oldFrom: number; newFrom: number; position: number } | null = null;
  const close = (): void => {
    if (open !== null) hunks.push({ ...open, oldTo: oldAt, newTo: newAt });
    open = null;
  };
  for (const item of items) {
    if (item.change === 'same') close();
    else open ??= { oldFrom: oldAt, newFrom: newAt, position };
    if (item.change !== 'added') oldAt += 1;
    if (item.change !== 'removed') newAt += 1;
    position += build(item).nodeSize;
  }
  close();
  return hunks;
}
