/** Puts a text at the end of another one, as a block of its own; what is there stays as it is. */

const listItem = /^\s*(?:[-*+]|\d{1,9}[.)])\s/;

/** List items join a list at the end; everything else is parted by a blank line. Line ends are the note's own. */
export function appendText(before: string, added: string): string {
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const lines = added.trim().split(/\r\n|\r|\n/);
  const text = lines.join(end) + end;
  if (before.trim() === '') return before + text;
  const closed = /[\r\n]$/.test(before) ? before : before + end;
  const last = before.trimEnd().split(/\r\n|\r|\n/).at(-1) ?? '';
  const isParted = /\n[ \t]*\n$/.test(closed.replace(/\r\n?/g, '\n'));
  const joins = listItem.test(last) && listItem.test(lines[0] ?? '');
  return closed + (isParted || joins ? '' : end) + text;
}
