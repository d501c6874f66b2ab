/** Changes the mark between a task's brackets, and no other byte of its note. */
import { scanNote, type NoteTask } from './outline.ts';

/** A task as somebody saw it; the note may have changed since. */
export interface TaskPlace {
  /** From 1. */
  readonly line: number;
  readonly mark: string;
  /** Its plain text, as `scanNote` gives it. */
  readonly text: string;
}

export type TaskMarkChange =
  | { readonly kind: 'changed'; readonly text: string }
  /** It has this mark already. */
  | { readonly kind: 'same' }
  /** No task with this text is there any more, or several are and none stands where it stood. */
  | { readonly kind: 'lost' };

/** The note's text with another mark for one task. */
export function changeTaskMark(text: string, place: TaskPlace, mark: string): TaskMarkChange {
  const task = findTask(scanNote(text).tasks, place);
  if (task === null) return { kind: 'lost' };
  if (task.mark === mark) return { kind: 'same' };
  const from = task.start + 1;
  return { kind: 'changed', text: text.slice(0, from) + mark + text.slice(from + task.mark.length) };
}

/** Where it stood, else wherever it is the only one that says the same. */
function findTask(tasks: readonly NoteTask[], { line, mark, text }: TaskPlace): NoteTask | null {
  const alike = tasks.filter((task) => task.text === text);
  const here = alike.find((task) => task.line === line);
  if (here !== undefined) return here;
  const [only, ...others] = alike.length > 1 ? alike.filter((task) => task.mark === mark) : alike;
  return only !== undefined && others.length === 0 ? only : null;
}
