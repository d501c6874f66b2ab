/** Gives one stretch of blocks its earlier text back; every other byte of the note stays. */
import type { LoadedNote } from '#shared/document/load-markdown.ts';
import type { Hunk } from './merged-document.ts';

type Source = Pick<LoadedNote, 'text' | 'blocks'>;

/** The present text with the earlier blocks of `hunk` in place of the present ones. */
export function restoreHunk(before: Source, now: Source, { oldFrom, oldTo, newFrom, newTo }: Hunk): string {
  const earlier = slice(before, oldFrom, oldTo);
  const start = now.blocks[newFrom]?.start ?? now.text.length;
  if (newFrom < newTo && earlier !== '') {
    const end = now.blocks[newTo - 1]?.end ?? now.text.length;
    return now.text.slice(0, start) + earlier + now.text.slice(end);
  }
  const lineEnd = now.text.includes('\r\n') ? '\r\n' : '\n';
  if (newFrom < newTo) {
    // The added blocks go with the gap behind them; the last ones with the gap before.
    const next = now.blocks[newTo];
    if (next !== undefined) return now.text.slice(0, start) + now.text.slice(next.start);
    const previous = now.blocks[newFrom - 1];
    const end = now.blocks[newTo - 1]?.end ?? now.text.length;
    return now.text.slice(0, previous?.end ?? start) + now.text.slice(end);
  }
  if (newFrom < now.blocks.length) return `${now.text.slice(0, start)}${earlier}${lineEnd}${lineEnd}${now.text.slice(start)}`;
  const last = now.blocks.at(-1);
  if (last === undefined) return now.text + earlier;
  return `${now.text.slice(0, last.end)}${lineEnd}${lineEnd}${earlier}${now.text.slice(last.end)}`;
}

function slice({ text, blocks }: Source, from: number, to: number): string {
  const [first, last] = [blocks[from], blocks[to - 1]];
  return from < to && first !== undefined && last !== undefined ? text.slice(first.start, last.end) : '';
}
