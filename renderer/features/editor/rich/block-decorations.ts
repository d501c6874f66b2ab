/** Decorations that each block of a note has by what stands in it alone: a change looks only at the blocks that it touched. */
import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { DecorationSet, type Decoration } from '@tiptap/pm/view';
import { changedStretch } from './changed-stretch.ts';

/** The decorations of one block of the note, which begins at `start`. */
export type DecorateBlock = (block: Node, start: number) => readonly Decoration[];

export function decorateBlocks(doc: Node, decorate: DecorateBlock): DecorationSet {
  const decorations: Decoration[] = [];
  doc.forEach((block, start) => void decorations.push(...decorate(block, start)));
  return decorations.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, decorations);
}

/** The same after a transaction, from the set before it. */
export function decorateChanged(tr: Transaction, before: DecorationSet, decorate: DecorateBlock): DecorationSet {
  const stretch = changedStretch(tr);
  if (stretch === null) return before;
  const { doc } = tr;
  const mapped = before.map(tr.mapping, doc);
  const fresh: Decoration[] = [];
  let [from, to]: [number | null, number] = [null, 0];
  doc.nodesBetween(Math.max(0, stretch.from - 1), Math.min(doc.content.size, stretch.to + 1), (block, start) => {
    from ??= start;
    to = start + block.nodeSize;
    fresh.push(...decorate(block, start));
    return false;
  });
  const stale = from === null ? [] : mapped.find(from, to).filter((each) => each.from >= (from ?? 0) && each.to <= to);
  return stale.length === 0 && fresh.length === 0 ? mapped : mapped.remove(stale).add(doc, fresh);
}
