/** What Enter, Tab, Backspace and shortcuts do in lists and tasks. */
import type { Node, NodeType, ResolvedPos } from '@tiptap/pm/model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from '@tiptap/pm/schema-list';
import { NodeSelection, TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { selectedBlocks } from './block-commands.ts';

export interface ItemAt {
  readonly node: Node;
  readonly position: number;
  readonly depth: number;
}

/** The innermost list item around a position. */
export function itemAround($position: ResolvedPos): ItemAt | null {
  for (let depth = $position.depth; depth > 0; depth -= 1) {
    const node = $position.node(depth);
    if (node.type.name === 'listItem') return { node, position: $position.before(depth), depth };
  }
  return null;
}

function itemType(state: EditorState): NodeType | undefined {
  return state.schema.nodes['listItem'];
}

/** A new item below; of a task an open one. In an empty item: out one level. */
export const splitItem: Command = (state, dispatch, view) => {
  const type = itemType(state);
  const item = itemAround(state.selection.$from);
  if (type === undefined || item === null || state.selection.$from.depth !== item.depth + 1) return false;
  const isEmpty = item.node.childCount === 1 && item.node.firstChild?.content.size === 0;
  if (isEmpty) return liftAndKeepNumbers(state, dispatch);
  const checked = item.node.attrs['checked'] === null ? null : ' ';
  return splitListItem(type, { checked })(state, dispatch, view) || liftAndKeepNumbers(state, dispatch);
};

/** Nests the selected items. */
export const sinkItems: Command = (state, dispatch, view) => {
  const type = itemType(state);
  if (type === undefined || itemAround(state.selection.$from) === null) return false;
  sinkListItem(type)(state, dispatch, view);
  // Tab in a list never leaves the editor, even where there is nothing to nest under.
  return true;
};

/** Takes nested items out one level; those at the top stay items. */
export const liftItems: Command = (state, dispatch) => {
  const item = itemAround(state.selection.$from);
  if (item === null) return false;
  const isNested = state.selection.$from.node(item.depth - 2).type.name === 'listItem';
  return !isNested || liftAndKeepNumbers(state, dispatch);
};

/** Lifts items; what follows them in a numbered list keeps the numbers that it has. */
function liftAndKeepNumbers(state: EditorState, dispatch: ((tr: Transaction) => void) | undefined): boolean {
  const type = itemType(state);
  if (type === undefined) return false;
  let lifted: Transaction | null = null;
  if (!liftListItem(type)(state, (tr) => (lifted = tr))) return false;
  const tr = lifted ?? state.tr;
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (node) => node.firstChild?.type === type);
  if (range !== null && range.parent.type.name === 'orderedList' && range.endIndex < range.parent.childCount) {
    const end = tr.mapping.map(range.end, 1);
    const number = Number(range.parent.attrs['start']) + range.endIndex;
    tr.doc.nodesBetween(Math.max(0, end - 1), Math.min(end + 1, tr.doc.content.size), (node, position) => {
      if (node.type.name === 'orderedList' && position >= end - 2 && position <= end && tr.doc.resolve(position).parent.type !== type) {
        tr.setNodeAttribute(position, 'start', number);
      }
    });
  }
  dispatch?.(tr);
  return true;
}

/** At the start of an item: first the checkbox goes, then the bullet. */
export const unmarkItem: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const item = itemAround($from);
  if (!empty || item === null || $from.parentOffset > 0) return false;
  if ($from.depth !== item.depth + 1 || $from.index(item.depth) > 0) return false;
  if (item.node.attrs['checked'] === null) return liftAndKeepNumbers(state, dispatch);
  dispatch?.(state.tr.setNodeAttribute(item.position, 'checked', null));
  return true;
};

