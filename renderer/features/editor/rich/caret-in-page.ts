/**
 * Takes over a caret that the browser has moved already and has not told of yet.
 *
 * A key or a click moves the browser's caret at once; the event that says so comes with a later
 * task, on a busy page after the next keys. A change of the document in between would put the
 * caret back to where the editor still believes it.
 */
import type { EditorView } from '@tiptap/pm/view';

/** To be called before a change that no key asked for; never from within a transaction. */
export function takeCaretOfPage(view: EditorView): void {
  // The event for which ProseMirror waits: it reads the page's selection and any text that it has not read.
  if (!view.isDestroyed && view.hasFocus()) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
}
