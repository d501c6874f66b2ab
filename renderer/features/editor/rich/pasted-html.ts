/**
 * Brings HTML from other programs into a form that reads as this editor's blocks: lists that Word
 * writes as paragraphs, bold that Google Docs writes as style, tables that mail uses for layout.
 *
 * It works on a page of its own that runs nothing and loads nothing; what leaves it is sanitised.
 */
import DOMPurify from 'dompurify';
import { linkTarget } from '../links/link-target.ts';
import { rebuildWordLists } from './pasted-word-lists.ts';
import { plainTables, unwrap } from './pasted-tables.ts';

export function readablePaste(html: string): string {
  // What the editor copied itself is right as it is.
  if (!/data-pm-slice=/u.test(html)) {
    const page = new DOMParser().parseFromString(withReadableMath(html), 'text/html');
    const { body } = page;
    for (const dropped of body.querySelectorAll('script, style, title, meta, link, template, noscript, [hidden], [aria-hidden="true"]:not(.katex-html)')) dropped.remove();
    readMath(body);
    rebuildWordLists(body);
    for (const wrapper of body.querySelectorAll('b[id^="docs-internal-guid"], b[style*="font-weight:normal"], b[style*="font-weight: normal"]')) unwrap(wrapper);
    readStyles(body);
    readTasks(body);
    readCode(body);
    readLinks(body);
    readImages(body);
    nestLists(body);
    plainTables(body);
    readSpaces(body);
    dropEmpty(body);
    return sanitized(body.innerHTML);
  }
  return sanitized(html);
}

function sanitized(html: string): string {
  return DOMPurify.sanitize(html, { FORBID_TAGS: ['style', 'svg', 'math', 'form', 'video', 'audio', 'button', 'select', 'textarea'], ADD_ATTR: ['data-pm-slice'] });
}

/** Whether HTML says more than its text does: else the text may be Markdown that was copied from a page. */
export function hasStructure(html: string): boolean {
  return /<(?:h[1-6]|ul|ol|table|strong|b|em|i|a|img|code|blockquote|s|del|mark|hr)[\s>/]/iu.test(html) || /font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic/iu.test(html);
}

function wrapContent(element: Element, tag: string): void {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** KaTeX and MathJax carry their TeX in an annotation, which no page of this window may parse: it becomes a span. */
function withReadableMath(html: string): string {
  return html.replace(/<annotation\b[^>]*\bencoding="application\/x-tex"[^>]*>([\s\S]*?)<\/annotation>/giu, '<span data-tex-source="">$1</span>');
}

function readMath(body: HTMLElement): void {
  for (const set of body.querySelectorAll('.katex, .katex-display, mjx-container, math')) {
    const tex = set.querySelector('[data-tex-source]')?.textContent?.trim() ?? set.getAttribute('alttext')?.trim() ?? '';
    if (tex === '' || !set.isConnected) continue;
    const display = set.classList.contains('katex-display') || set.getAttribute('display') === 'block' || set.getAttribute('display') === 'true';
    const math = body.ownerDocument.createElement('span');
    math.dataset.type = 'math';
    math.dataset.tex = tex;
    math.dataset.display = String(display);
    math.textContent = tex;
    set.replaceWith(math);
  }
}

/** Bold, italics, strikes and highlights that are only style; and elements that their style contradicts. */
function readStyles(body: HTMLElement): void {
  for (const element of body.querySelectorAll<HTMLElement>('[style]')) {
    const { style } = element;
    const isHeading = element.closest('h1, h2, h3, h4, h5, h6') !== null;
    const isCode = /mono|courier|consolas|menlo/iu.test(style.fontFamily);
    const inline = ['SPAN', 'FONT', 'A', 'B', 'STRONG', 'I', 'EM'].includes(element.tagName);
    if (inline) {
      const weight = style.fontWeight === 'bold' || Number(style.fontWeight) >= 600;
      if (weight && !isHeading && element.closest('b, strong') === null) wrapContent(element, 'strong');
      if (style.fontStyle === 'italic' && element.closest('i, em') === null) wrapContent(element, 'em');
      if (/line-through/u.test(style.textDecoration + style.textDecorationLine)) wrapContent(element, 's');
      if (isCode && !isHeading && element.closest('pre, code') === null) wrapContent(element, 'code');
      if (isMarker(style.backgroundColor) && element.closest('pre, code') === null) wrapContent(element, 'mark');
    }
    element.removeAttribute('style');
  }
  // A heading is bold of itself.
  for (const bold of body.querySelectorAll(':is(h1, h2, h3, h4, h5, h6) :is(b, strong)')) unwrap(bold);
  for (const struck of body.querySelectorAll('strike')) {
    wrapContent(struck, 's');
    unwrap(struck);
  }
}

/** The colours of a marker pen; grey and near-white backgrounds are the page's. */
function isMarker(color: string): boolean {
  const named = ['yellow', 'lime', 'cyan', 'aqua', 'orange', 'magenta', 'fuchsia', 'lightgreen', 'pink'];
  if (named.includes(color)) return true;
  const [red = 0, green = 0, blue = 0, alpha = 1] = (/^rgba?\(([^)]*)\)$/u.exec(color)?.[1] ?? '').split(',').map(Number);
  return color.startsWith('rgb') && alpha > 0.2 && Math.max(red, green, blue) > 180 && Math.max(red, green, blue) - Math.min(red, green, blue) > 70;
}

