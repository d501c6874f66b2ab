/** Applies edits to a text, and finds the lines that they are in. */
import type { Edit } from './patch-inline.ts';

/** Applies edits, which must not overlap, to a text. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of ordered(edits)) {
    result += text.slice(at, edit.start) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + text.slice(at);
}

/** In order, without those that do nothing. */
export function ordered(edits: readonly Edit[]): Edit[] {
  return edits.filter((edit) => edit.start !== edit.end || edit.text !== '').sort((left, right) => left.start - right.start || left.end - right.end);
}

export function overlaps(edits: readonly Edit[]): boolean {
  let at = -1;
  for (const edit of ordered(edits)) {
    if (edit.start < at) return true;
    at = edit.end;
  }
  return false;
}

/** Where the line of a place begins. */
export function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** Where it ends, its line ending included. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}
