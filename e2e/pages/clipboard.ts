/** The clipboard in a note: what another program puts on it, and what a copy from the note does. */
import type { NotePage } from './note-page.ts';

export interface PastedFile {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

/** Pastes what another program has copied, as its paste arrives in the page. */
export async function paste(note: NotePage, data: Readonly<Record<string, string>>, files: readonly PastedFile[] = []): Promise<void> {
  await note.text.evaluate(
    (element, { entries, added }) => {
      const transfer = new DataTransfer();
      for (const [type, text] of entries) transfer.setData(type, text);
      for (const { name, type, base64 } of added) transfer.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name, { type }));
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
    },
    { entries: Object.entries(data), added: files },
  );
}

/** What a copy of the selection puts on the clipboard. */
export async function copied(note: NotePage): Promise<{ readonly text: string; readonly html: string }> {
  return note.text.evaluate((element) => {
    const transfer = new DataTransfer();
    element.dispatchEvent(new ClipboardEvent('copy', { clipboardData: transfer, bubbles: true, cancelable: true }));
    return { text: transfer.getData('text/plain'), html: transfer.getData('text/html') };
  });
}
