import { describe, expect, it } from 'vitest';
import { fieldValues, readableValue, scanFields } from './inline-fields.ts';
import { scanNote } from './outline.ts';

const read = (text: string): readonly (readonly [string, string])[] => scanFields(text).map(({ name, value }) => [name, value]);

describe('fields in a text', () => {
  it('stand on a line of their own, in bold too', () => {
    expect(read('status:: draft\n**Due Date**:: 2026-11-23\nempty::')).toEqual([['status', 'draft'], ['Due Date', '2026-11-23'], ['empty', '']]);
  });

  it('stand in brackets of either kind, with links whole', () => {
    expect(read('rated [rating:: 4] by (by:: [[Dana|D. (Okafor)]]) and [x::y]')).toEqual([['rating', '4'], ['by', '[[Dana|D. (Okafor)]]'], ['x', 'y']]);
  });

  it('are not what only looks alike: code, an unclosed bracket, a scope', () => {
    expect(read('`a:: b` and ``[c:: d]``')).toEqual([]);
    expect(read('[open:: never closed')).toEqual([]);
    expect(read('std::vector is a type')).toEqual([]);
    expect(read('no colons at all: none')).toEqual([]);
  });

  it('of a note are told with their lines, those of a task with the task’s', () => {
    const { fields, tasks } = scanNote('---\nstatus: x\n---\nOne.\n\nkey:: value\n\n- [ ] call\n  later [when:: soon]\n\n```\nnot:: this\n```\n');
    expect(fields).toEqual([{ name: 'key', value: 'value', line: 6 }, { name: 'when', value: 'soon', line: 8 }]);
    expect(tasks.map(({ line }) => line)).toEqual([8]);
  });

  it('are read in time that grows with the text alone', () => {
    expect(scanFields(`[a:: ${'['.repeat(100_000)}`)).toEqual([]);
    expect(scanFields('[a:: x '.repeat(20_000))).toEqual([]);
  });
});

it('a list of links is several values, anything else is one', () => {
  expect(fieldValues('[[A]], [[B|b]]')).toEqual(['[[A]]', '[[B|b]]']);
  expect(fieldValues('one, two')).toEqual(['one, two']);
  expect(readableValue('with [[A]] and [[B|b]]')).toBe('with A and b');
});
