/** A picture with its written size, and a handle that changes that size by pointer and by keys. */
import type { Node } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import type { EmbedPart } from '../../embed/note-embed.ts';
import { parseImageSize, type ImageSize } from '../../links/link-target.ts';
import type { EditorContext } from '../editor-context.ts';
import { createElement } from './dom-parts.ts';

export interface ImagePartOptions {
  readonly source: string;
  readonly size: ImageSize | null;
  readonly description: string;
  readonly view: EditorView;
  readonly getPosition: () => number | undefined;
  readonly context: EditorContext;
  readonly onError: () => void;
}

const smallestPx = 20;
const stepPx = 10;

export function imagePart(dom: HTMLElement, { source, size, description, view, getPosition, context, onError }: ImagePartOptions): EmbedPart {
  const image = createElement('img', '');
  image.alt = description;
  image.loading = 'lazy';
  image.decoding = 'async';
  image.draggable = false;
  if (size !== null) {
    image.width = size.widthPx;
    // Not as a height: on a narrow page both sides shrink.
    if (size.heightPx !== null) image.style.aspectRatio = `${size.widthPx} / ${size.heightPx}`;
  }
  image.addEventListener('error', onError, { once: true });
  image.src = source;

  const handle = createElement('span', 'resize-handle edit-only');
  handle.tabIndex = view.editable ? 0 : -1;
  handle.setAttribute('role', 'slider');
  handle.setAttribute('aria-label', context.say('image.width', { name: description }));
  handle.setAttribute('aria-valuemin', String(smallestPx));
  const showWidth = (widthPx: number): void => {
    handle.setAttribute('aria-valuenow', String(widthPx));
    handle.setAttribute('aria-valuetext', context.say('image.widthPx', { width: String(widthPx) }));
  };
  const shownWidth = (): number => Math.round(image.getBoundingClientRect().width);
  image.addEventListener('load', () => showWidth(shownWidth()), { once: true });

  const write = (widthPx: number): void => {
    const position = getPosition();
    const node = position === undefined ? null : view.state.doc.nodeAt(position);
    if (position === undefined || node === null || !view.editable) return;
    const [name, value] = resized(node, Math.max(smallestPx, Math.round(widthPx)));
    view.dispatch(view.state.tr.setNodeAttribute(position, name, value));
    // The picture is drawn anew with its size; the keys go on.
    if (document.activeElement !== handle && dom.isConnected) dom.querySelector<HTMLElement>('.resize-handle')?.focus();
  };
  handle.addEventListener('pointerdown', (event) => {
    if (!view.editable || event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const startWidth = shownWidth();
    const startX = event.clientX;
    // From right to left the free corner is the left one.
    const direction = getComputedStyle(dom).direction === 'rtl' ? -1 : 1;
    let widthPx = startWidth;
    const move = (moved: PointerEvent): void => {
      widthPx = Math.max(smallestPx, Math.round(startWidth + direction * (moved.clientX - startX)));
      image.style.width = `${widthPx}px`;
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener(
      'lostpointercapture',
      () => {
        handle.removeEventListener('pointermove', move);
        image.style.width = '';
        if (widthPx !== startWidth) write(widthPx);
      },
      { once: true },
    );
  });
  handle.addEventListener('keydown', (event) => {
    const by = { ArrowRight: stepPx, ArrowUp: stepPx, ArrowLeft: -stepPx, ArrowDown: -stepPx, PageUp: stepPx * 10, PageDown: -stepPx * 10 }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    write((size?.widthPx ?? shownWidth()) + by);
  });

  dom.className = 'picture picture-image';
  dom.replaceChildren(image, handle);
  return { destroy: () => undefined };
}

/** The attribute that says a picture's size, with another width; a written height keeps its proportion. */
function resized(node: Node, widthPx: number): readonly [name: string, value: string] {
  const name = node.type.name === 'embed' ? 'alias' : 'alt';
  const written: unknown = node.attrs[name];
  const parts = typeof written === 'string' && written !== '' ? written.split('|') : [];
  const size = parseImageSize(parts.at(-1) ?? '');
  if (size !== null) parts.pop();
  const height = size?.heightPx === null || size === null ? '' : `x${Math.max(1, Math.round((size.heightPx * widthPx) / Math.max(1, size.widthPx)))}`;
  return [name, [...parts, `${widthPx}${height}`].join('|')];
}
