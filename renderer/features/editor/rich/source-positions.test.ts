import { describe, expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { documentPosition, sourceOffset } from './source-positions.ts';

const schema = createDocumentSchema();
const text = '---\na: 1\n---\n# Head\n\none **two** [[Note|n]] three\n\n- item\n- [ ] task\n  more\n\n> quote\n\n| a | bee |\n|---|---|\n| c | dee |\n\n```js\ncode\n```\n';
const note = loadMarkdown(text, schema);

describe('places in source and document', () => {
  it.each(['Head', 'one', 'two', 'three', 'item', 'task', 'more', 'quote', 'bee', 'dee', 'code'])('find %s from either side', (word) => {
    const offset = text.indexOf(word);
    const position = documentPosition(note, offset);
    const $position = note.doc.resolve(position);
    expect($position.parent.textBetween($position.parentOffset, $position.parentOffset + word.length)).toBe(word);
    expect(sourceOffset(note, $position)).toBe(offset);
  });

  it('fall to the nearest block outside of text', () => {
    expect(sourceOffset(note, note.doc.resolve(documentPosition(note, 0)))).toBeLessThan(text.indexOf('# Head'));
    expect(documentPosition(note, text.length)).toBeLessThanOrEqual(note.doc.content.size);
    expect(documentPosition(loadMarkdown('', schema), 0)).toBe(0);
  });
});
