/** One task of the list: its box, what it says, when it is due, and where it stands. */
import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { withoutDue } from '#shared/markdown/task-due.ts';
import { isDone, type Task } from '#shared/model/task.ts';
import { previewAttributes } from '../../api/link-preview.ts';
import { classNames } from '../../ui/class-names.ts';
import type { RovingItemProps } from '../../ui/roving-list.tsx';
import { useDayName } from './use-day-name.ts';

export interface TaskLineProps {
  readonly task: Task;
  /** The mark that it has, or is about to have. */
  readonly mark: string;
  /** Whether its note stands above it already. */
  readonly underNote: boolean;
  readonly today: string;
  readonly writable: boolean;
  readonly roving: RovingItemProps;
  readonly onToggle: () => void;
  readonly onOpen: (newTab: boolean) => void;
}

export function TaskLine({ task, mark, underNote, today, writable, roving, onToggle, onOpen }: TaskLineProps) {
  const { t } = useTranslation('tasks');
  const dayName = useDayName(today);
  const done = isDone(mark);
  const open = mark === ' ';
  const text = withoutDue(task.text);
  const late = task.due !== null && open && task.due < today;
  return (
    <div role="listitem" className="group flex h-full min-w-0 items-center gap-2.5 rounded-md pr-2 pl-5 hover:bg-hover has-[:focus-visible]:bg-selected">
      <span
        {...roving}
        role="checkbox"
        aria-checked={open ? false : done ? true : 'mixed'}
        aria-label={text === '' ? t('untitled') : text}
        aria-disabled={!writable}
        {...(open || done ? {} : { title: t('mark', { mark }) })}
        onClick={writable ? onToggle : undefined}
        className={classNames(
          'flex size-4 shrink-0 cursor-default items-center justify-center rounded-sm border text-[11px] leading-none',
          done ? 'border-accent bg-accent text-on-accent' : 'border-control bg-raised text-muted',
        )}
      >
        {done ? <Check size={12} strokeWidth={3} aria-hidden /> : open ? null : mark === '-' ? <Minus size={12} aria-hidden /> : mark}
      </span>
      <button
        type="button"
        tabIndex={-1}
        dir="auto"
        {...previewAttributes(task.path, { line: task.line })}
        onClick={(event) => onOpen(event.ctrlKey || event.metaKey)}
        className={classNames('min-w-0 flex-1 truncate text-start', done || mark === '-' ? 'text-muted line-through' : 'text-text')}
      >
        {text === '' ? <span className="text-faint">{t('untitled')}</span> : text}
      </button>
      {underNote ? (
        task.due === null ? null : <span className={classNames('shrink-0 text-small tabular-nums', late ? 'font-medium text-danger' : 'text-muted')}>{t('dueOn', { day: dayName(task.due) })}</span>
      ) : (
        <span className="max-w-[40%] shrink-0 truncate text-small text-muted">{task.title}</span>
      )}
    </div>
  );
}
