/** Keeps the marks of tags, block ids and inline fields on what is typed: for the eye, saving ignores them. */
import type { Node } from '@tiptap/pm/model';
import { Plugin, type Transaction } from '@tiptap/pm/state';
import { meaningfulText } from '#shared/markdown/tree/dialect.ts';
import { changedTextblocks } from './changed-stretch.ts';

const meanings = ['tag', 'blockId', 'inlineField'] as const;

export function meaningfulTextPlugin(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      const changed = transactions.filter((tr) => tr.docChanged && tr.getMeta('meaningfulText') === undefined);
      if (changed.length === 0) return null;
      const tr = state.tr;
      for (const position of changedTextblocks(changed, state.doc)) remark(tr, position);
      if (!tr.docChanged) return null;
      // They are undone with what made them: code into which text goes back can hold no marks.
      return tr.setMeta('meaningfulText', true);
    },
  });
}

function remark(tr: Transaction, position: number): void {
  const block = tr.doc.nodeAt(position);
  if (block === null) return;
  let text = '';
  block.forEach((child) => {
    const isCode = child.marks.some((mark) => mark.type.name === 'code' || mark.type.name === 'link');
    text += child.isText && !isCode ? (child.text ?? '') : '\ufffc'.repeat(child.nodeSize);
  });
  const wanted = meaningfulText(text);
  for (const name of meanings) {
    const type = block.type.schema.marks[name];
    if (type === undefined) continue;
    const ranges = wanted.filter((range) => range.type === name);
    block.forEach((child, offset) => {
      if (!type.isInSet(child.marks)) return;
      const covered = ranges.some((range) => range.from <= offset && range.to >= offset + child.nodeSize);
      if (!covered) tr.removeMark(position + 1 + offset, position + 1 + offset + child.nodeSize, type);
    });
    for (const { from, to } of ranges) {
      if (!wholeRangeHas(tr.doc, position + 1 + from, position + 1 + to, name)) {
        tr.addMark(position + 1 + from, position + 1 + to, type.create());
      }
    }
  }
}

function wholeRangeHas(doc: Node, from: number, to: number, name: string): boolean {
  let all = true;
  doc.nodesBetween(from, to, (node) => {
    if (node.isText && !node.marks.some((mark) => mark.type.name === name)) all = false;
  });
  return all;
}
