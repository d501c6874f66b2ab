import { EditorState, TextSelection } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { keepPending } from './keep-pending.ts';
import { showDocument } from './show-document.ts';

const schema = createDocumentSchema();

/** Shows `after` while the last paragraph of `before` has `typed` at its end; then types `more`. */
function typeThrough(before: string, typed: string, after: string, more: string): readonly string[] {
  let state = EditorState.create({ doc: loadMarkdown(before, schema).doc });
  state = state.apply(state.tr.setSelection(TextSelection.atEnd(state.doc)));
  const { tr } = state;
  state = state.apply(typed === 'Enter' ? tr.split(state.selection.head) : tr.insertText(typed));
  const shown = showDocument(state.tr, loadMarkdown(after, schema).doc);
  keepPending(shown, state.selection.$head);
  state = state.apply(shown);
  state = state.apply(state.tr.insertText(more));
  return Array.from({ length: state.doc.childCount }, (_, index) => state.doc.child(index).textContent);
}

describe('what was just typed, when another text is shown', () => {
  it('keeps the space before the next word', () => {
    expect(typeThrough('one\n\ntwo\n', ' ', 'ONE\n\ntwo\n', 'words')).toEqual(['ONE', 'two words']);
  });

  it('keeps the new paragraph before its first letter', () => {
    expect(typeThrough('one\n\ntwo\n', 'Enter', 'ONE\n\ntwo\n', 'three')).toEqual(['ONE', 'two', 'three']);
  });

  it('adds nothing where nothing was pending', () => {
    expect(typeThrough('one\n\ntwo\n', '!', 'ONE\n\ntwo!\n', '?')).toEqual(['ONE', 'two!?']);
  });
});