/** Makes the blocks a list of this kind, changes the kind of the list, or takes the list away. */
export function toggleList(kind: 'bulletList' | 'orderedList'): Command {
  return (state, dispatch, view) => {
    const type = state.schema.nodes[kind];
    const { $from, $to } = state.selection;
    if (type === undefined) return false;
    const range = $from.blockRange($to, (node) => node.firstChild?.type === itemType(state));
    if (range === null || itemAround($from) === null) return wrapInList(type)(state, dispatch, view);
    if (range.parent.type === type) return liftAndKeepNumbers(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup($from.before(range.depth), type));
    return true;
  };
}

/** Ticks the tasks of the selection, or opens them where all are ticked. */
export const toggleTask: Command = (state, dispatch) => {
  const tasks = selectedItems(state).filter((item) => item.node.attrs['checked'] !== null);
  if (tasks.length === 0) return false;
  const checked = tasks.some((item) => item.node.attrs['checked'] === ' ') ? 'x' : ' ';
  const tr = state.tr;
  for (const item of tasks) {
    // A mark of the user's own is done already.
    if (checked === ' ' || item.node.attrs['checked'] === ' ') tr.setNodeAttribute(item.position, 'checked', checked);
  }
  dispatch?.(tr);
  return true;
};

/** Makes tasks of the selected blocks or items, or plain items of tasks. */
export const toggleTaskList: Command = (state, dispatch, view) => {
  const items = selectedItems(state);
  const bulletList = state.schema.nodes['bulletList'];
  if (items.length === 0) {
    if (bulletList === undefined) return false;
    let wrapped = state.tr;
    if (!wrapInList(bulletList)(state, (tr) => (wrapped = tr), view)) return false;
    const inner = state.apply(wrapped);
    for (const item of selectedItems(inner)) wrapped.setNodeAttribute(item.position, 'checked', ' ');
    dispatch?.(wrapped);
    return true;
  }
  const allTasks = items.every((item) => item.node.attrs['checked'] !== null);
  const tr = state.tr;
  for (const item of items) {
    if (allTasks) tr.setNodeAttribute(item.position, 'checked', null);
    else if (item.node.attrs['checked'] === null) tr.setNodeAttribute(item.position, 'checked', ' ');
  }
  dispatch?.(tr);
  return true;
};

function selectedItems(state: EditorState): readonly ItemAt[] {
  const { $from, from, to, empty } = state.selection;
  const inner = itemAround($from);
  if (empty) return inner === null ? [] : [inner];
  const items = new Map<number, ItemAt>();
  if (inner !== null) items.set(inner.position, inner);
  state.doc.nodesBetween(from, to, (node, position) => {
    if (node.type.name !== 'listItem') return;
    const first = node.firstChild;
    // Only items whose own line is selected, not those around it.
    if (first !== null && position + 1 + first.nodeSize > from) items.set(position, { node, position, depth: 0 });
  });
  return [...items.values()];
}

/** Moves the selected items or blocks past their neighbour. */
export function moveBlock(direction: -1 | 1): Command {
  return (state, dispatch) => {
    const range = selectedBlocks(state);
    if (range === null) return false;
    const { parent, start, from, to } = range;
    const other = direction === -1 ? parent.childBefore(from - start).node : parent.childAfter(to - start).node;
    // At the edge of a list or quote the key is used up; frontmatter and a callout's title stay first.
    if (other === null || other.type.name === 'frontmatter' || other.type.name === 'calloutTitle') return range.depth > 0;
    const tr = state.tr;
    // The neighbour moves, so that the blocks with the selection stay what they are.
    if (direction === -1) tr.delete(from - other.nodeSize, from).insert(to - other.nodeSize, other);
    else tr.delete(to, to + other.nodeSize).insert(from, other);
    const shift = direction === -1 ? -other.nodeSize : other.nodeSize;
    const { selection } = state;
    if (selection instanceof NodeSelection) tr.setSelection(NodeSelection.create(tr.doc, selection.from + shift));
    else tr.setSelection(TextSelection.between(tr.doc.resolve(selection.anchor + shift), tr.doc.resolve(selection.head + shift)));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}
