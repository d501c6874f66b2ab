/** All tasks of the vault in one list: Space ticks the task with the focus, Enter opens its note at its line. */
import { FileText, SquareCheckBig, TriangleAlert } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { taskDays, taskOrders, taskStates, tickedMark, type Task } from '#shared/model/task.ts';
import { useApp } from '../../api/app-info.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { previewAttributes } from '../../api/link-preview.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useCall } from '../../api/query.ts';
import { useTaskEdit } from '../../api/task-edit.ts';
import type { ViewProps } from '../../api/view.ts';
import { Button } from '../../ui/button.tsx';
import { RovingList, type RovingItemProps, type RovingListHandle } from '../../ui/roving-list.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/state-views.tsx';
import { TaskFilters } from './task-filters.tsx';
import { TaskLine } from './task-row.tsx';
import { taskKey, taskRows, type TaskGroup, type TaskRow } from './task-rows.ts';
import { useDayName } from './use-day-name.ts';

const rowHeightPx = 30;
const mostMarks = 2;

export function TasksView({ params, active }: ViewProps) {
  const { t, i18n } = useTranslation('tasks');
  const navigation = useNavigation();
  const failureText = useFailureText();
  const { info } = useApp();
  const writable = info.vault?.readOnly === false;
  const editTask = useTaskEdit();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<RovingListHandle>(null);
  const [text, setText] = useState(typeof params['text'] === 'string' ? params['text'] : '');
  const wanted = useDeferredValue(text.trim());
  const chosen = typeof params['state'] === 'string' ? params['state'] : 'open';
  const mark = chosen.startsWith('mark:') && chosen.length <= 'mark:'.length + mostMarks ? chosen.slice('mark:'.length) : null;
  const state = taskStates.find((each) => each === chosen) ?? 'open';
  const days = taskDays.find((each) => each === params['days']) ?? 'any';
  const order = taskOrders.find((each) => each === params['order']) ?? 'note';
  const answer = useCall('task.list', { text: wanted, state, mark: mark === '' ? null : mark, days, order }, { keepPrevious: true });
  const today = answer.data?.today ?? '';
  const dayName = useDayName(today);
  const tasks = answer.data?.tasks;
  const rows = useMemo(() => taskRows(tasks ?? [], order), [tasks, order]);
  const number = new Intl.NumberFormat(i18n.language);

  /** Marks on their way into the file, so that a box answers at once. */
  const [changing, setChanging] = useState<ReadonlyMap<string, string>>(new Map());
  const [shownTasks, setShownTasks] = useState(tasks);
  if (tasks !== shownTasks) {
    setShownTasks(tasks);
    setChanging(new Map());
  }
  /** Where the keyboard goes on when a ticked task leaves the list. */
  const left = useRef<{ readonly key: string; readonly index: number } | null>(null);
  useEffect(() => {
    if (left.current === null || rows.some(({ key }) => key === left.current?.key)) return;
    const { index } = left.current;
    left.current = null;
    const next = rows.slice(index).find(({ kind }) => kind === 'task') ?? rows.findLast(({ kind }) => kind === 'task');
    if (document.activeElement !== document.body) return;
    if (next === undefined) input.current?.focus();
    else list.current?.focus(next.key);
  }, [rows]);
  useEffect(() => {
    if (active) input.current?.focus();
  }, [active]);

  const toggle = (task: Task, index: number): void => {
    if (!writable) return;
    const key = taskKey(task);
    const next = tickedMark(changing.get(key) ?? task.mark);
    left.current = { key, index };
    setChanging((before) => new Map(before).set(key, next));
    void editTask({ ...task, mark: changing.get(key) ?? task.mark }, next).then((done) => {
      if (done) return;
      setChanging((before) => new Map([...before].filter(([each]) => each !== key)));
      void answer.refetch();
    });
  };
  const openTask = (task: Task, newTab: boolean): void => {
    navigation.replaceParams({ text: text.trim() });
    navigation.openNote(task.path, { line: task.line, newTab, focus: true });
  };
  const openGroup = (group: TaskGroup, newTab: boolean): void => {
    if (group.by === 'note') navigation.openNote(group.path, { newTab, focus: true });
  };
  const onItemKey = (row: TaskRow, event: KeyboardEvent<HTMLElement>): boolean => {
    const newTab = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter') {
      if (row.kind === 'task') openTask(row.task, newTab);
      else openGroup(row.group, newTab);
      return true;
    }
    if (event.key !== ' ' || newTab || event.altKey) return false;
    if (row.kind === 'task') toggle(row.task, rows.indexOf(row));
    else openGroup(row.group, false);
    return true;
  };

  const renderRow = (row: TaskRow, roving: RovingItemProps, index: number) => {
    if (row.kind === 'task') {
      const { task } = row;
      return (
        <TaskLine
          task={task}
          mark={changing.get(row.key) ?? task.mark}
          underNote={row.underNote}
          today={today}
          writable={writable}
          roving={roving}
          onToggle={() => toggle(task, index)}
          onOpen={(newTab) => openTask(task, newTab)}
        />
      );
    }
    const { group, count } = row;
    const folder = group.by === 'note' ? group.path.slice(0, Math.max(0, group.path.lastIndexOf('/'))) : '';
    const name = group.by === 'note' ? group.title : group.day === null ? t('noDay') : dayName(group.day);
    return (
      <div role="listitem" className="flex h-full items-end pb-0.5">
        <button
          type="button"
          {...roving}
          {...(group.by === 'note' ? previewAttributes(group.path) : {})}
          onClick={(event) => openGroup(group, event.ctrlKey || event.metaKey)}
          className="flex min-w-0 flex-1 items-baseline gap-2 rounded-md px-1 text-start"
        >
          {group.by === 'note' ? <FileText size={14} aria-hidden className="shrink-0 self-center text-faint" /> : null}
          <span className="min-w-0 truncate font-semibold">{name}</span>
          <span className="min-w-0 flex-1 truncate text-small text-muted">{folder}</span>
          <span aria-hidden className="shrink-0 text-small text-faint tabular-nums">
            {number.format(count)}
          </span>
          <span className="sr-only">{t('count', { count })}</span>
        </button>
      </div>
    );
  };

  const narrowed = wanted !== '' || days !== 'any' || chosen !== 'open';
  const { data } = answer;
  return (
    <div className="flex h-full flex-col">
      <div className="shrink-0 border-b border-border">
        <div className="mx-auto w-full max-w-200 px-8 pt-6 pb-2 low:pt-3">
          <h1 className="pb-3 text-large font-semibold low:sr-only">{t('title')}</h1>
          <TaskFilters
            input={input}
            text={text}
            state={chosen}
            days={days}
            order={order}
            marks={data?.marks ?? []}
            onText={setText}
            onState={(value) => navigation.replaceParams({ state: value, text: text.trim() })}
            onDays={(value) => navigation.replaceParams({ days: value, text: text.trim() })}
            onOrder={(value) => navigation.replaceParams({ order: value, text: text.trim() })}
            onDown={() => {
              const [first] = rows;
              if (first !== undefined) list.current?.focus(first.key);
            }}
          />
          <div className="mt-1.5 flex h-5 items-center gap-3 text-small text-muted">
            <span role="status" className="min-w-0 flex-1 truncate">
              {data === undefined ? '' : t(data.incomplete ? 'foundSoFar' : data.total > data.tasks.length ? 'foundFirst' : 'found', { count: data.total, formatted: number.format(data.total), first: number.format(data.tasks.length) })}
            </span>
            {data !== undefined && data.problems[0] !== undefined ? (
              <span className="flex min-w-0 items-center gap-1 truncate text-warning">
                <TriangleAlert size={13} aria-hidden className="shrink-0" />
                {t(`search:problem.${data.problems[0].code}`, { about: data.problems[0].about })}
              </span>
            ) : (
              <span className="truncate text-faint">{t('keys')}</span>
            )}
          </div>
        </div>
      </div>
      <div className="min-h-0 flex-1">
        {answer.error !== null && data === undefined ? (
          <ErrorState compact title={t('notRead')} text={failureText(answer.error)} actions={<Button onClick={() => void answer.refetch()}>{t('retry')}</Button>} />
        ) : null}
        {answer.isPending ? <Skeleton label={t('loading')} lines={8} className="mx-auto w-full max-w-200 px-8 py-4" /> : null}
        {tasks !== undefined && tasks.length === 0 ? (
          <EmptyState compact icon={<SquareCheckBig size={24} strokeWidth={1.5} aria-hidden />} title={t(narrowed ? 'noneTitle' : 'emptyTitle')} text={t(narrowed ? 'noneText' : 'emptyText')} />
        ) : null}
        {rows.length === 0 ? null : (
          <RovingList
            ref={list}
            role="list"
            label={t('list')}
            items={rows}
            keyOf={({ key }) => key}
            textOf={(row) => (row.kind === 'task' ? row.task.text : row.group.by === 'note' ? row.group.title : (row.group.day ?? ''))}
            itemHeightPx={rowHeightPx}
            onItemKey={onItemKey}
            renderItem={renderRow}
            className="h-full overflow-y-auto px-[max(24px,calc((100%-752px)/2))] py-2"
          />
        )}
      </div>
    </div>
  );
}
