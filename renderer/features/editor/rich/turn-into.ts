/** Turns the block or item with the caret into another kind of block. */
import { setBlockType, wrapIn } from '@tiptap/pm/commands';
import { liftListItem, wrapInList } from '@tiptap/pm/schema-list';
import { Selection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { itemAround, toggleList, toggleTaskList } from './list-commands.ts';

export type BlockKind = 'paragraph' | 'heading1' | 'heading2' | 'heading3' | 'bulletList' | 'orderedList' | 'taskList' | 'quote' | 'codeBlock';

export const blockKinds: readonly BlockKind[] = ['paragraph', 'heading1', 'heading2', 'heading3', 'bulletList', 'orderedList', 'taskList', 'quote', 'codeBlock'];

export function turnInto(kind: BlockKind): Command {
  switch (kind) {
    case 'bulletList':
    case 'orderedList':
      return toList(kind);
    case 'taskList':
      return (state, dispatch, view) => (isTask(state) ? true : toggleTaskList(state, dispatch, view));
    case 'quote':
      return outOfLists((state, dispatch) => {
        const type = state.schema.nodes['blockquote'];
        return type !== undefined && wrapIn(type)(state, dispatch);
      });
    default:
      return outOfLists((state, dispatch) => {
        const type = state.schema.nodes[kind.startsWith('heading') ? 'heading' : kind];
        return type !== undefined && setBlockType(type, kind.startsWith('heading') ? { level: Number(kind.at(-1)) } : null)(state, dispatch);
      });
  }
}

function isTask(state: EditorState): boolean {
  const item = itemAround(state.selection.$from);
  return item !== null && item.node.attrs['checked'] !== null;
}

/** Items of this kind already stay; tasks become plain items. */
function toList(kind: 'bulletList' | 'orderedList'): Command {
  return (state, dispatch, view) => {
    const item = itemAround(state.selection.$from);
    const type = state.schema.nodes[kind];
    if (item === null || type === undefined) return type !== undefined && wrapInList(type)(state, dispatch, view);
    const isSame = state.selection.$from.node(item.depth - 1).type === type;
    if (isSame && item.node.attrs['checked'] === null) return true;
    if (!isSame) return toggleList(kind)(state, dispatch, view);
    dispatch?.(state.tr.setNodeAttribute(item.position, 'checked', null));
    return true;
  };
}

/** Takes the block out of the lists around it first: a heading in an item is hardly what is meant. */
function outOfLists(command: Command): Command {
  return (state, dispatch) => {
    const tr = state.tr;
    let now = state;
    const apply = (step: Transaction): void => {
      for (const each of step.steps) tr.step(each);
      now = now.apply(step);
    };
    const type = state.schema.nodes['listItem'];
    while (type !== undefined && itemAround(now.selection.$from) !== null && liftListItem(type)(now, apply));
    const changed = command(now, apply);
    if (!changed && tr.steps.length === 0) return false;
    // The same place in a document that is equal, not the same.
    tr.setSelection(Selection.fromJSON(tr.doc, now.selection.toJSON()));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}
