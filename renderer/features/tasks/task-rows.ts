/** The rows of the list of tasks: groups, each with its tasks. Pure. */
import type { Task, TaskOrder } from '#shared/model/task.ts';
import type { VaultPath } from '#shared/model/note-path.ts';

export type TaskGroup = { readonly by: 'note'; readonly path: VaultPath; readonly title: string } | { readonly by: 'day'; readonly day: string | null };

export type TaskRow =
  | { readonly kind: 'group'; readonly key: string; readonly group: TaskGroup; readonly count: number }
  | { readonly kind: 'task'; readonly key: string; readonly task: Task; readonly underNote: boolean };

/** Tasks come in their order; what belongs together stands together. */
export function taskRows(tasks: readonly Task[], order: TaskOrder): readonly TaskRow[] {
  const underNote = order !== 'due';
  const rows: TaskRow[] = [];
  for (let from = 0; from < tasks.length; ) {
    const first = tasks[from];
    if (first === undefined) break;
    const name = groupName(first, underNote);
    let to = from;
    while (to < tasks.length && groupName(tasks[to], underNote) === name) to += 1;
    rows.push({
      kind: 'group',
      key: `group:${name}`,
      group: underNote ? { by: 'note', path: first.path, title: first.title } : { by: 'day', day: first.due },
      count: to - from,
    });
    for (const task of tasks.slice(from, to)) rows.push({ kind: 'task', key: taskKey(task), task, underNote });
    from = to;
  }
  return rows;
}

export function taskKey({ path, line }: Pick<Task, 'path' | 'line'>): string {
  return `${path}:${line}`;
}

function groupName(task: Task | undefined, underNote: boolean): string | null {
  if (task === undefined) return null;
  return underNote ? task.path : (task.due ?? '');
}
