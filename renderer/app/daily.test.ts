import { expect, test } from 'vitest';
import { dayNear, dayOf } from './daily.ts';

const settings = { dailyFolder: 'daily', dailyFormat: 'yyyy-MM-dd' };

test('the day before and after a daily note follow its own date', () => {
  expect(dayNear('daily/2026-03-01.md', settings, -1)).toBe('2026-02-28');
  expect(dayNear('daily/2026-12-31.md', settings, 1)).toBe('2027-01-01');
});

test('any other note counts from today', () => {
  const today = dayNear(null, settings, 0);
  expect(dayNear('people/Dana.md', settings, 0)).toBe(today);
  expect(dayNear('journal/2026-03-01.md', settings, 0)).toBe(today);
});

test('folders in the pattern and no folder at all are understood', () => {
  expect(dayOf('j/2026/03/01.md', { dailyFolder: 'j', dailyFormat: 'yyyy/MM/dd' })?.getDate()).toBe(1);
  expect(dayOf('2026-03-01.md', { dailyFolder: '', dailyFormat: 'yyyy-MM-dd' })?.getMonth()).toBe(2);
  expect(dayOf('daily/plans.md', settings)).toBeNull();
});
