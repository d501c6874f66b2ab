/** One page of a PDF at a time, drawn when it is near; turned by buttons and by keys. */
import { fileNameOf, type VaultPath } from '#shared/model/note-path.ts';
import type { EditorContext } from '../rich/editor-context.ts';
import { createButton, createElement, whenNear } from '../rich/views/dom-parts.ts';
import type { EmbedPart } from './note-embed.ts';
import type { PdfPages } from './pdf-pages.ts';

/** `page=3&height=400`, as it stands behind the `#` of an embedded PDF. */
export function pdfPlace(fragment: string | undefined): { readonly page: number; readonly heightPx: number | null } {
  const values = new Map([...(fragment ?? '').matchAll(/(page|height)=(\d{1,5})/giu)].map((match) => [match[1]?.toLowerCase(), Number(match[2])]));
  return { page: Math.max(1, values.get('page') ?? 1), heightPx: values.get('height') ?? null };
}

export function pdfEmbed(dom: HTMLElement, path: VaultPath, fragment: string | undefined, context: EditorContext): EmbedPart {
  const { page: firstPage, heightPx } = pdfPlace(fragment);
  const name = fileNameOf(path);
  const header = createElement('span', 'embed-header');
  const title = createButton('embed-open', name, (event) => context.openLink(path, { newTab: event.ctrlKey || event.metaKey }));
  const previous = createButton('embed-button', context.say('embed.pdf.previous'), () => turn(-1), 'chevron-left');
  const next = createButton('embed-button', context.say('embed.pdf.next'), () => turn(1), 'chevron-right');
  const count = createElement('span', 'embed-count');
  count.setAttribute('aria-live', 'polite');
  header.append(title, previous, count, next);
  const frame = createElement('span', 'pdf-page');
  frame.tabIndex = 0;
  frame.setAttribute('role', 'group');
  if (heightPx !== null) frame.style.maxHeight = `${heightPx}px`;
  dom.className = 'picture embed-pdf embed-live';
  dom.replaceChildren(header, frame);

  let pages: PdfPages | null = null;
  let page = firstPage;
  let gone = false;

  const turn = (by: number): void => {
    if (pages === null) return;
    const wanted = Math.max(1, Math.min(page + by, pages.count));
    if (wanted === page) return;
    page = wanted;
    frame.scrollTop = 0;
    void show();
  };
  const show = async (): Promise<void> => {
    if (pages === null || gone) return;
    const label = context.say('embed.pdf.page', { page: String(page), count: String(pages.count), name });
    count.textContent = `${page} / ${pages.count}`;
    frame.setAttribute('aria-label', label);
    previous.disabled = page <= 1;
    next.disabled = page >= pages.count;
    await pages.draw(page, frame);
  };
  const failed = (): void => {
    if (gone) return;
    dom.className = 'picture embed-card embed-missing';
    dom.replaceChildren(title, createElement('span', 'embed-detail', context.say('embed.pdf.failed')));
  };
  const load = async (): Promise<void> => {
    try {
      const { openPdf } = await import('./pdf-pages.ts');
      const opened = await openPdf(context.fileUrl(path));
      if (gone) return opened.close();
      pages = opened;
      page = Math.min(page, opened.count);
      await show();
    } catch {
      failed();
    }
  };
  frame.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    turn(by);
  });
  frame.append(createElement('span', 'embed-detail', context.say('embed.pdf.loading')));
  const stopWaiting = whenNear(dom, () => void load());
  const stopListening = context.onFileChange(path, () => {
    pages?.close();
    pages = null;
    void load();
  });
  return {
    destroy() {
      gone = true;
      stopWaiting();
      stopListening();
      pages?.close();
    },
  };
}
