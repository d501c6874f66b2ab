import { expect, it } from 'vitest';
import { mergeNotes } from './merge-notes.ts';

it('keeps both sides of a collision, theirs first, and merges the rest', () => {
  const merged = mergeNotes('one\n\ntwo\n\nthree\n', 'one\n\nmine\n\nthree\n', 'ONE\n\ntheirs\n\nthree\n');
  expect(merged.clean).toBe(false);
  expect(merged.text).toMatch(/^ONE\n\ntheirs\n+mine\n\nthree\n$/u);
});

it('puts sides without a final line end on lines of their own', () => {
  expect(mergeNotes('', 'mine', 'theirs')).toEqual({ clean: false, text: 'theirs\nmine' });
});

it('merges changes in different paragraphs', () => {
  expect(mergeNotes('a\n\nb\n', 'A\n\nb\n', 'a\n\nB\n')).toEqual({ clean: true, text: 'A\n\nB\n' });
});
