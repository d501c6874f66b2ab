/**
 * Patches the text of one block: the finest grain of a save.
 *
 * Old and new content are compared unit by unit. Each changed stretch becomes an edit of its
 * own source range; where marks change, the stretch first grows until no mark crosses its edge.
 */
import type { Inline, Span } from '#shared/markdown/tree/source-tree.ts';
import { changedRegions } from './align.ts';
import { isPlainSpace, type Unit } from './inline-units.ts';
import { writeUnits, type InlineStyle } from './write-inline.ts';

/** Replaces source `[start, end)`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A changed stretch: old units `[p, q)`, new units `[r, s)`. */
interface Hunk {
  p: number;
  q: number;
  r: number;
  s: number;
}

/** Edits that turn `inline` (whose units are `old`) into `next`. */
export function patchInline(inline: Inline, old: readonly Unit[], next: readonly Unit[], style: InlineStyle): Edit[] {
  const trimmed = trimEdges(next);
  // Marks that only decorate (a tag, an address in the text) have no syntax that could be cut.
  const spans = inline.spans.filter((span) => span.start !== inline.starts[span.from] || span.end !== inline.ends[span.to - 1]);
  const hunks = joinHunks(findHunks(old, trimmed).map((hunk) => grow(hunk, inline, spans, old, trimmed)));
  const edits = hunks.flatMap((hunk) => editsOf(hunk, inline, spans, trimmed, style));
  return [...edits, ...keepReferences(edits, inline, spans)];
}

/** Where the text of `[label]` or `[label][]` changes, its label has to be said apart: `[text][label]`. */
function keepReferences(edits: readonly Edit[], inline: Inline, spans: readonly Span[]): Edit[] {
  return spans.flatMap((span) => {
    const label = span.attrs['reference'];
    if (span.type !== 'link' || typeof label !== 'string') return [];
    let textEnd = inline.ends[span.to - 1] ?? span.end;
    for (const inner of spans) if (inner !== span && inner.to === span.to && inner.end < span.end) textEnd = Math.max(textEnd, inner.end);
    const closing = span.end - textEnd;
    const isImplied = closing === ']'.length || closing === '][]'.length;
    if (!isImplied || !edits.some((edit) => edit.start > span.start && edit.end <= textEnd)) return [];
    return [{ start: textEnd, end: span.end, text: `][${label}]` }];
  });
}

/** Spaces at the edges of a block are not content. */
function trimEdges(units: readonly Unit[]): readonly Unit[] {
  let from = 0;
  let to = units.length;
  while (from < to && isPlainSpace(units[from])) from += 1;
  while (to > from && isPlainSpace(units[to - 1])) to -= 1;
  return units.slice(from, to);
}

/** Compares by words first, then trims each changed word to its changed characters. */
function findHunks(old: readonly Unit[], next: readonly Unit[]): Hunk[] {
  const a = tokens(old);
  const b = tokens(next);
  const hunks: Hunk[] = [];
  for (const region of changedRegions(a.keys, b.keys)) {
    const hunk: Hunk = {
      p: a.at[region.a0] ?? old.length,
      q: a.at[region.a1] ?? old.length,
      r: b.at[region.b0] ?? next.length,
      s: b.at[region.b1] ?? next.length,
    };
    while (hunk.p < hunk.q && hunk.r < hunk.s && old[hunk.p]?.key === next[hunk.r]?.key) {
      hunk.p += 1;
      hunk.r += 1;
    }
    while (hunk.q > hunk.p && hunk.s > hunk.r && old[hunk.q - 1]?.key === next[hunk.s - 1]?.key) {
      hunk.q -= 1;
      hunk.s -= 1;
    }
    hunks.push(hunk);
  }
  return hunks;
}

function tokens(units: readonly Unit[]): { readonly keys: string[]; readonly at: number[] } {
  const keys: string[] = [];
  const at: number[] = [];
  let index = 0;
  while (index < units.length) {
    const start = index;
    let key = units[index]?.key ?? '';
    index += 1;
    if (isWordUnit(units[start])) {
      while (index < units.length && isWordUnit(units[index])) {
        key += `\u0000${units[index]?.key ?? ''}`;
        index += 1;
      }
    }
    keys.push(key);
    at.push(start);
  }
  return { keys, at };
}

function isWordUnit(unit: Unit | undefined): boolean {
  return unit !== undefined && unit.atom === null && /[\p{L}\p{N}\p{M}\ud800-\udfff]/u.test(unit.char);
}

/** Grows a hunk until its edges cut neither marks nor characters that share a source range. */
function grow(hunk: Hunk, inline: Inline, spans: readonly Span[], old: readonly Unit[], next: readonly Unit[]): Hunk {
  const grown = { ...hunk };
  const moveStart = (to: number): void => {
    grown.r -= grown.p - to;
    grown.p = to;
  };
  const moveEnd = (to: number): void => {
    grown.s += to - grown.q;
    grown.q = to;
  };
  for (let changed = true; changed; ) {
    changed = false;
    const { p, q } = grown;
    if (p > 0 && p < inline.starts.length && inline.starts[p] === inline.starts[p - 1]) moveStart(p - 1);
    if (grown.q > 0 && grown.q < inline.starts.length && inline.starts[grown.q] === inline.starts[grown.q - 1]) moveEnd(grown.q + 1);
    for (const span of spans) {
      if (span.to <= grown.p || span.from >= grown.q) {
        // Next to the hunk: new text that carries the same mark belongs into the span.
        if (grown.p < grown.q && grown.r < grown.s) {
          if (span.to === grown.p && carriesLike(next[grown.r], old[span.to - 1], span)) moveStart(span.from);
          else if (span.from === grown.q && carriesLike(next[grown.s - 1], old[span.from], span)) moveEnd(span.to);
        }
        continue;
      }
      const isInside = span.from >= grown.p && span.to <= grown.q;
      const contains = span.from <= grown.p && span.to >= grown.q;
      if (isInside) continue;
      if (!contains || !staysWhole(span, grown, old, next)) {
        moveStart(Math.min(grown.p, span.from));
        moveEnd(Math.max(grown.q, span.to));
      }
    }
    changed = grown.p !== p || grown.q !== q;
  }
  return grown;
}

