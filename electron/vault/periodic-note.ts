/** The note of a day or of a week: where it is, and which day a path is of. */
import { addDays, addWeeks, startOfISOWeek } from 'date-fns';
import { isoDay } from '#shared/model/iso-day.ts';
import { noteNameOf, parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import type { Period } from '#shared/model/period.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { formatDay, localDay, parseDay } from './date-pattern.ts';
import type { NotePlaces } from './note-places.ts';

export interface PeriodicPlace {
  readonly path: VaultPath;
  readonly title: string;
  /** The note that a new one begins with, or null. */
  readonly templatePath: VaultPath | null;
}

/** `isoDate` is any day of the period. `bad-name`: the pattern gives no file name. */
export function periodicPlace(period: Period, isoDate: string, places: NotePlaces): Outcome<PeriodicPlace, 'bad-name'> {
  const { folder, pattern, templatePath } = places[period];
  const name = formatDay(periodStart(period, localDay(isoDate)), pattern);
  if (name === null) return failure('bad-name', `"${pattern}" is not a date pattern.`);
  const path = parseVaultPath(`${folder === '' ? '' : `${folder}/`}${name}.md`);
  if (path === null) return failure('bad-name', `The ${period === 'day' ? 'daily' : 'weekly'} pattern gives "${name}", which is no file name.`);
  return success({ path, title: noteNameOf(path), templatePath });
}

/** The period whose note `path` is, with its first day (ISO); null where it is no such note. */
export function periodOfPath(path: string, places: NotePlaces): { readonly period: Period; readonly date: string } | null {
  for (const period of ['day', 'week'] as const) {
    const { folder, pattern } = places[period];
    const prefix = folder === '' ? '' : `${folder}/`;
    if (!path.startsWith(prefix)) continue;
    const day = parseDay(path.slice(prefix.length).replace(/\.md$/i, ''), pattern);
    if (day !== null) return { period, date: isoDay(periodStart(period, day)) };
  }
  return null;
}

/** A week begins on its Monday (ISO 8601). */
export function periodStart(period: Period, day: Date): Date {
  return period === 'day' ? day : startOfISOWeek(day);
}

/** Years are walked by day: further away nobody pages. */
const furthestSteps = 1200;

/**
 * The day or week to go to from `isoDate`: the nearest one before or after that has a note; today
 * counts as having one. Where there is none, the one beside it.
 */
export function periodBeside(
  period: Period,
  isoDate: string,
  direction: -1 | 1,
  { exists, today }: { readonly exists: (isoDate: string) => boolean; readonly today: Date },
): string {
  const from = periodStart(period, localDay(isoDate));
  const stepped = (by: number): Date => (period === 'day' ? addDays(from, by) : addWeeks(from, by));
  const now = isoDay(periodStart(period, today));
  for (let by = direction; Math.abs(by) <= furthestSteps; by += direction) {
    const date = isoDay(stepped(by));
    if (date === now || exists(date)) return date;
  }
  return isoDay(stepped(direction));
}
