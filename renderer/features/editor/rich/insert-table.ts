/** Puts an empty table where the caret is. */
import { TextSelection, type Command } from '@tiptap/pm/state';
import { buildTable, emptyCell } from './table-grid.ts';

/** An empty table below the paragraph with the caret, or in its place where it is empty. */
export function insertTable(rowCount: number, columnCount: number): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const { schema } = state;
    const { table } = schema.nodes;
    if ($from.depth === 0 || table === undefined) return false;
    const isEmpty = $from.parent.content.size === 0;
    const start = isEmpty ? $from.before() : $from.after();
    const index = $from.index(-1) + (isEmpty ? 0 : 1);
    if (!$from.node(-1).canReplaceWith(index, $from.index(-1) + 1, table)) return false;
    const row = Array.from({ length: columnCount }, () => emptyCell(schema));
    const tr = state.tr.replaceWith(start, $from.after(), buildTable(schema, Array.from({ length: rowCount }, () => row)));
    dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(start + 4))).scrollIntoView());
    return true;
  };
}
