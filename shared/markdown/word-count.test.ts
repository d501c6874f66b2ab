import { expect, test } from 'vitest';
import { countText } from './word-count.ts';

test('a text is counted in words, in characters with and without spaces, and in minutes', () => {
  expect(countText('One two.\nDrei😀')).toEqual({ words: 3, characters: 13, charactersWithoutSpaces: 12, readingMinutes: 1 });
  expect(countText('')).toEqual({ words: 0, characters: 0, charactersWithoutSpaces: 0, readingMinutes: 0 });
  expect(countText('word '.repeat(239)).readingMinutes).toBe(2);
});
