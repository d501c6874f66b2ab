/** Enter, Backspace and arrows in blocks whose shape is not a plain paragraph's. */
import { exitCode, setBlockType, wrapIn } from '@tiptap/pm/commands';
import { Fragment, type Node, type NodeType } from '@tiptap/pm/model';
import { NodeSelection, Selection, TextSelection, type Command, type EditorState } from '@tiptap/pm/state';
import { isInTable } from '@tiptap/pm/tables';

function nodeType(state: EditorState, name: string): NodeType {
  const type = state.schema.nodes[name];
  if (type === undefined) throw new Error(`The schema has no node "${name}".`);
  return type;
}

export function setBlock(name: string, attrs: Readonly<Record<string, unknown>> | null = null): Command {
  return (state, dispatch, view) => {
    const type = state.schema.nodes[name];
    return type !== undefined && setBlockType(type, attrs)(state, dispatch, view);
  };
}

export const wrapInQuote: Command = (state, dispatch, view) => wrapIn(nodeType(state, 'blockquote'))(state, dispatch, view);

/** Whether text is selected from one block into another. */
export function spansTextblocks({ selection }: EditorState): boolean {
  return selection instanceof TextSelection && !selection.$from.sameParent(selection.$to);
}

/** Enter in a callout's title: what stands behind the caret becomes the callout's first paragraph. */
export const splitCalloutTitle: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if ($from.parent.type.name !== 'calloutTitle' || !$from.sameParent($to)) return false;
  if (dispatch === undefined) return true;
  const rest = $from.parent.content.cut($to.parentOffset);
  const end = $from.end();
  const tr = state.tr.delete($from.pos, end);
  const after = tr.mapping.map(end) + 1;
  tr.insert(after, nodeType(state, 'paragraph').create(null, rest));
  tr.setSelection(TextSelection.create(tr.doc, after + 1));
  dispatch(tr.scrollIntoView());
  return true;
};

/** Backspace at the start of a callout's title: the callout becomes a quote. */
export const unwrapCallout: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.parent.type.name !== 'calloutTitle') return false;
  const callout = $from.node(-1);
  const start = $from.before(-1);
  const title = nodeType(state, 'paragraph').create(null, $from.parent.content);
  const rest: Fragment = callout.content.cut($from.parent.nodeSize);
  const quote = nodeType(state, 'blockquote').create(null, Fragment.from(title).append(rest));
  const tr = state.tr.replaceWith(start, start + callout.nodeSize, quote);
  tr.setSelection(TextSelection.create(tr.doc, start + 2));
  dispatch?.(tr);
  return true;
};

/** Backspace at the start of a heading makes it a paragraph. */
export const unmarkHeading: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.parent.type.name !== 'heading') return false;
  dispatch?.(state.tr.setBlockType($from.pos, $from.pos, nodeType(state, 'paragraph')));
  return true;
};

/** Down at the end of a block of source that ends the note: a paragraph to go on in. */
export const leaveSourceBlock: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const { type } = $from.parent;
  if (!empty || type.spec.code !== true || $from.parentOffset < $from.parent.content.size) return false;
  if ($from.after() < state.doc.content.size) return false;
  return exitCode(state, dispatch);
};

/** A line break where the block allows one. */
export const insertBreak: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.parent.type.spec.code === true || isInTable(state)) return false;
  const type = nodeType(state, 'hardBreak');
  if (!$from.parent.canReplaceWith($from.index(), $from.index(), type)) return false;
  dispatch?.(state.tr.replaceSelectionWith(type.create(), true).scrollIntoView());
  return true;
};

/** Tab in code is an indent, not a way out. */
export const indentCode: Command = (state, dispatch) => {
  if (state.selection.$from.parent.type.spec.code !== true) return false;
  dispatch?.(state.tr.insertText('\t').scrollIntoView());
  return true;
};

/** A paragraph at the end of the note, for a click below the last block. */
export const continueAtEnd: Command = (state, dispatch) => {
  const last = state.doc.lastChild;
  const tr = state.tr;
  if (last?.type.name !== 'paragraph') tr.insert(state.doc.content.size, nodeType(state, 'paragraph').create());
  tr.setSelection(Selection.atEnd(tr.doc));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Copies the selected blocks below themselves. */
export const duplicateBlocks: Command = (state, dispatch) => {
  const range = selectedBlocks(state);
  if (range === null) return false;
  const tr = state.tr.insert(range.to, range.parent.content.cut(range.from - range.start, range.to - range.start));
  const shift = range.to - range.from;
  const { from, to } = state.selection;
  tr.setSelection(TextSelection.between(tr.doc.resolve(from + shift), tr.doc.resolve(to + shift)));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Deletes the selected blocks or items as a whole. */
export const deleteBlocks: Command = (state, dispatch) => {
  const range = selectedBlocks(state);
  if (range === null) return false;
  const { tr } = state;
  if (range.to - range.from < range.parent.content.size) tr.delete(range.from, range.to);
  else if (range.depth === 0) tr.replaceWith(range.from, range.to, nodeType(state, 'paragraph').create());
  else {
    // The last item takes its list with it, and so on upwards.
    const $start = state.doc.resolve(range.start);
    let depth = range.depth;
    while (depth > 1 && $start.node(depth - 1).childCount === 1) depth -= 1;
    if (depth === 1 && state.doc.childCount === 1) tr.replaceWith($start.before(1), $start.after(1), nodeType(state, 'paragraph').create());
    else tr.delete($start.before(depth), $start.after(depth));
  }
  tr.setSelection(Selection.near(tr.doc.resolve(Math.min(range.from, tr.doc.content.size)), 1));
  dispatch?.(tr.scrollIntoView());
  return true;
};

interface BlockRange {
  readonly parent: Node;
  readonly depth: number;
  /** Where the parent's content begins. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/** The items or blocks that the selection touches, as children of the nearest list, container or the note. */
export function selectedBlocks(state: EditorState): BlockRange | null {
  const { $from, $to } = state.selection;
  if ($from.depth === 0) {
    const node = state.selection instanceof NodeSelection ? state.selection.node : null;
    return node === null ? null : { parent: state.doc, depth: 0, start: 0, from: state.selection.from, to: state.selection.to };
  }
  const isUnit = (parent: Node): boolean => ['doc', 'bulletList', 'orderedList', 'blockquote', 'callout', 'footnoteDefinition'].includes(parent.type.name);
  for (let depth = $from.sharedDepth($to.pos); depth >= 0; depth -= 1) {
    const parent = $from.node(depth);
    if (!isUnit(parent) || $from.depth === depth || $to.depth === depth) continue;
    const [from, to] = [$from.before(depth + 1), $to.after(depth + 1)];
    const first = parent.child($from.index(depth)).type.name;
    // Frontmatter and a callout's title belong where they are.
    if (first === 'frontmatter' || first === 'calloutTitle') continue;
    return { parent, depth, start: $from.start(depth), from, to };
  }
  return null;
}
