import { EditorState } from '@tiptap/pm/state';
import { Decoration } from '@tiptap/pm/view';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { decorateBlocks, decorateChanged, type DecorateBlock } from './block-decorations.ts';

const schema = createDocumentSchema();

/** Marks blocks that begin with an `a`, and every `b` in them. */
const decorate: DecorateBlock = (block, start) => {
  const found = block.textContent.startsWith('a') ? [Decoration.node(start, start + block.nodeSize, { class: 'a' })] : [];
  block.descendants((node, position) => {
    for (const match of (node.text ?? '').matchAll(/b/gu)) found.push(Decoration.inline(start + 1 + position + match.index, start + 2 + position + match.index, { class: 'b' }));
  });
  return found;
};

const shown = (found: readonly Decoration[]): readonly string[] => found.map(({ from, to }) => `${from}-${to}`).sort();

describe('decorations of blocks', () => {
  it('are after any edit those of the whole note', () => {
    const note = fc.array(fc.constantFrom('a b', 'b', 'abba', '- a\n- b', '> b a', '# a', '***', 'c'), { maxLength: 6 }).map((blocks) => blocks.join('\n\n'));
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(note, note, place, place, fc.constantFrom('insert', 'delete', 'split', 'type', 'replace'), (text, other, first, second, kind) => {
        const state = EditorState.create({ doc: loadMarkdown(text, schema).doc });
        const { size } = state.doc.content;
        const [from, to] = [Math.round(first * size), Math.round(second * size)].sort((left, right) => left - right) as [number, number]; // two numbers in, two out
        const { tr } = state;
        const $from = state.doc.resolve(from);
        if (kind === 'insert') tr.insert($from.posAtIndex($from.index(0), 0), loadMarkdown(other, schema).doc.content);
        else if (kind === 'delete') tr.deleteRange(from, to);
        else if (kind === 'split' && $from.parent.isTextblock) tr.split(from);
        else if (kind === 'type' && $from.parent.isTextblock) tr.insertText('ab', from);
        else if (kind === 'replace') tr.replaceRange(from, to, loadMarkdown(other, schema).doc.slice(0));
        const after = decorateChanged(tr, decorateBlocks(state.doc, decorate), decorate);
        expect(shown(after.find())).toEqual(shown(decorateBlocks(tr.doc, decorate).find()));
      }),
      { numRuns: 1500 },
    );
  });
});
