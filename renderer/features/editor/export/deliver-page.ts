/** Hands a finished page over: as a download, or to the printer. */
import { pageText } from './export-page.ts';

export function downloadPage(page: Document, fileName: string): void {
  const address = URL.createObjectURL(new Blob([pageText(page)], { type: 'text/html;charset=utf-8' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = fileName;
  anchor.click();
  // The browser has its own hold on the bytes once the download has begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Opens the print dialog over exactly this page, in a frame that nobody sees. */
export async function printPage(page: Document): Promise<void> {
  const frame = document.createElement('iframe');
  frame.className = 'print-frame';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  // Of no size, but there: what is not displayed is not printed.
  frame.style.cssText = 'position:fixed;inset:0 auto auto 0;width:0;height:0;border:0;visibility:hidden';
  document.body.append(frame);
  const [inner, view] = [frame.contentDocument, frame.contentWindow];
  if (inner === null || view === null) throw new Error('A frame without a document.');
  // Nodes are moved, not written as text: no markup is read again.
  inner.documentElement.replaceWith(inner.importNode(page.documentElement, true));
  const { title } = document;
  view.addEventListener('afterprint', () => {
    document.title = title;
    frame.remove();
  });
  await Promise.all([...inner.images].map((image) => image.decode().catch(() => undefined)));
  await inner.fonts.ready;
  // Browsers offer the window's title as the name of the file.
  document.title = page.title;
  view.focus();
  view.print();
}
