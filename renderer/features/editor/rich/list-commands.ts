/** What Enter, Tab, Backspace and shortcuts do in lists and tasks. */
import type { Node, NodeType, ResolvedPos } from '@tiptap/pm/model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from '@tiptap/pm/schema-list';
import { TextSelection, type Command, type EditorState } from '@tiptap/pm/state';

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

/** A new item below; of a task an open one. In an empty item: out of the list. */
export const splitItem: Command = (state, dispatch, view) => {
  const type = itemType(state);
  const item = itemAround(state.selection.$from);
  if (type === undefined || item === null || state.selection.$from.depth !== item.depth + 1) return false;
  const checked = item.node.attrs['checked'] === null ? null : ' ';
  return splitListItem(type, { checked })(state, dispatch, view) || liftListItem(type)(state, dispatch, view);
};

export const sinkItem: Command = (state, dispatch, view) => {
  const type = itemType(state);
  if (type === undefined || itemAround(state.selection.$from) === null) return false;
  sinkListItem(type)(state, dispatch, view);
  // Tab in a list never leaves the editor, even where there is nothing to nest under.
  return true;
};

export const liftItem: Command = (state, dispatch, view) => {
  const type = itemType(state);
  return type !== undefined && liftListItem(type)(state, dispatch, view);
};

/** At the start of an item: first the checkbox goes, then the bullet. */
export const unmarkItem: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  const item = itemAround($from);
  if (!empty || item === null || $from.parentOffset > 0) return false;
  if ($from.depth !== item.depth + 1 || $from.index(item.depth) > 0) return false;
  if (item.node.attrs['checked'] === null) return liftItem(state, dispatch, view);
  dispatch?.(state.tr.setNodeAttribute(item.position, 'checked', null));
  return true;
};

/** Makes the blocks a list of this kind, changes the kind of the list, or takes the list away. */
export function toggleList(kind: 'bulletList' | 'orderedList'): Command {
  return (state, dispatch, view) => {
    const type = state.schema.nodes[kind];
    const item = itemAround(state.selection.$from);
    if (type === undefined) return false;
    if (item === null) return wrapInList(type)(state, dispatch, view);
    const list = state.selection.$from.node(item.depth - 1);
    if (list.type === type) return liftItem(state, dispatch, view);
    dispatch?.(state.tr.setNodeMarkup(state.selection.$from.before(item.depth - 1), type));
    return true;
  };
}

/** Ticks or opens the tasks of the selection. */
export const toggleTask: Command = (state, dispatch) => {
  const tr = state.tr;
  let found = false;
  for (const item of selectedItems(state)) {
    if (item.node.attrs['checked'] === null) continue;
    found = true;
    tr.setNodeAttribute(item.position, 'checked', item.node.attrs['checked'] === ' ' ? 'x' : ' ');
  }
  if (found) dispatch?.(tr);
  return found;
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

/** Moves the item or block with the caret past its neighbour. */
export function moveBlock(direction: -1 | 1): Command {
  return (state, dispatch) => {
    const { $from, $to, from, to } = state.selection;
    const item = itemAround($from);
    const depth = item?.depth ?? 1;
    if ($from.depth < depth) return false;
    const parent = $from.node(depth - 1);
    const first = $from.index(depth - 1);
    const last = $to.depth >= depth && $to.start(depth - 1) === $from.start(depth - 1) ? $to.index(depth - 1) : first;
    const neighbour = direction === -1 ? first - 1 : last + 1;
    if (neighbour < 0 || neighbour >= parent.childCount) return item !== null;
    const other = parent.child(neighbour);
    // Frontmatter stays first.
    if (other.type.name === 'frontmatter' || parent.child(first).type.name === 'frontmatter') return false;
    const contentStart = $from.start(depth - 1);
    let start = contentStart;
    for (let index = 0; index < first; index += 1) start += parent.child(index).nodeSize;
    let size = 0;
    for (let index = first; index <= last; index += 1) size += parent.child(index).nodeSize;
    const tr = state.tr;
    // The neighbour moves, so that the blocks with the selection stay what they are.
    if (direction === -1) tr.delete(start - other.nodeSize, start).insert(start - other.nodeSize + size, other);
    else tr.delete(start + size, start + size + other.nodeSize).insert(start, other);
    const shift = direction === -1 ? -other.nodeSize : other.nodeSize;
    tr.setSelection(TextSelection.between(tr.doc.resolve(from + shift), tr.doc.resolve(to + shift)));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

