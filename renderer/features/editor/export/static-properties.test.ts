import { expect, it } from 'vitest';
import { propertyWords } from './static-properties.ts';

it('says values as a reader would: lists with commas, links by their names', () => {
  expect(propertyWords(['a', 2, true, null])).toBe('a, 2, true, ');
  expect(propertyWords('with [[people/Dana Okafor|Dana]] and [[Oven#Parts]]')).toBe('with Dana and Oven > Parts');
  expect(propertyWords({ a: 1 })).toBe('{"a":1}');
});
