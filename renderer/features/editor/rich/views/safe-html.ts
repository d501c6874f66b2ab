/**
 * HTML of a note as it may be shown: without scripts, frames, forms, and without anything that is
 * fetched from outside or that could dress up as a part of the app.
 */
import DOMPurify from 'dompurify';
import { isImageName, isInlineImage, linkTarget } from '../../links/link-target.ts';
import type { EditorContext } from '../editor-context.ts';
import { createElement } from './dom-parts.ts';
import { plainAttributes, plainHtml, plainTags } from './plain-html.ts';

const styles = ['color', 'background-color', 'font-style', 'font-weight', 'text-align', 'text-decoration', 'width', 'max-width'];

/** Plain tags, attributes and styles. Addresses of links and images are as written: the caller judges them. */
export function plainFragment(source: string): DocumentFragment {
  // It belongs to a document without a window: nothing loads before it was looked at.
  const fragment = DOMPurify.sanitize(plainHtml(source), { ALLOWED_TAGS: [...plainTags], ALLOWED_ATTR: [...plainAttributes], ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false, RETURN_DOM_FRAGMENT: true });
  for (const element of fragment.querySelectorAll<HTMLElement>('[style]')) keepPlainStyles(element);
  return fragment;
}

/** Null where nothing is left to be seen. */
export function safeHtml(source: string, context: EditorContext): HTMLElement | null {
  const fragment = plainFragment(source);
  for (const link of fragment.querySelectorAll('a')) tameLink(link);
  for (const image of fragment.querySelectorAll('img')) showImage(image, context);
  const dom = createElement('div', 'html-preview');
  dom.dir = 'auto';
  dom.append(fragment);
  const says = (dom.textContent ?? '').trim() !== '' || dom.querySelector('img, hr, table, .embed-card') !== null;
  return says ? dom : null;
}

function keepPlainStyles(element: HTMLElement): void {
  const kept = styles.flatMap((name) => {
    const value = element.style.getPropertyValue(name);
    return value === '' || /url|image|var\(/iu.test(value) ? [] : [`${name}: ${value}`];
  });
  element.removeAttribute('style');
  if (kept.length > 0) element.setAttribute('style', kept.join('; '));
}

/** As the editor's own links: followed by the editor, never by the browser. */
function tameLink(link: HTMLAnchorElement): void {
  const href = link.getAttribute('href') ?? '';
  const target = linkTarget(href);
  link.removeAttribute('href');
  if (href === '') return;
  link.dataset.href = href;
  link.dataset.link = target.kind;
  link.rel = 'noopener noreferrer nofollow';
  if (target.kind === 'external') link.setAttribute('href', target.url);
  else link.tabIndex = 0;
}

function showImage(image: HTMLImageElement, context: EditorContext): void {
  const source = image.getAttribute('src') ?? '';
  if (isInlineImage(source)) return;
  image.removeAttribute('src');
  const target = linkTarget(source);
  const card = (title: string, detail: string): void => {
    const box = createElement('span', 'embed-card');
    box.append(createElement('span', 'embed-title', title), createElement('span', 'embed-detail', detail));
    image.replaceWith(box);
  };
  if (target.kind === 'external') return card(image.alt || context.say('image.remote', { host: new URL(target.url).host }), context.say('image.remoteWhy', { url: target.url }));
  if (target.kind === 'blocked') return card(context.say('image.blocked'), image.alt);
  void context.resolver.resolve(target.target).then((found) => {
    const path = found?.path ?? null;
    if (path === null || !isImageName(path)) card(context.say('embed.missing', { name: target.target }), '');
    else image.src = context.fileUrl(path);
  });
}
