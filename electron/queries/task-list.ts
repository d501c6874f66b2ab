/** The tasks of the vault that a person asked for, in their order. */
import { addDays, format } from 'date-fns';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { Task, TaskDays, TaskOrder, TaskState } from '#shared/model/task.ts';
import { parseQuery } from '#shared/search/parse-query.ts';
import type { QueryProblem } from '#shared/search/query-tree.ts';
import type { ReadableDb } from '../db/database.ts';
import { joinFilters, type FileFilter } from '../search/query-filter.ts';
import type { Pace } from './pace.ts';
import { readTasks, type TaskRow } from './read-tasks.ts';
import { taskTest } from './task-match.ts';

export interface TaskRequest {
  readonly text: string;
  readonly state: TaskState;
  readonly mark: string | null;
  readonly days: TaskDays;
  readonly order: TaskOrder;
  readonly limit: number;
  /** Also tasks of imported sources. */
  readonly sources: boolean;
  readonly nowMs: number;
}

export interface TaskAnswer {
  readonly tasks: readonly Task[];
  readonly total: number;
  readonly marks: readonly string[];
  readonly today: string;
  readonly problems: readonly QueryProblem[];
  readonly incomplete: boolean;
}

const mostMarks = 30;

export async function listTasks(deps: { readonly db: () => ReadableDb; readonly pace: Pace }, request: TaskRequest): Promise<TaskAnswer> {
  const today = format(request.nowMs, 'yyyy-MM-dd');
  const { root, problems } = parseQuery(request.text);
  const test = root === null ? null : taskTest(deps.db(), root);
  const filter = joinFilters([
    { sql: request.sources ? '1' : "f.area <> 'source'", values: [] },
    request.mark === null ? stateFilter(request.state) : { sql: 't.mark = ?', values: [request.mark] },
    daysFilter(request.days, today, format(addDays(request.nowMs, 7), 'yyyy-MM-dd')),
  ]);
  const found: TaskRow[] = [];
  for await (const rows of readTasks({ ...deps, filter })) {
    for (const row of rows) if (test === null || test(row)) found.push(row);
  }
  found.sort(orders[request.order]);
  const marks = deps.db().all<{ mark: string }>(`SELECT mark FROM tasks WHERE mark NOT IN (' ', 'x', 'X') GROUP BY mark ORDER BY count(*) DESC, mark LIMIT ${mostMarks}`);
  return {
    tasks: found.slice(0, request.limit).map(taskOf),
    total: found.length,
    marks: marks.map(({ mark }) => mark),
    today,
    problems,
    incomplete: deps.pace.ended(),
  };
}

export function taskOf({ path, title, line, mark, text, due }: TaskRow): Task {
  return { path: vaultPathSchema.parse(path), title, line, mark, text, due };
}

function stateFilter(state: TaskState): FileFilter {
  return { sql: { open: "t.mark = ' '", done: "t.mark IN ('x', 'X')", other: "t.mark NOT IN (' ', 'x', 'X')", any: '1' }[state], values: [] };
}

function daysFilter(days: TaskDays, today: string, inAWeek: string): FileFilter {
  switch (days) {
    case 'any':
      return { sql: '1', values: [] };
    case 'overdue':
      return { sql: 't.due < ?', values: [today] };
    case 'today':
      return { sql: 't.due <= ?', values: [today] };
    case 'week':
      return { sql: 't.due <= ?', values: [inAWeek] };
    case 'dated':
      return { sql: 't.due IS NOT NULL', values: [] };
    case 'undated':
      return { sql: 't.due IS NULL', values: [] };
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byNote = (a: TaskRow, b: TaskRow): number => byText(a.path, b.path) || a.line - b.line;

const orders: Readonly<Record<TaskOrder, (a: TaskRow, b: TaskRow) => number>> = {
  note: byNote,
  modified: (a, b) => b.modifiedMs - a.modifiedMs || byNote(a, b),
  // What has no day comes last.
  due: (a, b) => byText(a.due ?? '~', b.due ?? '~') || byNote(a, b),
};
