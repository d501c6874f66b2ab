/** Word writes list items as paragraphs with a style that names their level: this makes lists of them again. */

interface WordItem {
  readonly element: Element;
  readonly level: number;
  readonly ordered: boolean;
  readonly start: number;
}

export function rebuildWordLists(body: HTMLElement): void {
  for (const element of body.querySelectorAll('[style*="mso-list"]')) {
    // An item of a run that was made a list already stands in no page any more.
    if (!element.isConnected || wordItem(element) === null) continue;
    const run: WordItem[] = [];
    for (let next: Element | null = element; next !== null; next = next.nextElementSibling) {
      const item = wordItem(next);
      if (item === null) break;
      run.push(item);
    }
    element.before(...listsOf(run, body.ownerDocument));
    for (const item of run) item.element.remove();
  }
}

function wordItem(element: Element): WordItem | null {
  const level = /mso-list:[^;]*\blevel(\d)/iu.exec(element.getAttribute('style') ?? '')?.[1];
  if (level === undefined || element.tagName === 'SPAN' || element.tagName === 'LI') return null;
  const marker = (markerOf(element)?.textContent ?? '').replace(/\s+/gu, ' ').trim();
  const number = /^\(?(\d+)[.)]$/u.exec(marker)?.[1];
  return { element, level: Number(level), ordered: /^\(?(?:\d+|[a-z]{1,3})[.)]$/iu.test(marker), start: Number(number ?? 1) };
}

/** The bullet or number that Word draws as text. */
function markerOf(element: Element): Element | null {
  return element.querySelector('[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]');
}

function listsOf(run: readonly WordItem[], page: Document): readonly Element[] {
  const top: Element[] = [];
  const open: { readonly list: Element; readonly level: number }[] = [];
  for (const { element, level, ordered, start } of run) {
    while ((open.at(-1)?.level ?? 0) > level) open.pop();
    const tag = ordered ? 'OL' : 'UL';
    const parent = open.at(-1);
    // Another kind of list at the same level is a list of its own.
    if (parent?.level === level && parent.list.tagName !== tag) open.pop();
    let current = open.at(-1);
    if (current?.level !== level) {
      const list = page.createElement(tag);
      if (ordered && start !== 1) list.setAttribute('start', String(start));
      const item = current?.list.lastElementChild;
      if (item === null || item === undefined) top.push(list);
      else item.append(list);
      current = { list, level };
      open.push(current);
    }
    markerOf(element)?.remove();
    const item = page.createElement('li');
    item.append(...element.childNodes);
    current.list.append(item);
  }
  return top;
}
