import { EditorState } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { plainLineEndsPlugin } from './plain-line-ends.ts';

const schema = createDocumentSchema();

function afterDeleting(text: string, from: number, to: number): { readonly shown: string; readonly file: string } {
  const note = loadMarkdown(text, schema);
  const state = EditorState.create({ doc: note.doc, plugins: [plainLineEndsPlugin()] });
  const after = state.apply(state.tr.delete(from, to));
  const saved = saveMarkdown(note, after.doc);
  expect(saved.verified).toBe(true);
  return { shown: after.doc.firstChild?.toString() ?? '', file: saved.text };
}

describe('line ends that come out of code', () => {
  const code = '```\none\n\n    two\n```\n';

  it('are spaces in a heading and in a cell, and breaks in a paragraph', () => {
    expect(afterDeleting(`# head\n\n${code}`, 3, 9)).toEqual({ shown: 'heading("hee two")', file: '# hee two\n' });
    expect(afterDeleting(`head\n\n${code}`, 3, 9)).toEqual({ shown: 'paragraph("hee", softBreak, "two")', file: 'hee\n    two\n' });
    expect(afterDeleting(`> [!note] head\n\n${code}`, 4, 11).shown).toBe('callout(calloutTitle("hee two"))');
  });

  it('are left as they are in code', () => {
    expect(afterDeleting(`${code}\n${code}`, 2, 4).file).toBe('```\no\n\n    two\n```\n\n```\none\n\n    two\n```\n');
  });
});
