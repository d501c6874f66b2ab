import { EditorState, TextSelection } from '@tiptap/pm/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { showDocument } from './show-document.ts';

const schema = createDocumentSchema();

/** Shows `after` over `before` with the caret at `|` of `before`; returns the text around the caret. */
function caretAfter(before: string, after: string): string {
  const { doc } = loadMarkdown(before.replace('|', ''), schema);
  const marked = loadMarkdown(before, schema).doc;
  let caret = 0;
  marked.descendants((node, position) => {
    const at = node.isText ? (node.text ?? '').indexOf('|') : -1;
    if (at !== -1) caret = position + at;
  });
  let state = EditorState.create({ doc });
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, caret)));
  state = state.apply(showDocument(state.tr, loadMarkdown(after, schema).doc));
  const { $head } = state.selection;
  return `${$head.parent.textContent.slice(0, $head.parentOffset)}|${$head.parent.textContent.slice($head.parentOffset)}`;
}

describe('showing another document', () => {
  it('keeps the caret when blocks change above and below it', () => {
    expect(caretAfter('one\n\ntwo wo|rds\n\nthree\n', 'ONE and more\n\nnew\n\ntwo words\n\nthree, four\n')).toBe('two wo|rds');
  });

  it('keeps the caret when its own paragraph changes elsewhere', () => {
    expect(caretAfter('alpha beta ga|mma\n', 'ALPHA beta gamma\n')).toBe('ALPHA beta ga|mma');
  });

  it('keeps the caret in a list item when its neighbours change', () => {
    expect(caretAfter('- a\n- b|b\n- c\n', '- a\n- new\n- bb\n- C\n')).toBe('b|b');
  });

  it('always arrives at the other document', () => {
    const block = fc.constantFrom('a', 'a a', 'b **c** a', '# h', '- x\n- y\n- x', '- x\n- [ ] y', '> q\n> a', '| a | b |\n|---|---|\n| c | d |', '```\ncode\n```', '[[n]] a', '---', '<div>');
    const note = fc.array(block, { maxLength: 8 }).map((blocks) => blocks.join('\n\n'));
    fc.assert(
      fc.property(note, note, (before, after) => {
        const state = EditorState.create({ doc: loadMarkdown(before, schema).doc });
        const target = loadMarkdown(after, schema).doc;
        expect(showDocument(state.tr, target).doc.eq(target)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
