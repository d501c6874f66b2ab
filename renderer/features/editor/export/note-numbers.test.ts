import { expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { noteNumbers } from './note-numbers.ts';

it('footnotes are counted as they are referred to, and those that nothing refers to come last', () => {
  const { doc } = loadMarkdown('One[^b] two[^a].\n\n[^x]: Alone.\n\n[^a]: A.\n\n[^b]: B.\n', createDocumentSchema());
  expect(Object.fromEntries(noteNumbers(doc))).toEqual({
    b: { number: 1, defined: true, referred: true },
    a: { number: 2, defined: true, referred: true },
    x: { number: 3, defined: true, referred: false },
  });
});