/** GitHub's and others' tasks: a checkbox at the start of an item. */
function readTasks(body: HTMLElement): void {
  for (const box of body.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')) {
    const item = box.closest('li');
    if (item !== null && (item.textContent ?? '').trim() !== '') item.dataset.checked = box.hasAttribute('checked') ? 'x' : ' ';
    box.remove();
  }
  for (const item of body.querySelectorAll<HTMLElement>('li[role="checkbox"], li[aria-checked]')) item.dataset.checked = item.getAttribute('aria-checked') === 'true' ? 'x' : ' ';
}

/** The language of code, from the classes that sites give it; line numbers and copy buttons go. */
function readCode(body: HTMLElement): void {
  for (const block of body.querySelectorAll<HTMLElement>('pre')) {
    const named = [block.querySelector('code'), block, block.parentElement, block.closest('.highlight')];
    for (const each of named) {
      const language = /(?:^|\s)(?:language|lang|highlight-source|brush:)[-\s]?([\w+#-]+)/u.exec(each?.className ?? '')?.[1];
      if (language !== undefined) block.dataset.language ??= language;
    }
    for (const number of block.querySelectorAll('.line-number, .lineno, .gutter, button')) number.remove();
    for (const line of block.querySelectorAll('br')) line.replaceWith('\n');
    for (const line of block.querySelectorAll('div')) if (!(line.textContent ?? '').endsWith('\n')) line.append('\n');
    block.textContent = (block.textContent ?? '').replace(/\n+$/u, '');
  }
}

function readLinks(body: HTMLElement): void {
  for (const link of body.querySelectorAll<HTMLAnchorElement>('a')) {
    const href = link.getAttribute('href') ?? '';
    const target = linkTarget(href);
    const isEmpty = (link.textContent ?? '').trim() === '' && link.querySelector('img') === null;
    // A place within the page that was copied leads nowhere here.
    if (isEmpty) link.remove();
    else if (target.kind !== 'external' || href.startsWith('#')) unwrap(link);
    else link.setAttribute('href', withoutRedirect(target.url));
  }
}

/** The address behind the redirects that Google's and Outlook's pages put before it. */
function withoutRedirect(address: string): string {
  const url = new URL(address);
  const behind = /(?:^|\.)google\.[a-z.]+$/u.test(url.hostname) && url.pathname === '/url' ? (url.searchParams.get('q') ?? url.searchParams.get('url')) : /\.safelinks\.protection\.outlook\.com$/u.test(url.hostname) ? url.searchParams.get('url') : null;
  return behind !== null && /^https?:\/\//u.test(behind) && URL.canParse(behind) ? behind : address;
}

/** Emoji drawn as pictures are characters; pictures that only their program can reach are left out. */
function readImages(body: HTMLElement): void {
  for (const image of body.querySelectorAll('img')) {
    const alt = image.getAttribute('alt') ?? '';
    const source = image.getAttribute('src') ?? '';
    if (/emoji/iu.test(image.className + source) && alt !== '') image.replaceWith(alt);
    else if (!/^(?:https?:|data:image\/)/iu.test(source) || image.getAttribute('width') === '1') image.remove();
    else image.removeAttribute('title');
  }
}

/** Lists that stand beside the item that they belong to. */
function nestLists(body: HTMLElement): void {
  for (const list of body.querySelectorAll(':is(ul, ol) > :is(ul, ol)')) {
    const item = list.previousElementSibling;
    if (item?.tagName === 'LI') item.append(list);
    else unwrap(list);
  }
  for (const stray of body.querySelectorAll(':is(ul, ol) > :not(li, ul, ol)')) {
    if ((stray.textContent ?? '').trim() === '') stray.remove();
  }
}

/** Hard spaces are kept where they keep something together; else they are the copying program's. */
function readSpaces(body: HTMLElement): void {
  const texts = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    if (text.nodeValue?.includes('\u00a0') !== true || text.parentElement?.closest('pre, code') !== null) continue;
    text.nodeValue = text.nodeValue.replace(/\u00a0/gu, (_space, offset: number, all: string) => {
      const [before = '', after = ''] = [all[offset - 1], all[offset + 1]];
      const keeps = (/[\p{L}\p{N}]/u.test(before) && /[:;!?»%€$]/u.test(after)) || before === '«' || (/\d/u.test(before) && /\d/u.test(after));
      return keeps ? '\u00a0' : ' ';
    });
  }
}

function dropEmpty(body: HTMLElement): void {
  for (const element of body.querySelectorAll('p, div, span, h1, h2, h3, h4, h5, h6, strong, em, b, i, code')) {
    if (element.matches('[data-type]')) continue;
    if ((element.textContent ?? '').trim() === '' && element.querySelector('img, hr, [data-type], br + br') === null) {
      // A space between words is all that such an element may mean.
      if (/\s/u.test(element.textContent ?? '') && !/^(?:P|DIV|H\d)$/u.test(element.tagName)) element.replaceWith(' ');
      else element.remove();
    }
  }
  for (const line of body.querySelectorAll(':scope > br, :is(div, blockquote) > br:only-child')) line.remove();
}
