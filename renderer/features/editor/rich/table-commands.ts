/** What keys and the table's toolbar do to rows, columns and cells. */
import { Fragment, type Node } from '@tiptap/pm/model';
import { TextSelection, type Command, type EditorState } from '@tiptap/pm/state';
import { CellSelection } from '@tiptap/pm/tables';
import { buildTable, cellPosition, emptyCell, putCaret, replaceTable, tableAt, type CellArea, type CellPlace, type ColumnAlign, type TableAt } from './table-grid.ts';

interface Reshaped {
  readonly rows: readonly (readonly Node[])[];
  readonly aligns: readonly ColumnAlign[];
  readonly caret: CellPlace | CellArea;
}

/** A command over the table at the selection; where `reshape` answers null there is nothing to do. */
function onTable(reshape: (at: TableAt, state: EditorState) => Reshaped | null): Command {
  return (state, dispatch) => {
    const at = tableAt(state);
    const next = at === null ? null : reshape(at, state);
    if (at === null || next === null) return false;
    dispatch?.(replaceTable(state, at, next.rows, next.aligns, next.caret));
    return true;
  };
}

function inserted<T>(list: readonly T[], at: number, item: T): readonly T[] {
  return [...list.slice(0, at), item, ...list.slice(at)];
}

/** Moves the run `[from, to)` one place. */
function moved<T>(list: readonly T[], from: number, to: number, step: -1 | 1): readonly T[] {
  const rest = [...list.slice(0, from), ...list.slice(to)];
  return [...rest.slice(0, from + step), ...list.slice(from, to), ...rest.slice(from + step)];
}

/** A row above or below; one above the head becomes the head. */
export function addRow(side: -1 | 1): Command {
  return onTable(({ rows, aligns, area }, state) => {
    const at = side === -1 ? area.top : area.bottom;
    const row = aligns.map(() => emptyCell(state.schema));
    return { rows: inserted(rows, at, row), aligns, caret: { row: at, column: area.left } };
  });
}

export function addColumn(side: -1 | 1): Command {
  return onTable(({ rows, aligns, area }, state) => {
    const at = side === -1 ? area.left : area.right;
    return { rows: rows.map((row) => inserted(row, at, emptyCell(state.schema))), aligns: inserted(aligns, at, null), caret: { row: area.top, column: at } };
  });
}

export function moveRow(step: -1 | 1): Command {
  return onTable(({ rows, aligns, area }) => {
    if (area.top + step < 0 || area.bottom + step > rows.length) return null;
    return { rows: moved(rows, area.top, area.bottom, step), aligns, caret: shifted(area, step, 0) };
  });
}

export function moveColumn(step: -1 | 1): Command {
  return onTable(({ rows, aligns, area }) => {
    if (area.left + step < 0 || area.right + step > aligns.length) return null;
    return {
      rows: rows.map((row) => moved(row, area.left, area.right, step)),
      aligns: moved(aligns, area.left, area.right, step),
      caret: shifted(area, 0, step),
    };
  });
}

function shifted(area: CellArea, rows: number, columns: number): CellArea {
  return { top: area.top + rows, bottom: area.bottom + rows, left: area.left + columns, right: area.right + columns };
}

/** Deletes the rows of the selection; with the last of them the table goes. */
export const deleteRows: Command = (state, dispatch) => {
  const at = tableAt(state);
  if (at === null) return false;
  const { area, aligns } = at;
  const rows = [...at.rows.slice(0, area.top), ...at.rows.slice(area.bottom)];
  if (rows.length === 0) return deleteTable(state, dispatch);
  dispatch?.(replaceTable(state, at, rows, aligns, { row: area.top, column: area.left }));
  return true;
};

export const deleteColumns: Command = (state, dispatch) => {
  const at = tableAt(state);
  if (at === null) return false;
  const { area } = at;
  const keep = (_: unknown, column: number): boolean => column < area.left || column >= area.right;
  const aligns = at.aligns.filter(keep);
  if (aligns.length === 0) return deleteTable(state, dispatch);
  dispatch?.(replaceTable(state, at, at.rows.map((row) => row.filter(keep)), aligns, { row: area.top, column: area.left }));
  return true;
};

export const deleteTable: Command = (state, dispatch) => {
  const at = tableAt(state);
  const paragraph = state.schema.nodes['paragraph'];
  if (at === null || paragraph === undefined) return false;
  const tr = state.tr.replaceWith(at.position, at.position + at.node.nodeSize, paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at.position + 1)).scrollIntoView());
  return true;
};

/** Aligns the columns of the selection; what they have already is taken away. */
export function alignColumns(align: Exclude<ColumnAlign, null>): Command {
  return onTable(({ rows, aligns, area }) => {
    const chosen = aligns.slice(area.left, area.right);
    const next = chosen.every((each) => each === align) ? null : align;
    return { rows, aligns: aligns.map((each, column) => (column >= area.left && column < area.right ? next : each)), caret: area };
  });
}

