/** The stretch of a long list that an edit of it has to be verified in. */
import type { Node } from '@tiptap/pm/model';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import { lineEnd, lineStart } from './apply-edits.ts';
import { LONG_LIST } from './save-attempts.ts';

/** Its place in the source, and the list that its parse must be. */
export interface ItemWindow {
  readonly start: number;
  readonly end: number;
  readonly expected: Node;
}

/**
 * In a long list at the top only the changed items and one on each side need be parsed: what
 * an item means does not depend on items further away.
 */
export function itemWindow(text: string, old: { readonly block: SourceBlock; readonly node: Node }, next: Node): ItemWindow | null {
  if (old.node.type !== next.type || old.block.children.length < LONG_LIST || old.block.type === 'table') return null;
  if (next.type.name !== 'bulletList' && next.type.name !== 'orderedList') return null;
  const items = old.block.children;
  let from = 0;
  while (from < items.length && from < next.childCount && old.node.child(from) === next.child(from)) from += 1;
  let back = 0;
  while (back < items.length - from && back < next.childCount - from && old.node.child(items.length - 1 - back) === next.child(next.childCount - 1 - back)) back += 1;
  // The list's first and last item have other blocks for neighbours.
  const first = items[from - 1];
  const last = items[items.length - back];
  if (first === undefined || last === undefined) return null;
  const children: Node[] = [];
  for (let index = from - 1; index <= next.childCount - back; index += 1) children.push(next.child(index));
  const number = Number.parseInt(text.slice(first.start, first.start + 10), 10);
  const attrs = next.type.name === 'orderedList' ? { ...next.attrs, start: number } : next.attrs;
  return {
    start: lineStart(text, first.start),
    end: lineEnd(text, last.end),
    expected: next.type.create(attrs, children),
  };
}
