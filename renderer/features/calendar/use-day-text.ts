/** A day in words: its date, and what is in its note. */
import { useTranslation } from 'react-i18next';
import type { DaySummary } from './calendar-day.tsx';
import { dayOfIso } from './month-page.ts';

export function useDayText(): (day: DaySummary, dateStyle?: 'full' | 'short') => string {
  const { t, i18n } = useTranslation('calendar');
  return ({ date, exists, words, openTasks, changedNotes }, dateStyle = 'full') => {
    const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
    const isShort = dateStyle === 'short';
    const day = dayOfIso(date);
    const parts = [
      // `Mon 23`, in this order also where the language would say `23 Mon`.
      isShort ? `${new Intl.DateTimeFormat(i18n.language, { weekday: 'short' }).format(day)} ${day.getDate()}` : new Intl.DateTimeFormat(i18n.language, { dateStyle }).format(day),
      ...(exists ? [t('words', { count: words, formatted: number(words) })] : [t('notWritten')]),
      ...(openTasks > 0 ? [t(isShort ? 'open' : 'openTasks', { count: openTasks, formatted: number(openTasks) })] : []),
      ...(changedNotes > 0 ? [t(isShort ? 'changed' : 'changedNotes', { count: changedNotes, formatted: number(changedNotes) })] : []),
    ];
    return parts.join(isShort ? ' · ' : ', ');
  };
}
