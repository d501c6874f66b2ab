/** What narrows and orders the list of tasks. */
import { Search } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { taskDays, taskOrders, taskStates, type TaskDays, type TaskOrder } from '#shared/model/task.ts';
import { Select } from '../../ui/select.tsx';

/** A state, or `mark:` with one mark. */
export type StateChoice = string;

export interface TaskFiltersProps {
  readonly input: Ref<HTMLInputElement>;
  readonly text: string;
  readonly state: StateChoice;
  readonly days: TaskDays;
  readonly order: TaskOrder;
  /** Marks in use that are neither open nor done. */
  readonly marks: readonly string[];
  readonly onText: (text: string) => void;
  readonly onState: (state: StateChoice) => void;
  readonly onDays: (days: TaskDays) => void;
  readonly onOrder: (order: TaskOrder) => void;
  /** Goes on to the list. */
  readonly onDown: () => void;
}

export function TaskFilters({ input, text, state, days, order, marks, onText, onState, onDays, onOrder, onDown }: TaskFiltersProps) {
  const { t } = useTranslation('tasks');
  const shownMarks = state.startsWith('mark:') && !marks.includes(state.slice(5)) ? [state.slice(5), ...marks] : marks;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="relative flex basis-full items-center">
        <Search size={14} aria-hidden className="pointer-events-none absolute left-2.5 text-faint" />
        <input
          ref={input}
          type="text"
          aria-label={t('filter')}
          value={text}
          spellCheck={false}
          placeholder={t('filterPlaceholder')}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') onDown();
            else if (event.key === 'Escape' && text !== '') onText('');
            else return;
            event.preventDefault();
          }}
          className="h-8 w-full rounded-md border border-control bg-raised pr-2.5 pl-8 text-ui outline-none focus:border-accent focus:ring-1 focus:ring-accent"
        />
      </div>
      <Select
        label={t('state')}
        value={state}
        options={[...taskStates.map((value) => ({ value, label: t(`states.${value}`) })), ...shownMarks.map((mark) => ({ value: `mark:${mark}`, label: t('withMark', { mark }) }))]}
        onValueChange={onState}
        className="min-w-36!"
      />
      <Select<TaskDays> label={t('due')} value={days} options={taskDays.map((value) => ({ value, label: t(`dueDays.${value}`) }))} onValueChange={onDays} className="min-w-36!" />
      <Select<TaskOrder> label={t('order')} value={order} options={taskOrders.map((value) => ({ value, label: t(`orders.${value}`) }))} onValueChange={onOrder} className="min-w-36!" />
    </div>
  );
}