function carriesLike(unit: Unit | undefined, neighbour: Unit | undefined, span: Span): boolean {
  const mark = neighbour?.marks.find((each) => each.type === span.type);
  return mark !== undefined && unit?.marks.some((each) => each.key === mark.key) === true;
}

/** A span around a hunk may stay if all new text has its mark, or none has and it is at the span's edge. */
function staysWhole(span: Span, hunk: Hunk, old: readonly Unit[], next: readonly Unit[]): boolean {
  const key = old[span.from]?.marks.find((mark) => mark.type === span.type)?.key;
  // An address in `<…>` reads as text; its brackets go when it changes.
  if (key === undefined) return false;
  const added = next.slice(hunk.r, hunk.s);
  if (added.every((unit) => unit.marks.some((mark) => mark.key === key))) return true;
  if (added.some((unit) => unit.marks.some((mark) => mark.key === key))) return false;
  return span.from === hunk.p || span.to === hunk.q;
}

/** Hunks that grew into each other are one. */
function joinHunks(hunks: readonly Hunk[]): Hunk[] {
  const joined: Hunk[] = [];
  for (const hunk of hunks) {
    const last = joined[joined.length - 1];
    if (last !== undefined && hunk.p < last.q) {
      const q = Math.max(last.q, hunk.q);
      last.s = Math.max(last.s + (q - last.q), hunk.s + (q - hunk.q));
      last.r = Math.min(last.r, hunk.r - (hunk.p - Math.min(last.p, hunk.p)));
      last.p = Math.min(last.p, hunk.p);
      last.q = q;
    } else {
      joined.push({ ...hunk });
    }
  }
  return joined;
}

function editsOf(hunk: Hunk, inline: Inline, spans: readonly Span[], next: readonly Unit[], style: InlineStyle): Edit[] {
  const { p, q, r, s } = hunk;
  const added = next.slice(r, s);
  const around = spans.filter((span) => span.from <= p && span.to >= q && (span.from < p || span.to > q));
  const outside = new Set<string>();
  let leaveAfter = -1;
  let leaveBefore = Number.MAX_SAFE_INTEGER;
  for (const span of around) {
    const key = added[0]?.marks.find((mark) => mark.type === span.type)?.key;
    if (added.length === 0) continue;
    if (key !== undefined && added.every((unit) => unit.marks.some((mark) => mark.key === key))) outside.add(key);
    else if (span.to === q) leaveAfter = Math.max(leaveAfter, span.end);
    else leaveBefore = Math.min(leaveBefore, span.start);
  }
  const atLineStart = style.atLineStart && (p === 0 || inline.atoms.get(p - 1)?.type === 'softBreak' || inline.atoms.get(p - 1)?.type === 'hardBreak');
  const text = writeUnits(added, { ...style, atLineStart }, outside);
  if (p === q) {
    const at = leaveAfter !== -1 ? leaveAfter : leaveBefore !== Number.MAX_SAFE_INTEGER ? leaveBefore : insertionPoint(p, inline, around, outside);
    return text === '' ? [] : [{ start: at, end: at, text }];
  }
  let start = inline.starts[p] ?? inline.end;
  let end = inline.ends[q - 1] ?? inline.end;
  for (const span of spans) {
    if (span.from < p || span.to > q || around.includes(span)) continue;
    if (span.from === p) start = Math.min(start, span.start);
    if (span.to === q) end = Math.max(end, span.end);
  }
  if (leaveAfter !== -1) return [{ start, end, text: '' }, { start: leaveAfter, end: leaveAfter, text }];
  if (leaveBefore !== Number.MAX_SAFE_INTEGER) return [{ start: leaveBefore, end: leaveBefore, text }, { start, end, text: '' }];
  return [{ start, end, text }];
}

/** Where text goes that is added between units: behind the unit before it, or into a mark that begins here. */
function insertionPoint(p: number, inline: Inline, around: readonly Span[], outside: ReadonlySet<string>): number {
  if (p === 0) return startOfFirst(inline, around);
  const beginsHere = around.some((span) => span.from === p && outside.size > 0);
  if (beginsHere) return inline.starts[p] ?? inline.end;
  return inline.ends[p - 1] ?? inline.end;
}

/** The start of the content, in front of marks that begin there and do not hold the new text. */
function startOfFirst(inline: Inline, around: readonly Span[]): number {
  let { start } = inline;
  for (const span of inline.spans) {
    if (span.from === 0 && !around.includes(span)) start = Math.min(start, span.start);
  }
  return start;
}
