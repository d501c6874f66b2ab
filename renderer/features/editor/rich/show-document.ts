/**
 * Turns the shown document into another one with small steps, so that caret and selection stay
 * where their text stays: blocks that are equal are kept, a block that changed is changed inside.
 */
import { Fragment, type Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';

/** Adds to `tr` the steps that make its document equal to `next`. */
export function showDocument(tr: Transaction, next: Node): Transaction {
  replaceChildren(tr, tr.doc, next, 0);
  // Belt and braces: a document that differs now would be saved as the person's edit.
  if (!tr.doc.eq(next)) tr.replaceWith(0, tr.doc.content.size, next.content);
  return tr;
}

/** Beyond this many pairs the longest common subsequence costs more than it saves. */
const maximumPairs = 250_000;

/** `start` is where the content of `before` begins in the document. */
function replaceChildren(tr: Transaction, before: Node, after: Node, start: number): void {
  const matches = matchChildren(before, after);
  // From the end, so that positions further up stay valid.
  let beforeEnd = before.childCount;
  let afterEnd = after.childCount;
  for (const [beforeIndex, afterIndex] of [...matches.toReversed(), [-1, -1] as const]) {
    replaceRun(tr, before, after, start, { from: beforeIndex + 1, to: beforeEnd }, { from: afterIndex + 1, to: afterEnd });
    beforeEnd = beforeIndex;
    afterEnd = afterIndex;
  }
}

interface Run {
  readonly from: number;
  readonly to: number;
}

function replaceRun(tr: Transaction, before: Node, after: Node, start: number, old: Run, fresh: Run): void {
  if (old.from === old.to && fresh.from === fresh.to) return;
  const places = offsets(before, start);
  // As many blocks as before: each is most likely the changed form of its counterpart.
  if (old.to - old.from === fresh.to - fresh.from) {
    for (let index = old.to - 1; index >= old.from; index -= 1) {
      replaceChild(tr, before.child(index), after.child(fresh.from + index - old.from), places[index] ?? start);
    }
    return;
  }
  const content: Node[] = [];
  for (let index = fresh.from; index < fresh.to; index += 1) content.push(after.child(index));
  tr.replaceWith(places[old.from] ?? start, places[old.to] ?? start, Fragment.fromArray(content));
}

function replaceChild(tr: Transaction, before: Node, after: Node, position: number): void {
  if (before.eq(after)) return;
  if (before.type !== after.type || !before.hasMarkup(after.type, after.attrs, after.marks) || before.isLeaf) {
    tr.replaceWith(position, position + before.nodeSize, after);
    return;
  }
  if (!before.isTextblock) {
    replaceChildren(tr, before, after, position + 1);
    return;
  }
  const from = before.content.findDiffStart(after.content);
  const end = before.content.findDiffEnd(after.content);
  if (from === null || end === null) return;
  // In repeated text the two ends may overlap.
  const overlap = Math.max(0, from - Math.min(end.a, end.b));
  const content = after.content.cut(from, end.b + overlap);
  tr.replaceWith(position + 1 + from, position + 1 + end.a + overlap, content);
}

/** The position of each child of `parent`, and of its end. */
function offsets(parent: Node, start: number): readonly number[] {
  const places: number[] = [];
  parent.forEach((_child, offset) => places.push(start + offset));
  places.push(start + parent.content.size);
  return places;
}

/** Pairs of equal children, in order: common start and end, between them the longest common subsequence. */
function matchChildren(before: Node, after: Node): readonly (readonly [number, number])[] {
  const [a, b] = [before.childCount, after.childCount];
  const pairs: (readonly [number, number])[] = [];
  let head = 0;
  while (head < a && head < b && before.child(head).eq(after.child(head))) {
    pairs.push([head, head]);
    head += 1;
  }
  const tail: (readonly [number, number])[] = [];
  while (a - tail.length > head && b - tail.length > head && before.child(a - 1 - tail.length).eq(after.child(b - 1 - tail.length))) {
    tail.push([a - 1 - tail.length, b - 1 - tail.length]);
  }
  const rows = a - tail.length - head;
  const columns = b - tail.length - head;
  if (rows > 0 && columns > 0 && rows * columns <= maximumPairs) {
    const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
    const length = (row: number, column: number): number => lengths[row]?.[column] ?? 0;
    const equal = (row: number, column: number): boolean => before.child(head + row).eq(after.child(head + column));
    for (let row = rows - 1; row >= 0; row -= 1) {
      for (let column = columns - 1; column >= 0; column -= 1) {
        const line = lengths[row];
        if (line !== undefined) {
          line[column] = equal(row, column) ? length(row + 1, column + 1) + 1 : Math.max(length(row + 1, column), length(row, column + 1));
        }
      }
    }
    for (let row = 0, column = 0; row < rows && column < columns; ) {
      if (equal(row, column)) {
        pairs.push([head + row, head + column]);
        row += 1;
        column += 1;
      } else if (length(row + 1, column) >= length(row, column + 1)) row += 1;
      else column += 1;
    }
  }
  return [...pairs, ...tail.toReversed()];
}
