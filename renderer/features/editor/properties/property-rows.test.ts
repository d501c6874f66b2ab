import { describe, expect, test } from 'vitest';
import { listItem, listItems, parseField, propertyRows } from './property-rows.ts';

describe('the rows of properties', () => {
  test('have the type of their name, else of their value', () => {
    const rows = propertyRows('tags: [a]\nn: 4\ndone: true\nday: 2026-11-23\nat: 2026-11-23T10:30:00\ntext: words\nlist:\n  - x\nrating: 5\nempty:', (name) => (name === 'rating' ? 'text' : null));
    expect(rows?.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'tags tags', 'n number', 'done checkbox', 'day date', 'at datetime', 'text text', 'list list', 'rating text', 'empty text',
    ]);
  });

  test('say where a value does not fit the type of its name, and show it as it is', () => {
    expect(propertyRows('due: some day', () => 'date')).toEqual([{ name: 'due', value: 'some day', type: 'text', misfit: 'date' }]);
  });

  test('leave nested values to the source, and broken YAML whole', () => {
    expect(propertyRows('a:\n  b: 1\nc: 2', () => null)).toMatchObject([{ name: 'a', type: null }, { name: 'c', type: 'number' }]);
    expect(propertyRows('a: [', () => null)).toBeNull();
  });

  test('read fields by their type', () => {
    expect(parseField('4,5', 'number')).toBe(4.5);
    expect(parseField('four', 'number')).toBeUndefined();
    expect(parseField(' ', 'text')).toBeNull();
    expect(listItem('#a b', 'tags')).toBe('a-b');
    expect(listItems('one')).toEqual(['one']);
    expect(listItems([1, true])).toEqual(['1', 'true']);
  });
});
