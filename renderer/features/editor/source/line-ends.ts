/** Takes a note's line ends away for an editor that knows only one kind, and puts them back. */

export interface LineEnds {
  /** What most lines end with: new lines get it too. */
  readonly main: '\n' | '\r\n' | '\r';
  /** The lines as they were, ends included, where not all ends are alike; else null. */
  readonly mixedLines: readonly string[] | null;
}

/** The text with `\n` only, and what `restoreLineEnds` needs. */
export function normalizeLineEnds(text: string): { readonly text: string; readonly ends: LineEnds } {
  let crlf = 0;
  let cr = 0;
  let lf = 0;
  for (const [end] of text.matchAll(/\r\n|\r|\n/gu)) {
    if (end === '\r\n') crlf += 1;
    else if (end === '\r') cr += 1;
    else lf += 1;
  }
  const main = crlf > lf && crlf >= cr ? '\r\n' : cr > lf ? '\r' : '\n';
  const isMixed = [crlf, cr, lf].filter((count) => count > 0).length > 1;
  return {
    text: text.replace(/\r\n|\r/gu, '\n'),
    ends: { main, mixedLines: isMixed ? text.split(/(?<=\r\n|\r(?!\n)|\n)/u) : null },
  };
}

/**
 * The text with its own line ends. Where they were mixed, the unchanged lines at the start and
 * at the end keep theirs, and the lines between take the commonest.
 */
export function restoreLineEnds(text: string, ends: LineEnds): string {
  const { main, mixedLines: before } = ends;
  if (before === null) return main === '\n' ? text : text.replaceAll('\n', main);
  const now = text.split(/(?<=\n)/u);
  const same = (old: string | undefined, line: string | undefined): boolean => old?.replace(/\r\n|\r/u, '\n') === line;
  const shorter = Math.min(now.length, before.length);
  let head = 0;
  while (head < shorter && same(before[head], now[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && same(before[before.length - 1 - tail], now[now.length - 1 - tail])) tail += 1;
  const middle = now.slice(head, now.length - tail).map((line) => line.replace('\n', main));
  return [...before.slice(0, head), ...middle, ...before.slice(before.length - tail)].join('');
}
