/** Backspace and Delete where a quote, a callout, an item or a table begins or ends: lines join as they do in its source. */
import { lift } from '@tiptap/pm/commands';
import { Fragment, type Node, type ResolvedPos } from '@tiptap/pm/model';
import { Selection, TextSelection, type Command, type EditorState } from '@tiptap/pm/state';

/** The caret at the start of a text block. */
function caretAtStart({ selection }: EditorState): ResolvedPos | null {
  const { $from, empty } = selection;
  return empty && $from.parent.isTextblock && $from.parentOffset === 0 ? $from : null;
}

/** Backspace in front of a quote's first block takes that block out, whatever stands above the quote. */
export const unquote: Command = (state, dispatch, view) => {
  const $from = caretAtStart(state);
  if ($from === null || $from.depth < 2 || $from.node(-1).type.name !== 'blockquote' || $from.index(-1) > 0) return false;
  return lift(state, dispatch, view);
};

/** Backspace in a paragraph below a quote or callout: its text goes on where theirs ends. */
export const joinIntoQuote: Command = (state, dispatch) => {
  const $from = caretAtStart(state);
  if ($from === null || $from.parent.type.name !== 'paragraph') return false;
  const index = $from.index(-1);
  const above = index === 0 ? null : $from.node(-1).child(index - 1);
  if (above === null || (above.type.name !== 'blockquote' && above.type.name !== 'callout')) return false;
  const last = lastTextblock(above);
  if (last?.type.name !== 'paragraph') return false;
  if (dispatch === undefined) return true;
  const start = $from.before();
  // Each container around the last paragraph ends behind it.
  const end = start - depthOf(above, last);
  const tr = state.tr.delete(start, $from.after()).insert(end, $from.parent.content);
  dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView());
  return true;
};

/** Backspace in front of the first block under a callout's title: its text goes on in the title, as Enter had parted them. */
export const joinIntoTitle: Command = (state, dispatch) => {
  const $from = caretAtStart(state);
  if ($from === null || $from.depth < 2 || $from.node(-1).type.name !== 'callout' || $from.index(-1) !== 1) return false;
  const block = $from.parent;
  if (block.type.spec.code === true) {
    const { paragraph } = state.schema.nodes;
    if (paragraph === undefined) return false;
    dispatch?.(state.tr.setBlockType($from.pos, $from.pos, paragraph));
    return true;
  }
  return joinTitle(state, $from.before(), block, dispatch);
};

/** Delete at the end of a callout's title: the first paragraph under it goes on in the title. */
export const continueTitle: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== 'calloutTitle' || $from.parentOffset < $from.parent.content.size) return false;
  const below = $from.node(-1).maybeChild(1);
  // Other blocks stay: what ends with a title has nothing to go on with there.
  if (below === null || !below.isTextblock || below.type.spec.code === true) return below !== null;
  return joinTitle(state, $from.after(), below, dispatch);
};

/** Delete at the end of an item's line: the line of the next item goes on there, whatever its level. */
export const joinNextItem: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  if (!empty || parent.type.name !== 'paragraph' || $from.parentOffset < parent.content.size || $from.node(-1).type.name !== 'listItem') return false;
  const $next = Selection.findFrom(state.doc.resolve($from.after()), 1, true)?.$head;
  if ($next === undefined || $next.parent.type.name !== 'paragraph' || $next.depth < 2) return false;
  const item = $next.node(-1);
  // An item that holds more stays one.
  if (item.type.name !== 'listItem' || item.childCount > 1 || hasLeafBetween(state.doc, $from.after(), $next.before())) return false;
  let depth = $next.depth - 1;
  // What it was the last of goes with it.
  while (depth > 1 && $next.node(depth - 1).childCount === 1) depth -= 1;
  const { tr } = state;
  tr.delete($next.before(depth), $next.after(depth)).insert($from.pos, $next.parent.content);
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, $from.pos)).scrollIntoView());
  return true;
};

/** Whether a block without text, such as a rule, stands between two places. */
function hasLeafBetween(doc: Node, from: number, to: number): boolean {
  let found = false;
  doc.nodesBetween(from, to, (node) => {
    found ||= node.isBlock && node.isLeaf;
  });
  return found;
}

/** Backspace below a table goes on in its last cell, and Delete above it in its first: no cell is emptied by going there. */
export function enterTable(direction: -1 | 1): Command {
  return (state, dispatch) => {
    const { $from, empty } = state.selection;
    const { parent } = $from;
    const isAtEdge = $from.parentOffset === (direction === -1 ? 0 : parent.content.size);
    if (!empty || !parent.isTextblock || !isAtEdge) return false;
    if ($from.node(-1).maybeChild($from.index(-1) + direction)?.type.name !== 'table') return false;
    const { tr } = state;
    const edge = direction === -1 ? $from.before() : $from.after();
    if (parent.type.name === 'paragraph' && parent.content.size === 0) tr.delete($from.before(), $from.after());
    const cell = Selection.findFrom(tr.doc.resolve(tr.mapping.map(edge)), direction, true);
    if (cell === null) return false;
    dispatch?.(tr.setSelection(cell).scrollIntoView());
    return true;
  };
}

function joinTitle(state: EditorState, position: number, block: Node, dispatch: Parameters<Command>[1]): boolean {
  const end = position - 1;
  const tr = state.tr.delete(position, position + block.nodeSize).insert(end, onOneLine(block.content, state));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView());
  return true;
}

/** Breaks as spaces. */
function onOneLine(content: Fragment, { schema }: EditorState): Fragment {
  const nodes: Node[] = [];
  content.forEach((node) => nodes.push(node.type.name === 'softBreak' || node.type.name === 'hardBreak' ? schema.text(' ', node.marks) : node));
  return Fragment.fromArray(nodes);
}

function lastTextblock(node: Node): Node | null {
  let last: Node | null = node;
  while (last !== null && !last.isTextblock) last = last.type.spec.isolating === true ? null : last.lastChild;
  return last;
}

/** How many nodes end where `inner`, the last of `node`, does. */
function depthOf(node: Node, inner: Node): number {
  let depth = 1;
  for (let each: Node | null = node; each !== null && each !== inner; each = each.lastChild) depth += 1;
  return depth;
}
