/**
 * Takes back the line changes of a patch that were not needed.
 *
 * A coarse patch writes lines anew that say what they said before: another indent, `> ` for `>`,
 * a number counted again, a padded cell. Each such line is exchanged for the one that stood
 * there, and blank lines come back or go as they were; a parse decides whether that may stay.
 */
import { changedRegions } from './align.ts';
import type { Edit } from './patch-inline.ts';

/** A change of the new lines: `count` of them at `at` become `lines`. */
interface Restoration {
  readonly at: number;
  readonly count: number;
  readonly lines: readonly string[];
}

/**
 * Edits like `edits`, with as many lines of `source` unchanged as `isRight` lets be.
 * @param tries how often it may be asked
 */
export function restoreLines(source: string, edits: readonly Edit[], isRight: (edits: readonly Edit[]) => boolean, tries: number): readonly Edit[] {
  const range = wholeLines(source, edits);
  const before = linesOf(source.slice(range.start, range.end));
  const after = linesOf(applied(source, edits, range));
  const restorations = findRestorations(before, after);
  let left = tries;
  let best: readonly Restoration[] = [];
  const accepts = (wanted: readonly Restoration[]): boolean => {
    if (left <= 0) return false;
    left -= 1;
    const tried = [...best, ...wanted];
    if (!isRight(editsBetween(before, restored(after, tried), range.start))) return false;
    best = tried;
    return true;
  };
  const restore = (wanted: readonly Restoration[]): void => {
    if (wanted.length === 0 || accepts(wanted) || wanted.length === 1) return;
    const middle = wanted.length >> 1;
    restore(wanted.slice(0, middle));
    restore(wanted.slice(middle));
  };
  restore(restorations);
  return best.length === 0 ? edits : editsBetween(before, restored(after, best), range.start);
}

/** Whether a patch goes over lines, so that there could be something to restore. */
export function spansLines(source: string, edits: readonly Edit[]): boolean {
  return edits.some((edit) => edit.text.includes('\n') || source.slice(edit.start, edit.end).includes('\n'));
}

function wholeLines(source: string, edits: readonly Edit[]): { readonly start: number; readonly end: number } {
  const first = Math.min(...edits.map((edit) => edit.start));
  const last = Math.max(...edits.map((edit) => edit.end));
  const end = source.indexOf('\n', last);
  return { start: source.lastIndexOf('\n', first - 1) + 1, end: end === -1 ? source.length : end + 1 };
}

function applied(source: string, edits: readonly Edit[], range: { readonly start: number; readonly end: number }): string {
  let result = '';
  let at = range.start;
  for (const edit of [...edits].sort((left, right) => left.start - right.start || left.end - right.end)) {
    result += source.slice(at, edit.start) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + source.slice(at, range.end);
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
}

/** What a line says, however it is written. */
function keyOf(line: string): string {
  return line
    .replace(/^[\s>]+/u, '')
    .replace(/^\d{1,9}(?=[.)]\s)/u, '1')
    .replace(/^[*+](?=\s)/u, '-')
    .replace(/\s+/gu, '')
    .replace(/\]\[[^\]]*\]/gu, ']')
    .replace(/-{2,}/gu, '--');
}

function findRestorations(before: readonly string[], after: readonly string[]): Restoration[] {
  const restorations: Restoration[] = [];
  const beforeKeys = before.map(keyOf);
  const afterKeys = after.map(keyOf);
  let at = 0;
  let to = 0;
  const same = (until: number): void => {
    for (; at < until; at += 1, to += 1) {
      const old = before[at];
      if (old !== undefined && old !== after[to]) restorations.push({ at: to, count: 1, lines: [old] });
    }
  };
  for (const region of changedRegions(beforeKeys, afterKeys)) {
    same(region.a0);
    const isBlank = [...beforeKeys.slice(region.a0, region.a1), ...afterKeys.slice(region.b0, region.b1)].every((key) => key === '');
    if (isBlank) restorations.push({ at: region.b0, count: region.b1 - region.b0, lines: before.slice(region.a0, region.a1) });
    at = region.a1;
    to = region.b1;
  }
  same(before.length);
  return restorations;
}

function restored(lines: readonly string[], restorations: readonly Restoration[]): string[] {
  const result: string[] = [];
  let at = 0;
  for (const each of [...restorations].sort((left, right) => left.at - right.at)) {
    result.push(...lines.slice(at, each.at), ...each.lines);
    at = each.at + each.count;
  }
  result.push(...lines.slice(at));
  return result;
}

/** The edits between two runs of lines, without the characters that both sides of one begin and end with. */
function editsBetween(before: readonly string[], after: readonly string[], start: number): Edit[] {
  const offsets = [start];
  for (const line of before) offsets.push((offsets[offsets.length - 1] ?? start) + line.length);
  return changedRegions(before, after).map((region) => {
    let from = offsets[region.a0] ?? start;
    let to = offsets[region.a1] ?? from;
    const old = before.slice(region.a0, region.a1).join('');
    let text = after.slice(region.b0, region.b1).join('');
    let same = 0;
    while (same < old.length && same < text.length && old.charCodeAt(same) === text.charCodeAt(same)) same += 1;
    let end = 0;
    while (end < old.length - same && end < text.length - same && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end += 1;
    from += same;
    to -= end;
    text = text.slice(same, text.length - end);
    return { start: from, end: to, text };
  });
}
