/** Draws the answer to a `verso` block, and draws it anew without taking the focus away from who is in it. */
import type { QueryNoteRow, QueryResult } from '#shared/model/query.ts';
import { tickedMark, isDone, type Task } from '#shared/model/task.ts';
import { withoutDue } from '#shared/markdown/task-due.ts';
import { previewAttributes } from '../../../api/link-preview.ts';
import { isOver } from '../rich/task-marks.ts';
import type { EditorContext } from '../rich/editor-context.ts';
import { createButton, createElement } from '../rich/views/dom-parts.ts';
import { drawProblem } from './problem-view.ts';
import { valueParts } from './value-parts.ts';

export interface ResultView {
  /** A text is a failure in words. `source`: the block's text that was asked. */
  show(result: QueryResult | string, source: string): void;
}

/** What can have the focus in it. */
const stops = 'button, input, summary';

export function resultView(box: HTMLElement, context: EditorContext): ResultView {
  let last = '';
  const changing = new Map<string, string>();

  const draw = (result: QueryResult | string, source: string): void => {
    const within = box.contains(document.activeElement) ? document.activeElement : null;
    const place = within === null ? -1 : [...box.querySelectorAll(stops)].indexOf(within);
    const key = within instanceof HTMLElement ? within.dataset['key'] : undefined;
    box.replaceChildren(...drawn(result, source));
    if (place === -1) return;
    const now = [...box.querySelectorAll<HTMLElement>(stops)];
    const same = key === undefined ? undefined : now.find(({ dataset }) => dataset['key'] === key);
    (same ?? now[Math.min(place, now.length - 1)])?.focus({ preventScroll: true });
  };

  const drawn = (result: QueryResult | string, source: string): readonly HTMLElement[] => {
    if (typeof result === 'string') return [createElement('p', 'verso-problem', context.say('query:failed', { message: result }))];
    switch (result.kind) {
      case 'problem':
        return drawProblem(result.problem, source, context);
      case 'notes':
        return [result.rows.length === 0 ? nothing('query:noNotes') : result.shape === 'table' ? drawTable(result.columns, result.rows, context) : drawList(result.rows, context), ...counted(result, result.rows.length, 'notes')];
      case 'tasks':
        return [result.tasks.length === 0 ? nothing('query:noTasks') : drawTasks(result.tasks, result.today), ...counted(result, result.tasks.length, 'tasks')];
    }
  };
  const nothing = (key: string): HTMLElement => createElement('p', 'verso-none', context.say(key));
  const counted = ({ total, incomplete }: { readonly total: number; readonly incomplete: boolean }, shown: number, what: 'notes' | 'tasks'): readonly HTMLElement[] => {
    const numbers = { shown: String(shown), total: String(total) };
    if (incomplete) return [createElement('p', 'verso-count verso-warning', context.say(`query:${what}SoFar`, numbers))];
    return total > shown ? [createElement('p', 'verso-count', context.say(`query:${what}First`, numbers))] : [];
  };

  const drawTasks = (tasks: readonly Task[], today: string): HTMLElement => {
    const whole = createElement('div', 'verso-tasks');
    let list: HTMLElement | null = null;
    let path: string | null = null;
    for (const task of tasks) {
      if (task.path !== path || list === null) {
        const head = createElement('div', 'verso-note');
        head.append(noteLink(task.path, task.title, undefined, context));
        list = createElement('ul', 'verso-list');
        whole.append(head, list);
        path = task.path;
      }
      list.append(drawTask(task, today));
    }
    return whole;
  };
  const drawTask = (task: Task, today: string): HTMLElement => {
    const key = `${task.path}:${task.line}`;
    const item = createElement('li', '');
    const tick = createElement('input', 'property-box verso-tick');
    tick.type = 'checkbox';
    tick.dataset['key'] = key;
    const text = withoutDue(task.text);
    const show = (mark: string): void => {
      item.className = isOver(mark) ? 'verso-task verso-over' : 'verso-task';
      tick.checked = isDone(mark);
      tick.indeterminate = mark !== ' ' && !isDone(mark);
    };
    tick.setAttribute('aria-label', text === '' ? context.say('query:emptyTask') : text);
    tick.addEventListener('change', () => {
      const before = changing.get(key) ?? task.mark;
      const mark = tickedMark(before);
      changing.set(key, mark);
      show(mark);
      void context.queries.editTask({ ...task, mark: before }, mark).then((done) => {
        changing.delete(key);
        if (!done) show(before);
      });
    });
    show(changing.get(key) ?? task.mark);
    const open = createButton('verso-text', text === '' ? context.say('query:emptyTask') : text, (event) => context.queries.open(task.path, { line: task.line, newTab: event.ctrlKey || event.metaKey }));
    open.dataset['key'] = `${key}:text`;
    open.dir = 'auto';
    addPreview(open, task.path, task.line);
    item.append(tick, open);
    if (task.due !== null) item.append(createElement('span', task.due < today && task.mark === ' ' ? 'verso-due verso-late' : 'verso-due', task.due));
    return item;
  };

  return {
    show(result, source) {
      // What is the same stays, with what was chosen or unfolded in it.
      const next = JSON.stringify([result, typeof result === 'string' || result.kind === 'problem' ? source : '']);
      if (next === last) return;
      last = next;
      draw(result, source);
    },
  };
}