function selectCells(area: (at: TableAt) => CellArea): Command {
  return (state, dispatch) => {
    const at = tableAt(state);
    if (at === null) return false;
    const { top, left, bottom, right } = area(at);
    const anchor = cellPosition(at.node, at.position, { row: top, column: left });
    const head = cellPosition(at.node, at.position, { row: bottom - 1, column: right - 1 });
    dispatch?.(state.tr.setSelection(CellSelection.create(state.doc, anchor, head)));
    return true;
  };
}

export const selectRow = selectCells(({ area, aligns }) => ({ ...area, left: 0, right: aligns.length }));
export const selectColumn = selectCells(({ area, rows }) => ({ ...area, top: 0, bottom: rows.length }));
export const selectTable = selectCells(({ rows, aligns }) => ({ top: 0, left: 0, bottom: rows.length, right: aligns.length }));

/** Tab and Shift+Tab through cells; Tab in the last one adds a row. */
export function nextCell(step: -1 | 1): Command {
  return (state, dispatch) => {
    const at = tableAt(state);
    if (at === null) return false;
    const width = at.aligns.length;
    const from = step === 1 ? { row: at.area.bottom - 1, column: at.area.right - 1 } : { row: at.area.top, column: at.area.left };
    const index = from.row * width + from.column + step;
    if (index < 0) return true;
    const place = { row: Math.floor(index / width), column: index % width };
    if (place.row < at.rows.length) dispatch?.(goTo(state, at, place));
    else dispatch?.(withRowBelow(state, at, place));
    return true;
  };
}

/** Enter in a cell: to the cell below, in a new row if there is none. */
export const cellBelow: Command = (state, dispatch) => {
  const at = tableAt(state);
  if (at === null) return false;
  const place = { row: at.area.bottom, column: at.area.left };
  dispatch?.(place.row < at.rows.length ? goTo(state, at, place) : withRowBelow(state, at, place));
  return true;
};

function goTo(state: EditorState, at: TableAt, place: CellPlace) {
  const row = at.node.child(place.row);
  // A row that is written shorter has no such cell yet.
  if (place.column >= row.childCount) return replaceTable(state, at, at.rows, at.aligns, place);
  return putCaret(state.tr, at.node, at.position, place);
}

/** The row is inserted, not the table rebuilt: the rows above stay what they are. */
function withRowBelow(state: EditorState, at: TableAt, place: CellPlace) {
  const cells = at.aligns.map(() => emptyCell(state.schema));
  const built = buildTable(state.schema, [at.rows[0] ?? [], cells], at.aligns).child(1);
  const tr = state.tr.insert(at.position + at.node.nodeSize - 1, built);
  const table = tr.doc.nodeAt(at.position);
  return table === null ? tr : putCaret(tr, table, at.position, place);
}

/** A line break in a cell, which is one line of the file. */
export const breakInCell: Command = (state, dispatch) => {
  const type = state.schema.nodes['rawInline'];
  if (tableAt(state) === null || state.selection instanceof CellSelection || type === undefined) return false;
  dispatch?.(state.tr.replaceSelectionWith(type.create({ source: '<br>' }), false).scrollIntoView());
  return true;
};

/** Out of the table, to a paragraph below it. */
export const leaveTable: Command = (state, dispatch) => {
  const at = tableAt(state);
  const paragraph = state.schema.nodes['paragraph'];
  if (at === null || paragraph === undefined) return false;
  const after = at.position + at.node.nodeSize;
  const tr = state.tr;
  if (tr.doc.nodeAt(after)?.type !== paragraph) tr.insert(after, paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
};

/** Down in the last row of a table that ends its container: somewhere to go on. */
export const leaveTableBelow: Command = (state, dispatch) => {
  const at = tableAt(state);
  if (at === null || !state.selection.empty || at.area.bottom < at.rows.length) return false;
  if (state.doc.resolve(at.position + at.node.nodeSize).nodeAfter !== null) return false;
  return leaveTable(state, dispatch);
};

/** Fills cells from the selection on, growing the table; one value fills every selected cell. */
export function fillCells(grid: readonly (readonly Fragment[])[]): Command {
  return onTable((at, state) => {
    const { area } = at;
    const only = grid.length === 1 && grid[0]?.length === 1 ? grid[0][0] : undefined;
    const height = only === undefined ? grid.length : area.bottom - area.top;
    const width = only === undefined ? Math.max(...grid.map((row) => row.length)) : area.right - area.left;
    const columns = Math.max(at.aligns.length, area.left + width);
    const rows = Array.from({ length: Math.max(at.rows.length, area.top + height) }, (_row, row) =>
      Array.from({ length: columns }, (_column, column) => {
        const before = at.rows[row]?.[column] ?? emptyCell(state.schema);
        const content = only ?? grid[row - area.top]?.[column - area.left];
        const within = row >= area.top && row < area.top + height && column >= area.left && column < area.left + width;
        const paragraph = before.firstChild;
        return within && content !== undefined && paragraph !== null ? before.copy(Fragment.from(paragraph.copy(content))) : before;
      }),
    );
    const aligns = Array.from({ length: columns }, (_, column) => at.aligns[column] ?? null);
    return { rows, aligns, caret: { top: area.top, left: area.left, bottom: area.top + height, right: area.left + width } };
  });
}
