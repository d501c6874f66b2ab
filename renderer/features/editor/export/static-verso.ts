/** What a `verso` block asks for, as an export keeps it: at the time of the export. */
import { isDone, type Task } from '#shared/model/task.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { QueryNoteRow } from '#shared/model/query.ts';
import { valueParts } from '../queries/value-parts.ts';
import { element, type Drawing } from './drawing.ts';
import { drawCode } from './static-source.ts';

/** The source where there is no answer. */
export function drawVerso(source: string, drawing: Drawing): HTMLElement {
  const box = element(drawing, 'div', 'verso');
  box.append(drawCode(source, null, drawing));
  drawing.later(
    drawing.context.queries.run(source).then((result) => {
      if (typeof result === 'string' || result.kind === 'problem') return;
      if (result.kind === 'tasks') box.replaceChildren(...(result.tasks.length === 0 ? [nothing('query:noTasks', drawing)] : drawTasks(result.tasks, drawing)));
      else if (result.rows.length === 0) box.replaceChildren(nothing('query:noNotes', drawing));
      else box.replaceChildren(result.shape === 'table' ? drawTable(result.columns, result.rows, drawing) : drawList(result.rows, drawing));
    }),
  );
  return box;
}

function nothing(key: string, drawing: Drawing): HTMLElement {
  return element(drawing, 'p', '', drawing.context.say(key));
}

function drawTable(columns: readonly string[], rows: readonly QueryNoteRow[], drawing: Drawing): HTMLElement {
  const table = element(drawing, 'table');
  const head = element(drawing, 'tr');
  head.append(...[drawing.context.say('query:note'), ...columns].map((title) => element(drawing, 'th', '', title)));
  const top = element(drawing, 'thead');
  top.append(head);
  const body = element(drawing, 'tbody');
  for (const { path, title, cells } of rows) {
    const row = element(drawing, 'tr');
    const name = element(drawing, 'td');
    name.append(noteLink(path, title, drawing));
    row.append(name, ...cells.map((values) => element(drawing, 'td', '', readable(values))));
    body.append(row);
  }
  table.append(top, body);
  return table;
}

function drawList(rows: readonly QueryNoteRow[], drawing: Drawing): HTMLElement {
  const list = element(drawing, 'ul');
  for (const { path, title, cells } of rows) {
    const item = element(drawing, 'li');
    const value = readable(cells[0] ?? []);
    item.append(noteLink(path, title, drawing), value === '' ? '' : `: ${value}`);
    list.append(item);
  }
  return list;
}

function drawTasks(tasks: readonly Task[], drawing: Drawing): readonly HTMLElement[] {
  const drawn: HTMLElement[] = [];
  let path: string | null = null;
  for (const task of tasks) {
    if (task.path !== path) {
      const name = element(drawing, 'p');
      name.append(noteLink(task.path, task.title, drawing));
      drawn.push(name, element(drawing, 'ul'));
      path = task.path;
    }
    const item = element(drawing, 'li', isDone(task.mark) ? 'task task-done' : 'task');
    const tick = element(drawing, 'input');
    tick.type = 'checkbox';
    // As attributes: properties are lost when the page is written down.
    tick.toggleAttribute('checked', isDone(task.mark));
    tick.toggleAttribute('disabled', true);
    tick.setAttribute('aria-label', task.text);
    item.append(tick, element(drawing, 'div', 'task-text', task.text));
    drawn.at(-1)?.append(item);
  }
  return drawn;
}

function noteLink(path: VaultPath, title: string, drawing: Drawing): HTMLElement {
  const anchor = element(drawing, 'a', '', title);
  drawing.link({ anchor, path, line: null });
  return anchor;
}

function readable(values: readonly string[]): string {
  return values.map((value) => valueParts(value).map(({ text }) => text).join('')).join(', ');
}
