/**
 * Keeps what a person has just typed and Markdown cannot say yet, when another text is shown under
 * the caret: the space before the next word, the empty paragraph before its first letter. Without
 * this, a change by another program in that moment would join two words or two paragraphs.
 */
import type { ResolvedPos } from '@tiptap/pm/model';
import { TextSelection, type Transaction } from '@tiptap/pm/state';

/** Adds to `tr`, which shows the other text; `head` is where the caret was before it. */
export function keepPending(tr: Transaction, head: ResolvedPos): void {
  const { parent } = head;
  if (parent.type.name === 'paragraph' && parent.content.size === 0 && head.depth === 1) {
    const shown = tr.selection.$head.parent;
    if (shown.type === parent.type && shown.content.size === 0) return;
    const at = tr.doc.resolve(tr.mapping.map(head.before(), -1));
    const place = at.depth === 0 ? at.pos : at.after(1);
    tr.insert(place, parent.type.create());
    tr.setSelection(TextSelection.create(tr.doc, place + 1));
    return;
  }
  if (!parent.isTextblock || parent.type.spec.code === true || head.parentOffset !== parent.content.size) return;
  const spaces = /[^\S\n]+$/.exec(parent.textContent)?.[0];
  const now = tr.selection.$head;
  if (spaces === undefined || now.parent.type !== parent.type || now.parentOffset !== now.parent.content.size) return;
  if (!/\s$/.test(now.parent.textContent)) tr.insertText(spaces, now.pos);
}
