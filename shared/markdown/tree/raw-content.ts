/** Cuts the content out of blocks that hold source: what stands between their fences. */
import type { Inline, Markup } from './source-tree.ts';

export function sliceText(inline: Inline, from: number, to: number, at: number): Inline {
  const starts = inline.starts.slice(from, to);
  const ends = inline.ends.slice(from, to);
  return { ...inline, text: inline.text.slice(from, to), starts, ends, start: starts[0] ?? at, end: ends[ends.length - 1] ?? at };
}

/** The lines between the fences of frontmatter. */
export function innerLines(inline: Inline): Inline {
  const from = inline.text.indexOf('\n') + 1;
  const to = Math.max(from, inline.text.lastIndexOf('\n'));
  return sliceText(inline, from, to, inline.starts[from] ?? inline.end);
}

/** TeX between `$$`, without the line breaks next to them. */
export function innerMath(inline: Inline, markup: Markup): Inline {
  const { text } = inline;
  const close = text.indexOf('$$', 2);
  markup.closed = close !== -1;
  let from = 2;
  let to = close === -1 ? text.length : close;
  if (close !== -1 && text.slice(close + 2).trim() !== '') {
    // Text behind the closing mark stays with the block, as source.
    return inline;
  }
  if (text[from] === '\n') from += 1;
  if (to > from && text[to - 1] === '\n') to -= 1;
  return sliceText(inline, from, Math.max(from, to), inline.starts[from] ?? inline.end);
}

/** Columns that `[start, end)` takes on its line, tabs counted from the line's start. */
export function columnsOf(source: string, start: number, end: number): number {
  let lineStart = start;
  while (lineStart > 0 && source.charCodeAt(lineStart - 1) !== 10 && source.charCodeAt(lineStart - 1) !== 13) lineStart -= 1;
  let column = 0;
  let atStart = 0;
  for (let index = lineStart; index < end; index += 1) {
    if (index === start) atStart = column;
    column += source.charCodeAt(index) === 9 ? 4 - (column % 4) : 1;
  }
  if (start >= end) atStart = column;
  return column - atStart;
}
