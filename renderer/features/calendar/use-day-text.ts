/** A day in words: its date, and what is in its note. */
import { useTranslation } from 'react-i18next';
import type { DaySummary } from './calendar-day.tsx';
import { dayOfIso } from './month-page.ts';

export function useDayText(): (day: DaySummary, dateStyle?: 'full' | 'short') => string {
  const { t, i18n } = useTranslation('calendar');
  return ({ date, exists, words, openTasks, changedNotes }, dateStyle = 'full') => {
    const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
    const parts = [
      new Intl.DateTimeFormat(i18n.language, dateStyle === 'full' ? { dateStyle } : { weekday: 'short', day: 'numeric' }).format(dayOfIso(date)),
      ...(exists ? [t('words', { count: words, formatted: number(words) })] : [t('notWritten')]),
      ...(openTasks > 0 ? [t('openTasks', { count: openTasks, formatted: number(openTasks) })] : []),
      ...(changedNotes > 0 ? [t('changedNotes', { count: changedNotes, formatted: number(changedNotes) })] : []),
    ];
    return parts.join(', ');
  };
}
