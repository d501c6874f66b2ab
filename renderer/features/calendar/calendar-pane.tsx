/** A month in the sidebar: which days have a note, how full they are, and a way to each day and week. */
import { addMonths, isSameMonth } from 'date-fns';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '#shared/model/iso-day.ts';
import type { Period } from '#shared/model/period.ts';
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import { useApp } from '../../api/app-info.ts';
import { useCall } from '../../api/query.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { CalendarDay, type DaySummary } from './calendar-day.tsx';
import { dayByKey, dayOfIso, daysOnPage, firstWeekday, pageStart } from './month-page.ts';
import { useDayText } from './use-day-text.ts';
import { usePeriodNotes } from './use-period-notes.ts';
import { useToday } from './use-today.ts';

/** Stands in the question that is not asked while no note is shown. */
const noPath = vaultPathSchema.parse('none.md');

export interface CalendarPaneProps {
  /** The note that is shown, or null. */
  readonly path: VaultPath | null;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** A new object each time a command asks for the focus. */
  readonly focusRequest: object | null;
}

export function CalendarPane({ path, open, onOpenChange, focusRequest }: CalendarPaneProps) {
  const { t } = useTranslation('calendar');
  return (
    <section aria-label={t('label')} className="flex shrink-0 flex-col border-b border-border px-1.5 pb-1">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => onOpenChange(!open)}
        className="flex h-7 shrink-0 items-center gap-1 px-1.5 text-small font-medium text-muted hover:text-text"
      >
        <ChevronRight size={13} aria-hidden className={classNames('transition-transform duration-(--motion-fast)', open && 'rotate-90')} />
        {t('label')}
      </button>
      {open ? <Month path={path} focusRequest={focusRequest} /> : null}
    </section>
  );
}

function Month({ path, focusRequest }: Pick<CalendarPaneProps, 'path' | 'focusRequest'>) {
  const { t, i18n } = useTranslation('calendar');
  const { settings } = useApp();
  const notes = usePeriodNotes();
  const today = useToday();
  const shown = useCall('calendar.periodOf', { path: path ?? noPath }, { enabled: path !== null, keepPrevious: true });
  const at = path === null ? null : (shown.data?.at ?? null);
  /** The day that the arrow keys stand on; its month is the one shown. */
  const [day, setDay] = useState(today);
  const [hovered, setHovered] = useState<string | null>(null);
  const [followed, setFollowed] = useState<string | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const wantsFocus = useRef(false);
  const dayText = useDayText();

  const shownKey = at === null ? null : `${at.period} ${at.date}`;
  if (shownKey !== followed) {
    setFollowed(shownKey);
    if (at !== null) setDay(at.date);
  }

  const month = dayOfIso(day);
  const weekStartsOn = firstWeekday(settings.weekStart, i18n.language);
  const from = isoDay(pageStart(month, weekStartsOn));
  const page = useCall('calendar.days', { from, days: daysOnPage }, { keepPrevious: true });
  const days = page.data?.days ?? [];
  const rows = Array.from({ length: daysOnPage / 7 }, (_, row) => days.slice(row * 7, row * 7 + 7)).filter((row) => row.length === 7);

  useEffect(() => {
    if (focusRequest !== null) wantsFocus.current = true;
  }, [focusRequest]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    const button = grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`);
    if (button === null || button === undefined) return;
    wantsFocus.current = false;
    button.focus();
  });

  const go = (date: Date, focus: boolean): void => {
    wantsFocus.current = focus;
    setDay(isoDay(date));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = dayByKey(month, event.key, weekStartsOn);
    if (next === null) return;
    event.preventDefault();
    go(next, true);
  };
  const openNote = (period: Period, date: string, event: MouseEvent): void => {
    void notes.open(period, date, { newTab: event.ctrlKey || event.metaKey });
  };

  const told = days.find(({ date }) => date === (hovered ?? day));
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short' });
  const weekdayLong = new Intl.DateTimeFormat(i18n.language, { weekday: 'long' });
  const title = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric' }).format(month);

  return (
    <>
      <div className="flex h-7 items-center gap-0.5 pl-1.5">
        <h2 aria-live="polite" className="flex-1 text-ui font-medium">
          {title}
        </h2>
        {isSameMonth(month, dayOfIso(today)) ? null : (
          <button type="button" onClick={() => go(dayOfIso(today), false)} className="h-6 rounded-md px-1.5 text-small text-accent hover:bg-hover">
            {t('today')}
          </button>
        )}
        <IconButton label={t('previousMonth')} onClick={() => go(addMonths(month, -1), false)}>
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('nextMonth')} onClick={() => go(addMonths(month, 1), false)}>
          <ChevronRight size={16} aria-hidden />
        </IconButton>
      </div>
      {page.isError ? (
        <p className="px-1.5 py-3 text-small text-muted">{t('noDays')}</p>
      ) : (
        <table ref={grid} aria-label={title} className="min-h-[188px] w-full table-fixed border-collapse low:min-h-[152px]">
          <thead>
            <tr>
              <th scope="col" className="w-7 text-[10px] font-normal text-faint">
                <span aria-hidden>{t('weekShort')}</span>
                <span className="sr-only">{t('week')}</span>
              </th>
              {rows[0]?.map(({ date }) => (
                <th key={date} scope="col" abbr={weekdayLong.format(dayOfIso(date))} className="h-5 text-[10px] font-normal text-muted">
                  {weekday.format(dayOfIso(date))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const week = page.data?.weeks.find(({ monday }) => row.some(({ date }) => date === monday));
              return (
                <tr key={row[0]?.date}>
                  <th scope="row" className="p-0 font-normal">
                    {week === undefined ? null : (
                      <button
                        type="button"
                        tabIndex={row.some(({ date }) => date === day) ? 0 : -1}
                        aria-label={t(week.exists ? 'weekWritten' : 'weekEmpty', { number: week.number })}
                        onClick={(event) => openNote('week', week.monday, event)}
                        className={classNames(
                          // Lifted by the height of a day's dots, to stand on one line with the days.
                          'h-7 low:h-[22px] w-full rounded-md pb-2 text-[10px] leading-none tabular-nums hover:bg-hover low:pb-1.5',
                          week.exists ? 'font-semibold text-accent' : 'text-faint',
                          at?.period === 'week' && at.date === week.monday && 'bg-selected',
                        )}
                      >
                        {week.number}
                      </button>
                    )}
                  </th>
                  {row.map((summary: DaySummary) => (
                    <CalendarDay
                      key={summary.date}
                      summary={summary}
                      label={dayText(summary)}
                      today={summary.date === today}
                      selected={at?.period === 'day' && at.date === summary.date}
                      reachable={summary.date === day}
                      outside={!isSameMonth(dayOfIso(summary.date), month)}
                      onFocus={() => setHovered(null)}
                      onKeyDown={onKeyDown}
                      onHover={(over) => setHovered(over ? summary.date : null)}
                      onOpen={(event) => openNote('day', summary.date, event)}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <p aria-hidden className="min-h-5 truncate px-1.5 text-small text-muted low:hidden">
        {told === undefined ? '' : dayText(told, 'short')}
      </p>
    </>
  );
}
