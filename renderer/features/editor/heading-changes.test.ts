import { expect, it } from 'vitest';
import { changedHeadings, followHeadingChanges, knownHeadings } from './heading-changes.ts';

function after(...states: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...rest] = states;
  const known = rest.reduce(followHeadingChanges, knownHeadings(first));
  return changedHeadings(known).map(({ text, linkedAs }) => `${linkedAs} → ${text}`);
}

it('knows the words that a heading had at first, however often it is changed', () => {
  expect(after(['One', 'Two'], ['One', 'Two b'], ['One', 'Two bc'])).toEqual(['Two → Two bc']);
  expect(after(['One', 'Two'], ['One', 'Other'], ['One', 'Two'])).toEqual([]);
});

it('takes no new or moved heading for a changed one', () => {
  expect(after(['One', 'Two'], ['One', 'New', 'Two'])).toEqual([]);
  expect(after(['One', 'Two', 'Three'], ['Two', 'Three', 'One'])).toEqual([]);
  expect(after(['One', 'Two'], ['Two'])).toEqual([]);
  expect(after(['One', 'Two'], ['One', 'A', 'B'])).toEqual([]);
});

it('says nothing of a heading without words', () => {
  expect(after(['One'], [''])).toEqual([]);
  expect(after(['One'], [''], ['Uno'])).toEqual(['One → Uno']);
});
