import { describe, expect, it } from 'vitest';
import { compareItems, orderItems, type FieldItem, type KnownValue } from './compare-values.ts';
import type { FormComparison } from './query-form.ts';

const items = (...texts: readonly string[]): readonly FieldItem[] => texts.map((text) => ({ text, number: null }));
const text = (written: string): KnownValue => ({ kind: 'text', text: written });
const holds = (values: readonly FieldItem[], comparison: FormComparison, value: KnownValue): boolean => compareItems(values, comparison, value);

describe('values of fields', () => {
  it('are compared without case, a list by any of its items', () => {
    expect(holds(items('Draft'), '=', text('draft'))).toBe(true);
    expect(holds(items('a', 'Äpfel'), '=', text('äpfel'))).toBe(true);
    expect(holds(items('a', 'b'), '!=', text('b'))).toBe(false);
    expect(holds(items('in progress'), 'contains', text('PROG'))).toBe(true);
  });

  it('that are not there fulfil only what asks for something else', () => {
    expect(holds([], '!=', text('done'))).toBe(true);
    expect(holds(items(''), '!=', text('done'))).toBe(true);
    for (const comparison of ['=', '<', '>=', 'contains'] as const) expect(holds([], comparison, text(''))).toBe(false);
    expect(holds(items(''), '<', { kind: 'date', text: '2026-01-01' })).toBe(false);
  });

  it('that are numbers are compared as numbers, also where written as text', () => {
    expect(holds(items('10'), '>', { kind: 'number', number: 9 })).toBe(true);
    expect(holds([{ text: '4', number: 4 }], '=', { kind: 'number', number: 4 })).toBe(true);
    expect(holds(items('ten'), '>', { kind: 'number', number: 1 })).toBe(false);
  });

  it('that are days are compared as far as the other is given', () => {
    const day: KnownValue = { kind: 'date', text: '2026-11-23' };
    expect(holds(items('2026-11-23T09:30'), '=', day)).toBe(true);
    expect(holds(items('2026-11-22 23:59'), '<', day)).toBe(true);
    expect(holds(items('2026-12-01'), '=', { kind: 'date', text: '2026-12' })).toBe(true);
    expect(holds(items('soon'), '<', day)).toBe(false);
  });

  it('that are links are told by the note, tags with those below them', () => {
    expect(holds(items('[[people/Dana Okafor|D]]'), '=', { kind: 'link', target: 'Dana Okafor' })).toBe(true);
    expect(holds(items('[[a/Dana]]'), '=', { kind: 'link', target: 'b/Dana' })).toBe(false);
    expect(holds(items('[[Dana]]'), '=', text('dana'))).toBe(true);
    expect(holds(items('#work/launch'), 'contains', { kind: 'tag', tag: 'Work' })).toBe(true);
    expect(holds(items('#workshop'), 'contains', { kind: 'tag', tag: 'work' })).toBe(false);
  });

  it('sort as numbers or text, empty ones last either way', () => {
    const sorted = (descending: boolean): readonly string[] => ['b', '', '10', 'A', '9'].map((each) => ({ text: each, number: null })).sort((a, b) => orderItems(a, b, descending)).map((each) => each.text);
    expect(sorted(false)).toEqual(['9', '10', 'A', 'b', '']);
    expect(sorted(true)).toEqual(['b', 'A', '10', '9', '']);
  });
});
