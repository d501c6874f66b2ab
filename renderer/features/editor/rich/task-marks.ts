/** The marks of tasks that themes and plug-ins of Obsidian agree on; any other character is one too. */

export interface TaskMark {
  readonly mark: string;
  /** Its name under `task.marks`. */
  readonly key: string;
}

export const taskMarks: readonly TaskMark[] = [
  { mark: ' ', key: 'open' },
  { mark: 'x', key: 'done' },
  { mark: '/', key: 'half' },
  { mark: '-', key: 'cancelled' },
  { mark: '>', key: 'forwarded' },
  { mark: '<', key: 'scheduled' },
  { mark: '?', key: 'question' },
  { mark: '!', key: 'important' },
  { mark: '*', key: 'star' },
  { mark: '"', key: 'quote' },
  { mark: 'i', key: 'information' },
  { mark: 'I', key: 'idea' },
  { mark: 'l', key: 'place' },
  { mark: 'b', key: 'bookmark' },
  { mark: 'S', key: 'money' },
  { mark: 'p', key: 'pro' },
  { mark: 'c', key: 'con' },
];

/** The name of a mark, or null where it is the person's own. */
export function taskMarkKey(mark: string): string | null {
  return taskMarks.find((known) => known.mark === mark || (known.mark === 'x' && mark === 'X'))?.key ?? null;
}

/** Whether a task with this mark is over: done, or given up. */
export function isOver(mark: string): boolean {
  return mark === 'x' || mark === 'X' || mark === '-';
}
