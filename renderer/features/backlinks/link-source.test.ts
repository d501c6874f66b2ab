import { expect, test } from 'vitest';
import { linkSource } from './link-source.ts';

test('the words stay as they were written', () => {
  expect(linkSource('Dana Okafor', 'Dana Okafor')).toBe('[[Dana Okafor]]');
  expect(linkSource('Dana Okafor', 'dana')).toBe('[[Dana Okafor|dana]]');
});
