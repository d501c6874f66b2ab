import { describe, expect, test } from 'vitest';
import { isoDay } from '#shared/model/iso-day.ts';
import { dayByKey, dotsFor, firstWeekday, pageStart } from './month-page.ts';

describe('a page of the calendar', () => {
  test('begins with the week of the first of the month', () => {
    expect(isoDay(pageStart(new Date(2026, 10, 23), 1))).toBe('2026-10-26');
    expect(isoDay(pageStart(new Date(2026, 10, 23), 0))).toBe('2026-11-01');
    expect(isoDay(pageStart(new Date(2027, 1, 10), 1))).toBe('2027-02-01');
  });

  test('has the first weekday that was set, else the one of the language', () => {
    expect(firstWeekday('sunday', 'de')).toBe(0);
    expect(firstWeekday('monday', 'en-US')).toBe(1);
    expect(firstWeekday('language', 'de')).toBe(1);
    expect(firstWeekday('language', 'ja')).toBe(0);
  });

  test('is walked by keys, over the ends of months', () => {
    const from = new Date(2026, 10, 30);
    const by = (key: string) => {
      const day = dayByKey(from, key, 1);
      return day === null ? null : isoDay(day);
    };
    expect(by('ArrowRight')).toBe('2026-12-01');
    expect(by('ArrowUp')).toBe('2026-11-23');
    expect(by('Home')).toBe('2026-11-30');
    expect(by('End')).toBe('2026-12-06');
    expect(by('PageDown')).toBe('2026-12-30');
    expect(by('Enter')).toBeNull();
  });

  test('has a dot for anything written, and at most three', () => {
    expect([0, 1, 149, 150, 499, 500, 90_000].map(dotsFor)).toEqual([0, 1, 1, 2, 2, 3, 3]);
  });
});
