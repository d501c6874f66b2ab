/** Makes pasted tables what Markdown has: rows of single lines, the first one the head, no spans, no tables within. */

export function plainTables(body: HTMLElement): void {
  for (const table of [...body.querySelectorAll('table')].toReversed()) {
    if (isLayout(table)) spread(table);
    else flatten(table);
  }
}

/** Puts what is in an element in its place. */
export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

/** Mail draws its letters with tables: one cell to a row, or tables and lists in the cells. */
function isLayout(table: HTMLTableElement): boolean {
  if (table.getAttribute('role') === 'presentation') return true;
  const rows = [...table.rows];
  const widest = Math.max(0, ...rows.map((row) => row.cells.length));
  return widest < 2 && rows.length < 2 ? true : table.querySelector('table, ul, ol, h1, h2, h3, h4, h5, h6, pre, blockquote') !== null;
}

function spread(table: HTMLTableElement): void {
  const page = table.ownerDocument;
  const blocks = [...table.rows].flatMap((row) =>
    [...row.cells].map((cell) => {
      const block = page.createElement('div');
      block.append(...cell.childNodes);
      return block;
    }),
  );
  const caption = table.caption === null ? [] : [table.caption].map((each) => Object.assign(page.createElement('p'), { textContent: each.textContent }));
  table.replaceWith(...caption, ...blocks);
}

function flatten(table: HTMLTableElement): void {
  const page = table.ownerDocument;
  const grid: (Element | null)[][] = [];
  for (const [rowIndex, row] of [...table.rows].entries()) {
    const line = (grid[rowIndex] ??= []);
    let column = 0;
    for (const cell of row.cells) {
      while (line[column] !== undefined) column += 1;
      for (let down = 0; down < Math.min(cell.rowSpan || 1, table.rows.length - rowIndex); down += 1) {
        for (let right = 0; right < Math.min(cell.colSpan, 100); right += 1) (grid[rowIndex + down] ??= [])[column + right] = down + right === 0 ? cell : null;
      }
      column += Math.min(cell.colSpan, 100);
    }
  }
  const width = Math.max(0, ...grid.map((line) => line.length));
  const made = page.createElement('table');
  const body = made.createTBody();
  for (const [rowIndex, line] of grid.entries()) {
    const row = body.insertRow();
    for (let column = 0; column < width; column += 1) {
      const cell = page.createElement(rowIndex === 0 ? 'th' : 'td');
      const source = line[column];
      if (source !== null && source !== undefined) {
        const align = source.getAttribute('align') ?? '';
        if (/^(?:left|center|right)$/u.test(align)) cell.dataset.align = align;
        cell.append(...source.childNodes);
        oneLine(cell);
      }
      row.append(cell);
    }
  }
  table.replaceWith(made);
}

/** What stands below each other in a cell stands behind each other in a line, with `<br>` between. */
function oneLine(cell: HTMLElement): void {
  const blocks = [...cell.querySelectorAll('p, div, br')];
  for (const block of blocks) {
    const isLast = (block.tagName === 'BR' ? block : block.lastChild) === null || followedByNothing(block, cell);
    if (!isLast) {
      const line = cell.ownerDocument.createElement('span');
      line.dataset.type = 'raw';
      line.dataset.source = '<br>';
      block.after(line);
    }
    if (block.tagName === 'BR') block.remove();
    else unwrap(block);
  }
}

function followedByNothing(element: Element, within: Element): boolean {
  for (let at: Node | null = element; at !== null && at !== within; at = at.parentNode) {
    for (let next = at.nextSibling; next !== null; next = next.nextSibling) if ((next.textContent ?? '').trim() !== '' || next.nodeName === 'IMG') return false;
  }
  return true;
}
