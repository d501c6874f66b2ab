/** A day in words: today, tomorrow, yesterday, else its date. */
import { addDays, format, parseISO } from 'date-fns';
import { useTranslation } from 'react-i18next';

export function useDayName(today: string): (day: string) => string {
  const { t, i18n } = useTranslation('tasks');
  const beside = (days: number): string => format(addDays(parseISO(today), days), 'yyyy-MM-dd');
  return (day) => {
    if (day === today) return t('days.now');
    if (today !== '' && day === beside(1)) return t('days.tomorrow');
    if (today !== '' && day === beside(-1)) return t('days.yesterday');
    const date = parseISO(day);
    const sameYear = day.slice(0, 4) === today.slice(0, 4);
    return new Intl.DateTimeFormat(i18n.language, { weekday: 'short', day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(date);
  };
}
