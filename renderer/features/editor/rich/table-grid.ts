/**
 * A table as rows of cells. Markdown's tables have no spans: changing their shape is changing a
 * grid, and building the nodes anew from it keeps head, body and alignment right by construction.
 */
import { Fragment, type Node, type ResolvedPos, type Schema } from '@tiptap/pm/model';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { CellSelection } from '@tiptap/pm/tables';

export type ColumnAlign = 'left' | 'center' | 'right' | null;

/** Half-open ranges of rows and columns. */
export interface CellArea {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface TableAt {
  readonly node: Node;
  /** Before the table. */
  readonly position: number;
  readonly area: CellArea;
  /** Every row as long as the longest. */
  readonly rows: readonly (readonly Node[])[];
  readonly aligns: readonly ColumnAlign[];
}

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

function tableDepth($position: ResolvedPos): number {
  for (let depth = $position.depth; depth > 0; depth -= 1) if ($position.node(depth).type.name === 'table') return depth;
  return -1;
}

/** Before the table with the caret or the selected cells; null outside of tables. */
export function tablePosition(state: EditorState): number | null {
  const { selection } = state;
  const $from = selection instanceof CellSelection ? selection.$anchorCell : selection.$from;
  const depth = tableDepth($from);
  return depth === -1 ? null : $from.before(depth);
}

/** The table around the selection and the cells that it takes in, or null. */
export function tableAt(state: EditorState): TableAt | null {
  const { selection } = state;
  const [$from, $to] = selection instanceof CellSelection ? [selection.$anchorCell, selection.$headCell] : [selection.$from, selection.$to];
  const depth = tableDepth($from);
  if (depth === -1 || $from.depth < depth + 1 || tableDepth($to) !== depth || $to.start(depth) !== $from.start(depth)) return null;
  const node = $from.node(depth);
  const [fromRow, toRow] = [$from.index(depth), $to.index(depth)];
  const [fromColumn, toColumn] = [$from.index(depth + 1), $to.index(depth + 1)];
  return {
    node,
    position: $from.before(depth),
    area: {
      top: Math.min(fromRow, toRow),
      bottom: Math.max(fromRow, toRow) + 1,
      left: Math.min(fromColumn, toColumn),
      right: Math.max(fromColumn, toColumn) + 1,
    },
    ...readGrid(node),
  };
}

function readGrid(table: Node): Pick<TableAt, 'rows' | 'aligns'> {
  const width = Math.max(1, ...table.children.map((row) => row.childCount));
  const rows = table.children.map((row) => [...row.children, ...Array.from({ length: width - row.childCount }, () => emptyCell(table.type.schema))]);
  const aligns = Array.from({ length: width }, (_, column): ColumnAlign => alignOf(rows[0]?.[column]));
  return { rows, aligns };
}

function alignOf(cell: Node | undefined): ColumnAlign {
  const align: unknown = cell?.attrs['align'];
  return align === 'left' || align === 'center' || align === 'right' ? align : null;
}

export function emptyCell(schema: Schema): Node {
  return filledCell(schema, Fragment.empty);
}

/** A cell with this content in its one line. */
export function filledCell(schema: Schema, content: Fragment): Node {
  const { tableCell, paragraph } = schema.nodes;
  if (tableCell === undefined || paragraph === undefined) throw new Error('The schema has no tables.');
  return tableCell.create(null, paragraph.create(null, content));
}

/** The first row is the head; rows may be of different lengths. */
export function buildTable(schema: Schema, rows: readonly (readonly Node[])[], aligns: readonly ColumnAlign[] = []): Node {
  const { table, tableRow, tableHeader, tableCell } = schema.nodes;
  if (!table || !tableRow || !tableHeader || !tableCell) throw new Error('The schema has no tables.');
  const width = Math.max(1, ...rows.map((row) => row.length));
  const built = rows.map((row, rowIndex) => {
    const type = rowIndex === 0 ? tableHeader : tableCell;
    const cells = Array.from({ length: width }, (_, column) => {
      const cell = row[column] ?? emptyCell(schema);
      const align = aligns[column] ?? null;
      // A cell that stays the same node is recognised as untouched when the note is saved.
      return cell.type === type && alignOf(cell) === align && cell.attrs['colspan'] === 1 && cell.attrs['rowspan'] === 1 ? cell : type.create({ align }, cell.content);
    });
    return tableRow.create(null, cells);
  });
  return table.create(null, built);
}

/** Puts the changed table in its place, with the caret in a cell, or the cells of an area selected. */
export function replaceTable(state: EditorState, at: TableAt, rows: readonly (readonly Node[])[], aligns: readonly ColumnAlign[], caret: CellPlace | CellArea): Transaction {
  const table = buildTable(state.schema, rows, aligns);
  const tr = state.tr.replaceWith(at.position, at.position + at.node.nodeSize, table);
  if ('top' in caret && (caret.bottom - caret.top > 1 || caret.right - caret.left > 1)) {
    const anchor = cellPosition(table, at.position, { row: caret.top, column: caret.left });
    const head = cellPosition(table, at.position, { row: caret.bottom - 1, column: caret.right - 1 });
    return tr.setSelection(CellSelection.create(tr.doc, anchor, head)).scrollIntoView();
  }
  const place = 'top' in caret ? { row: caret.top, column: caret.left } : caret;
  return putCaret(tr, table, at.position, place);
}

/** The caret at the end of a cell's text. */
export function putCaret(tr: Transaction, table: Node, tablePosition: number, place: CellPlace): Transaction {
  const position = cellPosition(table, tablePosition, place);
  const size = tr.doc.nodeAt(position)?.content.size ?? 2;
  return tr.setSelection(TextSelection.near(tr.doc.resolve(position + size), -1)).scrollIntoView();
}

/** Before a cell; places outside the table mean its nearest cell. */
export function cellPosition(table: Node, tablePosition: number, place: CellPlace): number {
  const rowIndex = Math.max(0, Math.min(place.row, table.childCount - 1));
  let position = tablePosition + 1;
  for (let index = 0; index < rowIndex; index += 1) position += table.child(index).nodeSize;
  const row = table.child(rowIndex);
  position += 1;
  const columnIndex = Math.max(0, Math.min(place.column, row.childCount - 1));
  for (let index = 0; index < columnIndex; index += 1) position += row.child(index).nodeSize;
  return position;
}
