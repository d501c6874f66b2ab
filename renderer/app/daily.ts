/** Days and the notes of days: which day a note is, and the day before or after it. */
import { addDays, format, isValid, parse } from 'date-fns';
import type { Settings } from '#shared/model/settings.ts';

type DailySettings = Pick<Settings, 'dailyFolder' | 'dailyFormat'>;

/** The day that a daily note is of, or null where the path is none. */
export function dayOf(path: string, { dailyFolder, dailyFormat }: DailySettings): Date | null {
  const prefix = dailyFolder === '' ? '' : `${dailyFolder.replace(/\/$/, '')}/`;
  if (!path.startsWith(prefix)) return null;
  const day = parse(path.slice(prefix.length).replace(/\.md$/i, ''), dailyFormat, new Date());
  return isValid(day) ? day : null;
}

/** `yyyy-MM-dd` of the day `byDays` from the note's day; from today where the note is of no day. */
export function dayNear(path: string | null, settings: DailySettings, byDays: number): string {
  const from = (path === null ? null : dayOf(path, settings)) ?? new Date();
  return format(addDays(from, byDays), 'yyyy-MM-dd');
}
