import { EditorState } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { beginLoading, showRest } from './gradual-loading.ts';

const schema = createDocumentSchema();
const filler = Array.from({ length: 1500 }, (_, index) => `Paragraph ${index} with *some* text.\n\n- item\n\n`).join('');

describe('a long note', () => {
  it.each([
    ['plain', filler],
    ['with links to a definition at its end', `[a] first\n\n${filler}[a]: x\n`],
    ['with code that looks like a definition', `[a] first\n\n${filler}\`\`\`\n[a]: x\n\`\`\`\n`],
    ['with frontmatter longer than the first part', `---\n${'key: value\n'.repeat(2500)}---\n\n${filler}`],
    ['with a BOM', `\ufeff${filler}`],
    ['of one list', '- item of the list\n'.repeat(5000)],
  ])('is shown from its beginning and ends as the note that is loaded whole: %s', (_name, text) => {
    const { note, rest } = beginLoading(text, schema);
    const whole = loadMarkdown(text, schema);
    let state = EditorState.create({ doc: note.doc });
    if (rest !== null) {
      for (let nodes = rest.read(); nodes !== null; nodes = rest.read()) {
        if (nodes.length > 0) state = state.apply(state.tr.insert(state.doc.content.size, nodes));
        expect(rest.shown(state.doc).blocks.length).toBe(state.doc.childCount);
        expect(state.doc.childCount).toBeLessThanOrEqual(whole.doc.childCount);
      }
      const loaded = rest.whole();
      state = state.apply(showRest(state.tr, loaded.doc));
      // The blocks are the base's own, so that saving knows them.
      for (let index = 0; index < state.doc.childCount; index += 1) expect(state.doc.child(index)).toBe(loaded.doc.child(index));
      expect(saveMarkdown(loaded, state.doc).text).toBe(text);
    }
    expect(state.doc.eq(whole.doc)).toBe(true);
  });

  it('is whole at once when it is short, or when somebody needs it', () => {
    expect(beginLoading('short\n', schema).rest).toBe(null);
    const { note, rest } = beginLoading(filler, schema);
    expect(note.doc.childCount).toBeLessThan(1500);
    expect(rest?.whole().doc.eq(loadMarkdown(filler, schema).doc)).toBe(true);
  });
});
