/** Enter, Backspace and arrows in blocks whose shape is not a plain paragraph's. */
import { exitCode } from '@tiptap/pm/commands';
import { Fragment, type NodeType } from '@tiptap/pm/model';
import { Selection, TextSelection, type Command, type EditorState } from '@tiptap/pm/state';
import { addRowAfter, goToNextCell, isInTable, selectedRect } from '@tiptap/pm/tables';

function nodeType(state: EditorState, name: string): NodeType {
  const type = state.schema.nodes[name];
  if (type === undefined) throw new Error(`The schema has no node "${name}".`);
  return type;
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

/** Tab and Shift+Tab through cells; Tab in the last one adds a row. */
export function nextCell(direction: -1 | 1): Command {
  return (state, dispatch, view) => {
    if (!isInTable(state)) return false;
    if (goToNextCell(direction)(state, dispatch, view)) return true;
    if (direction === 1 && dispatch !== undefined) {
      addRowAfter(state, (tr) => {
        dispatch(tr);
      });
      if (view !== undefined) goToNextCell(1)(view.state, view.dispatch, view);
    }
    return true;
  };
}

/** Enter in a cell: to the cell below, in a new row if there is none. */
export const cellBelow: Command = (state, dispatch, view) => {
  if (!isInTable(state) || view === undefined) return false;
  if (dispatch === undefined) return true;
  const rect = selectedRect(state);
  if (rect.bottom === rect.map.height) addRowAfter(state, dispatch);
  const now = selectedRect(view.state);
  const cell = now.map.map[rect.bottom * now.map.width + rect.left];
  if (cell === undefined) return true;
  const position = now.tableStart + cell;
  const tr = view.state.tr;
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(position + 1))).scrollIntoView());
  return true;
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
