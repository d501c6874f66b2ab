/** Inline HTML of a note in an export: text between plain tags wears them, every other tag is shown as it is written. */

const plain: ReadonlySet<string> = new Set(['abbr', 'b', 'cite', 'code', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'u', 'var']);
const marker = 'data-raw-tag';

/** Stands for one tag until `wearTags` has seen the whole line. */
export function rawTag(source: string, page: Document): HTMLElement {
  if (/^<br\s*\/?>$/iu.test(source)) return page.createElement('br');
  const shown = page.createElement('code');
  shown.textContent = source;
  const [, slash, name = ''] = /^<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*)?>$/iu.exec(source) ?? [];
  const tag = name.toLowerCase();
  if (plain.has(tag)) shown.setAttribute(marker, `${slash}${tag}`);
  return shown;
}

/** Puts what stands between two tags of one parent into an element of that name, without its attributes. */
export function wearTags(line: Element): void {
  const open: Element[] = [];
  for (const at of [...line.querySelectorAll(`[${marker}]`)]) {
    const tag = at.getAttribute(marker) ?? '';
    if (!tag.startsWith('/')) {
      open.push(at);
      continue;
    }
    const index = open.findLastIndex((begun) => begun.getAttribute(marker) === tag.slice(1) && begun.parentNode === at.parentNode);
    const begun = open[index];
    if (begun === undefined) continue;
    open.length = index;
    const worn = line.ownerDocument.createElement(tag.slice(1));
    while (begun.nextSibling !== null && begun.nextSibling !== at) worn.append(begun.nextSibling);
    begun.replaceWith(worn);
    at.remove();
  }
  for (const left of line.querySelectorAll(`[${marker}]`)) left.removeAttribute(marker);
}
