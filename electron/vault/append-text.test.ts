import { expect, test } from 'vitest';
import { appendText } from './append-text.ts';

test('a text becomes the whole of an empty note, and a block of its own behind another', () => {
  expect(appendText('', ' call Dana \n')).toBe('call Dana\n');
  expect(appendText('# Day\n', 'call Dana')).toBe('# Day\n\ncall Dana\n');
  expect(appendText('# Day', 'call Dana')).toBe('# Day\n\ncall Dana\n');
  expect(appendText('# Day\n\n', 'call Dana')).toBe('# Day\n\ncall Dana\n');
});

test('an item joins the list at the end', () => {
  expect(appendText('- one\n', '- two')).toBe('- one\n- two\n');
  expect(appendText('- [ ] one', '- [ ] two')).toBe('- [ ] one\n- [ ] two\n');
  expect(appendText('- one\n', 'two')).toBe('- one\n\ntwo\n');
  expect(appendText('text\n', '- two')).toBe('text\n\n- two\n');
});

test('line ends are those of the note, and no byte before them changes', () => {
  const before = 'one\r\ntwo  \r\n\r\n';
  const after = appendText(before, 'a\nb');
  expect(appendText('one\r\n', 'a')).toBe('one\r\n\r\na\r\n');
  expect(after).toBe('one\r\ntwo  \r\n\r\na\r\nb\r\n');
  for (const each of ['x', 'x\n\n\n', '\n\n', '- x\r\n', '---\na: 1\n---\n']) expect(appendText(each, 'y').startsWith(each)).toBe(true);
});
