/** Cells from the clipboard: into the table with the caret, or as a table of their own; and cells out of it. */
import { Fragment, type Node, type Schema, type Slice } from '@tiptap/pm/model';
import { TextSelection, type Command, type EditorState } from '@tiptap/pm/state';
import { CellSelection } from '@tiptap/pm/tables';
import { cellsOfText, textOfCells } from './tab-separated.ts';
import { fillCells } from './table-commands.ts';
import { buildTable, filledCell, tablePosition } from './table-grid.ts';

type Grid = readonly (readonly Fragment[])[];

/** The cells of a text from a spreadsheet. */
export function gridOfText(text: string, schema: Schema): Grid | null {
  const rows = cellsOfText(text);
  return rows?.map((row) => row.map((cell) => plainCell(cell, schema))) ?? null;
}

function plainCell(text: string, schema: Schema): Fragment {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line === '' ? Fragment.empty : Fragment.from(schema.text(line));
}

/** The cells of pasted content that is a table and nothing else. */
export function gridOfSlice(slice: Slice): Grid | null {
  const table = slice.content.childCount === 1 ? slice.content.firstChild : null;
  const rows = table?.type.name === 'table' ? table.children : slice.content.content.every((node) => node.type.name === 'tableRow') ? slice.content.content : [];
  const grid = rows.filter((row) => row.childCount > 0).map((row) => row.children.map((cell) => cell.firstChild?.content ?? Fragment.empty));
  return grid.length === 0 ? null : grid;
}

/** Several lines in a table are so many cells below each other. */
export function gridOfLines(text: string, schema: Schema): Grid | null {
  const lines = text.replace(/\r\n?/gu, '\n').replace(/\n$/u, '').split('\n');
  return lines.length < 2 ? null : lines.map((line) => [plainCell(line, schema)]);
}

/** Puts cells where the caret is. */
export function pasteGrid(grid: Grid): Command {
  return (state, dispatch, view) => (tablePosition(state) === null ? insertGrid(state, grid, dispatch) : fillCells(grid)(state, dispatch, view));
}

function insertGrid(state: EditorState, grid: Grid, dispatch: Parameters<Command>[1]): boolean {
  const { $from } = state.selection;
  if ($from.parent.type.spec.code === true || $from.depth === 0) return false;
  const table = buildTable(state.schema, grid.map((row) => row.map((content) => filledCell(state.schema, content))));
  const tr = state.tr.deleteSelection();
  const $at = tr.doc.resolve(tr.mapping.map($from.pos, -1));
  const isEmpty = $at.parent.type.name === 'paragraph' && $at.parent.content.size === 0;
  const container = $at.node(-1);
  const index = $at.index(-1) + (isEmpty ? 0 : 1);
  if (!container.canReplaceWith(index, $at.index(-1) + 1, table.type)) return false;
  const start = isEmpty ? $at.before() : $at.after();
  tr.replaceWith(start, $at.after(), table);
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(start + table.nodeSize - 1), -1)).scrollIntoView());
  return true;
}

/** Selected cells as a spreadsheet takes them; null where no cells are selected. */
export function selectedCellsText(state: EditorState): string | null {
  const { selection } = state;
  if (!(selection instanceof CellSelection)) return null;
  const rows: string[][] = [];
  let last: Node | null = null;
  selection.forEachCell((cell, position) => {
    const row = state.doc.resolve(position).parent;
    if (row !== last) rows.push([]);
    last = row;
    rows.at(-1)?.push(cell.textBetween(0, cell.content.size, ' ', (leaf) => (leaf.attrs['source'] === '<br>' ? '\n' : (leaf.type.spec.leafText?.(leaf) ?? ''))));
  });
  return textOfCells(rows);
}
