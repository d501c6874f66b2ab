import { expect, test } from 'vitest';
import { markedParts, shortenPassage, shownPassage, type ShownPassage } from './shown-passage.ts';

const passage = (text: string, headingPath: readonly string[], words: readonly string[]): ShownPassage => ({
  text,
  headingPath,
  ranges: words.map((word) => [text.indexOf(word), text.indexOf(word) + word.length]),
});
const marked = ({ text, ranges }: ShownPassage): readonly string[] => markedParts(text, ranges).flatMap((part) => (part.marked ? [part.text] : []));

test('a heading that stands above a passage is not repeated in it, and the marks stay on their words', () => {
  const shown = shownPassage(passage('Local graph The graph shows', ['Views', 'Local graph'], ['graph', 'The']));
  expect(shown.text).toBe('The graph shows');
  expect(marked(shown)).toEqual(['The']);
});

test('a passage begins near what was found in it, at a word', () => {
  const far = passage(`${'word '.repeat(100)}needle in it, needle`, [], ['needle']);
  const shown = shownPassage(far);
  expect(shown.text).toMatch(/^…word (word )*needle in it, needle$/u);
  expect(shown.text.length).toBeLessThan(140);
  expect(marked(shown)).toEqual(['needle']);
  const near = passage('a needle', [], ['needle']);
  expect(shownPassage(near)).toBe(near);
});

test('a long passage is cut, with the marks that are left', () => {
  const shown = shortenPassage(passage('one two three four', [], ['one', 'four']), 13);
  expect(shown.text).toBe('one two three…');
  expect(marked(shown)).toEqual(['one']);
});

test('marks may come in any order, over each other and beyond the end', () => {
  expect(markedParts('abcdef', [[4, 9], [1, 3], [2, 4]])).toEqual([
    { text: 'a', marked: false },
    { text: 'bc', marked: true },
    { text: 'd', marked: true },
    { text: 'ef', marked: true },
  ]);
  expect(markedParts('', [])).toEqual([]);
});
