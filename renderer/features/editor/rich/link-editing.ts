/** Setting and taking away the address of Markdown links. */
import type { EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** The address of the link at the selection, or `''`. */
export function linkAtSelection(state: EditorState): string {
  const link = state.schema.marks['link'];
  const { $from, empty } = state.selection;
  const marks = empty ? [...$from.marks(), ...($from.nodeAfter?.marks ?? [])] : ($from.nodeAfter?.marks ?? []);
  const mark = marks.find((each) => each.type === link);
  return mark === undefined ? '' : String(mark.attrs['href']);
}

/** Links the selection, the whole link at the caret, or a new text that is the address itself; `''` unlinks. */
export function applyLink(view: EditorView, href: string): void {
  const { state } = view;
  const link = state.schema.marks['link'];
  if (link === undefined) return;
  const range = state.selection.empty ? linkRange(state) : { from: state.selection.from, to: state.selection.to };
  const { tr } = state;
  if (range === null) {
    if (href === '') return;
    tr.replaceSelectionWith(state.schema.text(href, [link.create({ href })]), false);
  } else {
    tr.removeMark(range.from, range.to, link);
    if (href !== '') tr.addMark(range.from, range.to, link.create({ href }));
  }
  view.dispatch(tr.removeStoredMark(link).scrollIntoView());
}

function linkRange(state: EditorState): { readonly from: number; readonly to: number } | null {
  const { $from } = state.selection;
  const mark = [...($from.nodeAfter?.marks ?? []), ...$from.marks()].find((each) => each.type.name === 'link');
  if (mark === undefined) return null;
  let range: { readonly from: number; readonly to: number } | null = null;
  $from.parent.forEach((child, offset) => {
    if (!mark.isInSet(child.marks)) return;
    const [from, to] = [$from.start() + offset, $from.start() + offset + child.nodeSize];
    if (range !== null && range.to === from) range = { from: range.from, to };
    else if (range === null || to <= $from.pos || from <= $from.pos) range = { from, to };
  });
  return range;
}
