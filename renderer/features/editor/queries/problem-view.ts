/** Says what of a `verso` block could not be read, marks the place, and shows how blocks are written. */
import type { FormProblem } from '#shared/query/query-form.ts';
import type { EditorContext } from '../rich/editor-context.ts';
import { createElement } from '../rich/views/dom-parts.ts';

/** Characters of the block that are shown around a place. */
const around = 40;
const examples = ['table', 'list', 'tasks', 'from', 'where', 'fields'] as const;

export function drawProblem({ code, start, end, about }: FormProblem, source: string, context: EditorContext): readonly HTMLElement[] {
  const said = createElement('p', 'verso-problem', context.say(`query:problem.${code}`, { about }));
  said.setAttribute('role', 'status');
  const help = drawHelp(context);
  if (source.trim() === '') return [said, help];
  const line = source.slice(0, start).split('\n').length;
  const lineStart = source.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
  const nextLine = source.indexOf('\n', start);
  const lineEnd = nextLine === -1 ? source.length : nextLine;
  const from = Math.max(lineStart, start - around);
  const to = Math.min(lineEnd, Math.max(end, start) + around);
  const place = createElement('p', 'verso-place');
  const written = createElement('code', '');
  // At the end of a block something is missing: the place of it is shown by a sign of its own.
  const marked = createElement('mark', '', start >= lineEnd ? '…' : source.slice(start, Math.min(end, lineEnd)));
  written.append(from > lineStart ? '…' : '', source.slice(from, Math.min(start, lineEnd)), marked, source.slice(Math.min(end, lineEnd), to), to < lineEnd ? '…' : '');
  place.append(createElement('span', 'verso-line', context.say('query:line', { line: String(line) })), written);
  return [said, place, help];
}

function drawHelp(context: EditorContext): HTMLElement {
  const help = createElement('details', 'verso-help');
  help.append(createElement('summary', '', context.say('query:help.title')));
  const list = createElement('dl', '');
  for (const example of examples) {
    const term = createElement('dt', '');
    term.append(createElement('code', '', context.say(`query:help.${example}.example`)));
    list.append(term, createElement('dd', '', context.say(`query:help.${example}.meaning`)));
  }
  help.append(list);
  return help;
}
