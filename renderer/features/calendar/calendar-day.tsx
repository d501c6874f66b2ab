/** One day of the calendar: its number, and dots for what was written. */
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Contracts } from '#shared/api/contracts.ts';
import type { ValueOf } from '#shared/rpc/contract.ts';
import { classNames } from '../../ui/class-names.ts';
import { dayOfIso, dotsFor } from './month-page.ts';

export type DaySummary = ValueOf<Contracts['calendar.days']>['days'][number];

export interface CalendarDayProps {
  readonly summary: DaySummary;
  readonly label: string;
  readonly today: boolean;
  readonly selected: boolean;
  /** Whether Tab reaches it. */
  readonly reachable: boolean;
  /** Of the month before or after. */
  readonly outside: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onHover: (over: boolean) => void;
  readonly onOpen: (event: MouseEvent) => void;
}

export function CalendarDay({ summary, label, today, selected, reachable, outside, onFocus, onKeyDown, onHover, onOpen }: CalendarDayProps) {
  const { date, words, openTasks } = summary;
  return (
    <td className="p-0">
      <button
        type="button"
        data-day={date}
        tabIndex={reachable ? 0 : -1}
        aria-label={label}
        aria-pressed={selected}
        aria-current={today ? 'date' : undefined}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onMouseEnter={() => onHover(true)}
        onMouseLeave={() => onHover(false)}
        onClick={onOpen}
        className={classNames(
          'flex h-7 low:h-[22px] w-full flex-col items-center justify-center rounded-md text-small leading-none tabular-nums hover:bg-hover',
          selected && 'bg-selected',
          today ? 'font-semibold text-accent' : outside ? 'text-faint' : 'text-text',
        )}
      >
        {dayOfIso(date).getDate()}
        <span aria-hidden className="mt-1 flex h-1 low:mt-0.5 items-center gap-0.5">
          {Array.from({ length: dotsFor(words) }, (_, dot) => (
            <span key={dot} className="size-[3px] rounded-full bg-accent" />
          ))}
          {openTasks > 0 ? <span className="size-1 rounded-full border border-accent" /> : null}
        </span>
      </button>
    </td>
  );
}
