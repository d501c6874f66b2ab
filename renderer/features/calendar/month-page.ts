/** A month as a calendar shows it: six rows of seven days. */
import { addDays, addMonths, startOfMonth, startOfWeek } from 'date-fns';
import type { Settings } from '#shared/model/settings.ts';

export const daysOnPage = 42;

type WeekStart = 0 | 1;

/** Sunday or Monday, as set or as the language's people have it. Other first days are shown as Monday. */
export function firstWeekday(weekStart: Settings['weekStart'], language: string): WeekStart {
  if (weekStart !== 'language') return weekStart === 'sunday' ? 0 : 1;
  const locale: Intl.Locale & { getWeekInfo?: () => { readonly firstDay: number } } = new Intl.Locale(language).maximize();
  return locale.getWeekInfo?.().firstDay === 7 ? 0 : 1;
}

/** The first of a page's 42 days. */
export function pageStart(month: Date, weekStartsOn: WeekStart): Date {
  return startOfWeek(startOfMonth(month), { weekStartsOn });
}

/** An ISO day at local midnight. */
export function dayOfIso(isoDate: string): Date {
  return new Date(`${isoDate}T00:00`);
}

/** Where a key leads from a day, or null for other keys. */
export function dayByKey(from: Date, key: string, weekStartsOn: WeekStart): Date | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(from, -1);
    case 'ArrowRight':
      return addDays(from, 1);
    case 'ArrowUp':
      return addDays(from, -7);
    case 'ArrowDown':
      return addDays(from, 7);
    case 'Home':
      return startOfWeek(from, { weekStartsOn });
    case 'End':
      return addDays(startOfWeek(from, { weekStartsOn }), 6);
    case 'PageUp':
      return addMonths(from, -1);
    case 'PageDown':
      return addMonths(from, 1);
    default:
      return null;
  }
}

/** Dots under a day: one for anything written, up to three. */
export function dotsFor(words: number): number {
  if (words === 0) return 0;
  return words < 150 ? 1 : words < 500 ? 2 : 3;
}
