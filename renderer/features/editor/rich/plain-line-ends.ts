/**
 * Line ends that come out of code into text: a deletion or a change of kind joins source with text,
 * and in text a line ends with a break, or in a heading, a title or a cell not at all.
 */
import type { Node } from '@tiptap/pm/model';
import { Plugin, type Transaction } from '@tiptap/pm/state';
import { changedTextblocks } from './changed-stretch.ts';

const lineEnd = /[ \t]*\n\s*/u;

export function plainLineEndsPlugin(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      const changed = transactions.filter((transaction) => transaction.docChanged);
      if (changed.length === 0) return null;
      const { tr } = state;
      // From the end, so that places further up stay valid.
      for (const position of [...changedTextblocks(changed, state.doc)].toSorted((left, right) => right - left)) mend(tr, position);
      return tr.docChanged ? tr : null;
    },
  });
}

function mend(tr: Transaction, position: number): void {
  const block = tr.doc.nodeAt(position);
  if (block === null || !block.textContent.includes('\n')) return;
  const isOneLine = tr.doc.resolve(position).parent.type.spec['tableRole'] !== undefined;
  for (let text = firstWithLineEnd(block); text !== null; text = firstWithLineEnd(tr.doc.nodeAt(position))) {
    const { softBreak } = tr.doc.type.schema.nodes;
    const { node, offset, from, to } = text;
    const at = position + 1 + offset;
    const canBreak = !isOneLine && softBreak !== undefined && block.type.contentMatch.matchType(softBreak) !== null;
    tr.replaceWith(at + from, at + to, canBreak ? softBreak.create(null, null, node.marks) : tr.doc.type.schema.text(' ', node.marks));
  }
}

function firstWithLineEnd(block: Node | null): { readonly node: Node; readonly offset: number; readonly from: number; readonly to: number } | null {
  let offset = 0;
  for (let index = 0; block !== null && index < block.childCount; index += 1) {
    const node = block.child(index);
    const found = lineEnd.exec(node.text ?? '');
    if (found !== null) return { node, offset, from: found.index, to: found.index + found[0].length };
    offset += node.nodeSize;
  }
  return null;
}
