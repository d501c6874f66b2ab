/** Exact changes of a text, each kept with what it replaces, so that it can be made late and be taken back. Pure. */

/** Offsets are UTF-16 units into the text before any of the edits. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An edit as it is written down: it can be found again in a text that has changed since. */
export interface KeptEdit extends TextEdit {
  readonly old: string;
  /** What stands on both sides, before the edits and after them. */
  readonly near: readonly [string, string];
  readonly nearAfter: readonly [string, string];
}

/** Edits must not overlap; several at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of inOrder(edits)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

export function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

const nearLength = 32;

export function keepEdits(text: string, edits: readonly TextEdit[]): readonly KeptEdit[] {
  const after = applyEdits(text, edits);
  let shift = 0;
  return inOrder(edits).map((edit) => {
    const start = edit.start + shift;
    const end = start + edit.text.length;
    shift += edit.text.length - (edit.end - edit.start);
    return { ...edit, old: text.slice(edit.start, edit.end), near: around(text, edit.start, edit.end), nearAfter: around(after, start, end) };
  });
}

/** The edits that take these back, for the text that these made. */
export function reversed(edits: readonly KeptEdit[]): readonly KeptEdit[] {
  let shift = 0;
  return edits.map((edit) => {
    const start = edit.start + shift;
    shift += edit.text.length - (edit.end - edit.start);
    return { start, end: start + edit.text.length, text: edit.old, old: edit.text, near: edit.nearAfter, nearAfter: edit.near };
  });
}

export interface Refound {
  readonly text: string;
  /** Whether every edit had its place. */
  readonly complete: boolean;
}

/** Makes edits in a text other than the one they were planned for: each where its surroundings stand, and only there. */
export function applyRefound(text: string, edits: readonly KeptEdit[]): Refound {
  const found: TextEdit[] = [];
  for (const edit of edits) {
    const start = refind(text, edit);
    if (start === null) continue;
    const end = start + edit.old.length;
    if (found.every((other) => end <= other.start || start >= other.end)) found.push({ start, end, text: edit.text });
  }
  return { text: applyEdits(text, found), complete: found.length === edits.length };
}

function refind(text: string, edit: KeptEdit): number | null {
  const [left, right] = edit.near;
  const isAt = (at: number, before: string, after: string): boolean =>
    text.startsWith(edit.old, at) && text.slice(0, at).endsWith(before) && text.startsWith(after, at + edit.old.length);
  if (isAt(edit.start, left, right)) return edit.start;
  // Somebody may have written directly beside it: then less of the surroundings has to do.
  for (const length of [nearLength, 12, 4]) {
    const before = left.slice(-length);
    const after = right.slice(0, length);
    const whole = before + edit.old + after;
    if (edit.old === '' && length < nearLength) return null;
    const first = text.indexOf(whole);
    if (first === -1) continue;
    if (text.includes(whole, first + 1)) return null;
    return first + before.length;
  }
  return null;
}

function around(text: string, start: number, end: number): readonly [string, string] {
  return [text.slice(Math.max(0, start - nearLength), start), text.slice(end, end + nearLength)];
}
