import { EditorState } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { footnoteNumber, footnotesPlugin, footnoteText } from './footnotes.ts';

const schema = createDocumentSchema();

function open(text: string): { readonly state: EditorState; readonly numbers: (state: EditorState) => readonly string[] } {
  const plugin = footnotesPlugin();
  const state = EditorState.create({ doc: loadMarkdown(text, schema).doc, plugins: [plugin] });
  return {
    state,
    numbers: (now) => {
      const found: string[] = [];
      now.doc.descendants((node, position) => {
        if (node.type.name !== 'footnoteRef' && node.type.name !== 'footnoteDefinition') return;
        const decorations = plugin.getState(now)?.find(position, position + node.nodeSize) ?? [];
        const own = decorations.filter(({ from, to }) => from === position && to === position + node.nodeSize);
        found.push(`${String(node.attrs['label'])}=${footnoteNumber(own) ?? 'none'}`);
      });
      return found;
    },
  };
}

describe('footnotes', () => {
  it('are numbered as a reader meets them, and their texts have the same numbers', () => {
    const { state, numbers } = open('One.[^c-3ece00000001] Two.[^b]\n\n- Again.[^c-3ece00000001]\n\n[^unused]: Nobody asks.\n\n[^b]: Bee.\n\n[^c-3ece00000001]: [[raw/mail/a#^m1|A mail]]\n');
    expect(numbers(state)).toEqual(['c-3ece00000001=1', 'b=2', 'c-3ece00000001=1', 'unused=3', 'b=2', 'c-3ece00000001=1']);
  });

  it('are numbered anew when one comes before them', () => {
    const { state, numbers } = open('One.\n\nTwo.[^b]\n\n[^b]: Bee.\n\n[^a]: Ay.\n');
    const mark = schema.nodes['footnoteRef']?.create({ label: 'a' });
    if (mark === undefined) throw new Error('The schema has no footnotes.');
    const next = state.apply(state.tr.insert(5, mark));
    expect(numbers(next)).toEqual(['a=1', 'b=2', 'b=2', 'a=1']);
  });

  it('have a text and a first link by their label, and none where nothing is written', () => {
    const { doc } = open('One.[^a]\n\n[^a]: See [[raw/mail/a#^m1|A mail]] of May.\n').state;
    expect(footnoteText(doc, 'a')).toMatchObject({ text: 'See A mail of May.', target: 'raw/mail/a#^m1' });
    expect(footnoteText(doc, 'b')).toBeNull();
  });
});
