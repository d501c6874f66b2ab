/** Cells as spreadsheets put them on the clipboard: tabs between them, quotes around what has line ends. */

/** The rows of a text that is cells for certain: every row as long, with a tab in it; null for any other text. */
export function cellsOfText(text: string): readonly (readonly string[])[] | null {
  const source = text.replace(/\r\n?/gu, '\n').replace(/\n$/u, '');
  if (!source.includes('\t')) return null;
  const rows: string[][] = [[]];
  let at = 0;
  for (;;) {
    const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/uy;
    quoted.lastIndex = at;
    const found = quoted.exec(source);
    const end = found === null ? endOfCell(source, at) : quoted.lastIndex;
    rows.at(-1)?.push(found === null ? source.slice(at, end) : (found[1] ?? '').replaceAll('""', '"'));
    if (end >= source.length) break;
    if (source[end] === '\n') rows.push([]);
    at = end + 1;
  }
  const width = rows[0]?.length ?? 0;
  // Code and notes have tabs too, at the start of lines or in some of them only.
  return width > 1 && rows.every((row) => row.length === width) && !rows.some((row) => row.length > 1 && row.every((cell) => cell === '')) ? rows : null;
}

function endOfCell(source: string, from: number): number {
  const end = source.slice(from).search(/[\t\n]/u);
  return end === -1 ? source.length : from + end;
}

export function textOfCells(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (/[\t\n"]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\n');
}
