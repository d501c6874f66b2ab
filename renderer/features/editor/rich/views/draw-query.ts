/** Draws what the search of a `query` block finds: notes with their passages, each of which leads there. */
import type { MarkedPart } from '#shared/search/shown-passage.ts';
import { previewAttributes } from '../../../../api/link-preview.ts';
import { findQuery, type QueryNote, type QueryResults } from '../../embed/query-results.ts';
import type { EditorContext } from '../editor-context.ts';
import { createButton, createElement } from './dom-parts.ts';
import type { Rendered } from './source-preview.ts';

/** Answers that are the same are the same element: a look at the index moves nothing that a person reads. */
export function queryDrawing(context: EditorContext): (source: string) => Promise<Rendered> {
  let last: { readonly key: string; readonly element: Element } | null = null;
  return async (source) => {
    const results = await findQuery(source, context);
    if (typeof results === 'string') {
      last = null;
      return { kind: 'problem', text: results };
    }
    const key = JSON.stringify(results);
    if (last?.key !== key) last = { key, element: draw(results, context) };
    return { kind: 'shown', element: last.element };
  };
}

function draw(results: QueryResults, context: EditorContext): Element {
  const { search, count, notes, more, problems } = results;
  const box = createElement('div', 'query-results');
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', context.say('query.label', { search }));
  const head = createElement('div', 'query-head');
  const showAll = context.say(more > 0 ? 'query.showAll' : 'query.open');
  head.append(createElement('span', 'query-search', search), createElement('span', 'query-count', count), createButton('query-open', showAll, () => context.openSearch(search)));
  box.append(head);
  for (const problem of problems) box.append(createElement('p', 'query-problem', problem));
  if (notes.length > 0) {
    const list = createElement('ul', 'query-notes');
    list.append(...notes.map((note) => drawNote(note, context)));
    box.append(list);
  }
  if (more > 0) box.append(createElement('p', 'query-more', context.say('query.more', { number: String(more) })));
  return box;
}

function drawNote({ path, folder, title, passages }: QueryNote, context: EditorContext): HTMLElement {
  const item = createElement('li', '');
  const leading = (className: string, parts: readonly MarkedPart[], line: number | undefined): HTMLElement => {
    const button = createButton(className, '', (event) => context.openPlace(path, { newTab: event.ctrlKey || event.metaKey, ...(line === undefined ? {} : { line }) }));
    button.dir = 'auto';
    for (const [name, value] of Object.entries(previewAttributes(path, { line }))) button.setAttribute(name, value);
    button.append(...marked(parts));
    return button;
  };
  const name = createElement('div', 'query-note');
  name.append(leading('query-title', title, undefined), createElement('span', 'query-folder', folder));
  item.append(name);
  if (passages.length === 0) return item;
  const list = createElement('ul', 'query-passages');
  for (const { line, headings, parts } of passages) {
    const passage = createElement('li', '');
    if (headings !== '') passage.append(createElement('span', 'query-headings', headings));
    passage.append(leading('query-passage', parts, line));
    list.append(passage);
  }
  item.append(list);
  return item;
}

function marked(parts: readonly MarkedPart[]): readonly (Node | string)[] {
  return parts.map(({ text, marked: isMarked }) => (isMarked ? createElement('mark', '', text) : text));
}
