/** Tells data tables from tables that only lay a page out, before the conversion meets them. */
import { Parser } from 'htmlparser2';

interface TableShape {
  readonly index: number;
  rows: number;
  cells: number;
  widest: number;
  longestCell: number;
  hasHeader: boolean;
  hasBlocks: boolean;
}

const blocksInside = new Set(['table', 'blockquote', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'img', 'pre']);

/** Indexes (in order of their opening tags) of the tables that hold data. */
export function findDataTables(html: string): ReadonlySet<number> {
  const data = new Set<number>();
  if (!/<table/i.test(html)) return data;
  const open: TableShape[] = [];
  let next = 0;
  let cell = 0;
  const parser = new Parser({
    onopentag(name) {
      const current = open[open.length - 1];
      if (current !== undefined && blocksInside.has(name)) current.hasBlocks = true;
      if (name === 'table') {
        open.push({ index: next++, rows: 0, cells: 0, widest: 0, longestCell: 0, hasHeader: false, hasBlocks: false });
        return;
      }
      if (current === undefined) return;
      if (name === 'tr') {
        current.rows++;
        current.cells = 0;
      } else if (name === 'td' || name === 'th') {
        current.cells++;
        current.widest = Math.max(current.widest, current.cells);
        current.hasHeader ||= name === 'th';
        cell = 0;
      }
    },
    ontext(text) {
      const current = open[open.length - 1];
      if (current === undefined) return;
      cell += text.trim().length;
      current.longestCell = Math.max(current.longestCell, cell);
    },
    onclosetag(name) {
      if (name !== 'table') return;
      const shape = open.pop();
      if (shape !== undefined && isData(shape)) data.add(shape.index);
    },
  });
  parser.write(html);
  parser.end();
  return data;
}

function isData(shape: TableShape): boolean {
  return !shape.hasBlocks && shape.rows >= 2 && shape.rows <= 2000 && shape.widest >= 2 && shape.widest <= 30 && shape.longestCell <= 300;
}
