import { expect, test } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { PassageHit, SearchHit } from '#shared/model/search.ts';
import { rowsOf } from './result-rows.ts';

const hit = (...passages: readonly PassageHit[]): SearchHit => ({
  path: vaultPathSchema.parse('a.md'),
  title: 'A',
  titleRanges: [],
  score: 1,
  modifiedMs: 0,
  createdMs: 0,
  passages,
});
const passage = (text: string, headingPath: readonly string[], ranges: readonly (readonly [number, number])[]): PassageHit => ({
  text,
  headingPath,
  ranges,
  line: 1,
  start: 0,
  end: text.length,
});

test('each passage is a row, and a hit by its title alone is one too', () => {
  const rows = rowsOf([hit(passage('one', [], []), passage('two', [], [])), hit()]);
  expect(rows.map((row) => [row.passage?.text ?? null, row.first])).toEqual([
    ['one', true],
    ['two', false],
    [null, true],
  ]);
});