function drawTable(columns: readonly string[], rows: readonly QueryNoteRow[], context: EditorContext): HTMLElement {
  const scroller = createElement('div', 'verso-scroll');
  const table = createElement('table', 'verso-table');
  const head = createElement('tr', '');
  for (const title of [context.say('query:note'), ...columns]) {
    const cell = createElement('th', '', title);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = createElement('tbody', '');
  for (const { path, title, cells } of rows) {
    const row = createElement('tr', '');
    const name = createElement('th', '');
    name.scope = 'row';
    name.append(noteLink(path, title, undefined, context));
    row.append(name, ...cells.map((values) => drawCell(values, context)));
    body.append(row);
  }
  const top = createElement('thead', '');
  top.append(head);
  table.append(top, body);
  scroller.append(table);
  return scroller;
}

function drawCell(values: readonly string[], context: EditorContext): HTMLElement {
  const cell = createElement('td', '');
  cell.dir = 'auto';
  if (values.length === 1 && /^[+-]?\d+(?:\.\d+)?$/u.test(values[0] ?? '')) cell.className = 'verso-number';
  cell.append(...drawValues(values, context));
  return cell;
}

function drawList(rows: readonly QueryNoteRow[], context: EditorContext): HTMLElement {
  const list = createElement('ul', 'verso-list');
  for (const { path, title, cells } of rows) {
    const item = createElement('li', '');
    item.append(noteLink(path, title, undefined, context));
    const values = cells[0] ?? [];
    if (values.length > 0) item.append(': ', ...drawValues(values, context));
    list.append(item);
  }
  return list;
}

function drawValues(values: readonly string[], context: EditorContext): readonly (HTMLElement | string)[] {
  return values.flatMap((value, index) => {
    const drawn = valueParts(value.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/u, '$1 $2')).map((part) => {
      if (part.kind === 'text') return part.text;
      const link = createButton('verso-link', part.text, (event) => {
        const newTab = event.ctrlKey || event.metaKey;
        if (part.kind === 'link') context.openLink(part.target, { newTab });
        else if (part.kind === 'tag') context.openTag(part.text.slice(1));
        else context.openExternal(part.text);
      });
      return link;
    });
    return index === 0 ? drawn : [', ', ...drawn];
  });
}

function noteLink(path: QueryNoteRow['path'], title: string, line: number | undefined, context: EditorContext): HTMLElement {
  const link = createButton('verso-link', title, (event) => context.queries.open(path, { newTab: event.ctrlKey || event.metaKey, ...(line === undefined ? {} : { line }) }));
  link.dir = 'auto';
  link.dataset['key'] = path;
  addPreview(link, path, line);
  return link;
}

function addPreview(element: HTMLElement, path: string, line: number | undefined): void {
  for (const [name, value] of Object.entries(previewAttributes(path, { line }))) element.setAttribute(name, value);
}
