/** Writes, numbers and travels between footnotes. Labels in the file change only by the command that says so. */
import type { Node } from '@tiptap/pm/model';
import { TextSelection, type Command, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { flash } from './flash.ts';

/** A mark at the caret under the next free number, its text at the end of the note with the caret in it. */
export const insertFootnote: Command = (state, dispatch) => {
  const { footnoteRef, footnoteDefinition, paragraph } = state.schema.nodes;
  const { $to } = state.selection;
  if (footnoteRef === undefined || footnoteDefinition === undefined || paragraph === undefined) return false;
  if (!$to.parent.isTextblock || !$to.parent.canReplaceWith($to.index(), $to.index(), footnoteRef)) return false;
  // A footnote within a footnote would be lost at the end of the note.
  if (ancestorDefinition(state.doc, $to.pos) !== null) return false;
  if (dispatch === undefined) return true;
  const label = nextLabel(state.doc);
  const tr = state.tr.insert($to.pos, footnoteRef.create({ label }));
  const end = tr.doc.content.size;
  tr.insert(end, footnoteDefinition.create({ label }, paragraph.create()));
  tr.setSelection(TextSelection.create(tr.doc, end + 2));
  dispatch(tr.scrollIntoView());
  return true;
};

/** Gives the numbered footnotes the numbers under which a reader meets them; named ones keep their names. */
export const renumberFootnotes: Command = (state, dispatch) => {
  const order = new Map<string, string>();
  const places: { readonly position: number; readonly label: string }[] = [];
  for (const type of ['footnoteRef', 'footnoteDefinition']) {
    state.doc.descendants((node, position) => {
      const label = String(node.attrs['label']);
      if (node.type.name !== type || !/^\d+$/u.test(label)) return;
      places.push({ position, label });
      if (!order.has(label)) order.set(label, String(order.size + 1));
    });
  }
  const changed = places.filter(({ label }) => order.get(label) !== label);
  if (changed.length === 0) return false;
  if (dispatch !== undefined) {
    const tr: Transaction = state.tr;
    for (const { position, label } of changed) tr.setNodeAttribute(position, 'label', order.get(label) ?? label);
    dispatch(tr);
  }
  return true;
};

/** Moves the caret to the text of a footnote; false where nothing is written. */
export function goToDefinition(view: EditorView, label: string): boolean {
  return goTo(view, 'footnoteDefinition', label);
}

/** Moves the caret behind the first mark of a footnote. */
export function goToReference(view: EditorView, label: string): boolean {
  return goTo(view, 'footnoteRef', label);
}

/** The label of the footnote whose text holds the position. */
export function ancestorDefinition(doc: Node, position: number): string | null {
  const $position = doc.resolve(position);
  for (let depth = $position.depth; depth > 0; depth -= 1) {
    const node = $position.node(depth);
    if (node.type.name === 'footnoteDefinition') return String(node.attrs['label']);
  }
  return null;
}

function goTo(view: EditorView, type: string, label: string): boolean {
  let found: number | null = null;
  view.state.doc.descendants((node, position) => {
    if (found === null && node.type.name === type && String(node.attrs['label']) === label) found = position;
    return found === null;
  });
  if (found === null) return false;
  const position: number = found;
  const inside = type === 'footnoteDefinition' ? position + 2 : position + 1;
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(inside), type === 'footnoteRef' ? -1 : 1)));
  flash(view, inside);
  view.focus();
  return true;
}

function nextLabel(doc: Node): string {
  const used = new Set<string>();
  doc.descendants((node) => {
    if (node.type.name === 'footnoteRef' || node.type.name === 'footnoteDefinition') used.add(String(node.attrs['label']));
  });
  let next = 1;
  while (used.has(String(next))) next += 1;
  return String(next);
}
