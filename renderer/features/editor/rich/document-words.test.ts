import { EditorState } from '@tiptap/pm/state';
import { expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { countWords } from '#shared/markdown/word-count.ts';
import { createWordCounter } from './document-words.ts';

it('counts block by block what the whole document has, before and after an edit', () => {
  const text = '# Two words\n\n- one\n- [ ] two [[Three|three four]]\n\n```js\nfive six\n```\n\n---\n\n| a | b |\n| - | - |\n| 京都 | c |\n';
  const { doc } = loadMarkdown(text, createDocumentSchema());
  const whole = (of: typeof doc): number => countWords(of.textBetween(0, of.content.size, '\n', ' '));
  const count = createWordCounter();
  expect(count(doc)).toBe(whole(doc));
  const edited = EditorState.create({ doc }).tr.insertText('seven eight ', 1).doc;
  expect(count(edited)).toBe(whole(doc) + 2);
  expect(count(edited)).toBe(whole(edited));
});
