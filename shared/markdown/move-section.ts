/**
 * Moves a section of a note, and raises or lowers its headings, as changes of the text alone.
 *
 * A section is a top-level heading with all below it, up to the next heading of its level or above.
 * Its bytes move as they are; the blank lines between two sections stay at their place between
 * whatever stands there then. What is above the first heading, and link and footnote definitions
 * at the end, stay where they are.
 *
 *     head ¦ # A … ⏎⏎ ¦ # B … ⏎⏎ ¦ [x]: definitions      A moved behind B:
 *     head ¦ # B … ⏎⏎ ¦ # A … ⏎⏎ ¦ [x]: definitions
 *
 * The result is read again: where the text would mean another outline there (an unclosed fence that
 * swallows what follows), nothing is moved.
 */
import { scanNote, type NoteHeading } from './outline.ts';

export interface Section {
  readonly level: NoteHeading['level'];
  readonly text: string;
  /** Unique in the note. */
  readonly slug: string;
  /** Counted from 1. */
  readonly line: number;
  /** From the heading's line to behind the blank lines after its last block. */
  readonly start: number;
  readonly end: number;
  /** Where the heading itself ends. */
  readonly headingEnd: number;
  /** The section that it is part of, as an index; -1 for none. */
  readonly parent: number;
}

export interface SectionEdit {
  readonly text: string;
  /** Where the section is now, as an index. */
  readonly index: number;
}

/** The sections of a note in the order of the text, each with its parts behind it. */
export function sectionsOf(text: string): readonly Section[] {
  const scan = scanNote(text);
  const tops = new Set(scan.blocks.filter(({ type }) => type === 'heading').map(({ start }) => start));
  const headings = scan.headings.filter(({ start }) => tops.has(start));
  const tail = tailStart(text, scan.blocks, headings.at(-1)?.end ?? 0);
  return headings.map(({ level, text: title, slug, line, start, end }, at) => {
    const next = headings.findIndex((other, index) => index > at && other.level <= level);
    return {
      level,
      text: title,
      slug,
      line,
      start: lineStart(text, start),
      end: next === -1 ? tail : lineStart(text, headings[next]?.start ?? tail),
      headingEnd: end,
      parent: headings.findLastIndex((other, index) => index < at && other.level < level),
    };
  });
}

/** Moves a section before another heading, or to the end; null where that changes nothing or cannot be done. */
export function moveSection(text: string, from: number, before: number | null): SectionEdit | null {
  const sections = sectionsOf(text);
  const moved = sections[from];
  const target = before === null ? null : sections[before];
  if (moved === undefined || target === undefined) return null;
  const count = sections.filter(({ start }) => start >= moved.start && start < moved.end).length;
  const to = before ?? sections.length;
  if (to >= from && to <= from + count) return null;
  const last = Math.max(...sections.map(({ end }) => end));
  const order = sections.map((_, index) => index);
  const taken = order.splice(from, count);
  const index = to > from ? to - count : to;
  order.splice(index, 0, ...taken);

  const [a, b, c] = to < from ? [target?.start ?? last, moved.start, moved.end] : [moved.start, moved.end, target?.start ?? last];
  for (const least of [0, 2]) {
    const changed = exchange(text, a, b, c, least);
    const after = sectionsOf(changed);
    const isSame = after.length === order.length && definitions(changed) === definitions(text) && after.every((section, at) => sameHeading(section, sections[order[at] ?? -1]));
    if (isSame) return { text: changed, index };
  }
  return null;
}

/** Moves a section past its neighbour of the same level; null where there is none. */
export function moveSectionBy(text: string, index: number, by: -1 | 1): SectionEdit | null {
  const sections = sectionsOf(text);
  const moved = sections[index];
  if (moved === undefined) return null;
  if (by === -1) {
    const before = sections.findLastIndex((section, at) => at < index && section.level <= moved.level);
    return sections[before]?.level === moved.level ? moveSection(text, index, before) : null;
  }
  const next = sections.findIndex((section, at) => at > index && section.level <= moved.level);
  const neighbour = sections[next];
  if (neighbour === undefined || neighbour.level !== moved.level) return null;
  const behind = sections.findIndex(({ start }) => start >= neighbour.end);
  return moveSection(text, index, behind === -1 ? null : behind);
}

/** Raises (-1) or lowers (1) a heading with those below it; null where a level does not exist or a heading cannot have it. */
export function shiftSection(text: string, index: number, by: -1 | 1): SectionEdit | null {
  const sections = sectionsOf(text);
  const shifted = sections[index];
  if (shifted === undefined) return null;
  const isPart = ({ start }: Section): boolean => start >= shifted.start && start < shifted.end;
  let changed = text;
  for (const section of sections.filter(isPart).toReversed()) {
    const source = changed.slice(section.start, section.headingEnd);
    const heading = withLevel(source, section.level + by);
    if (heading === null) return null;
    changed = changed.slice(0, section.start) + heading + changed.slice(section.headingEnd);
  }
  const after = sectionsOf(changed);
  const isMeant = after.length === sections.length && after.every((section, at) => {
    const was = sections[at];
    return was !== undefined && section.text === was.text && section.level === was.level + (isPart(was) ? by : 0);
  });
  return isMeant ? { text: changed, index } : null;
}

/** Two neighbouring stretches in the other order; the blank lines behind each stay at their place. */
function exchange(text: string, a: number, b: number, c: number, leastLines: number): string {
  const [first, firstGap] = cut(text.slice(a, b));
  const [second, secondGap] = cut(text.slice(b, c));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const wide = (gap: string, isEnd: boolean): string => (isEnd || gap.split('\n').length > leastLines ? gap : eol.repeat(leastLines));
  const before = a > 0 && leastLines > 0 && !/\n[ \t]*\r?\n$/u.test(text.slice(0, a)) ? eol : '';
  return text.slice(0, a) + before + second + wide(firstGap, false) + first + wide(secondGap, c === text.length) + text.slice(c);
}

/** A stretch without the line ends and blank lines behind it, and these. */
function cut(stretch: string): readonly [string, string] {
  const last = stretch.search(/[ \t\r\n]*$/u);
  const lineEnd = /[\r\n]/u.exec(stretch.slice(last));
  const at = lineEnd === null ? stretch.length : last + lineEnd.index;
  return [stretch.slice(0, at), stretch.slice(at)];
}

function withLevel(source: string, level: number): string | null {
  if (level < 1 || level > 6) return null;
  const marks = /^( {0,3})#{1,6}/u.exec(source);
  if (marks !== null) return `${marks[1] ?? ''}${'#'.repeat(level)}${source.slice(marks[0].length)}`;
  const underline = /(\r\n|\n|\r)([ ]{0,3})(=+|-+)([ \t]*)$/u.exec(source);
  if (underline === null) return null;
  const title = source.slice(0, underline.index);
  const [, eol = '', indent = '', line = '', rest = ''] = underline;
  if (level <= 2) return title + eol + indent + (level === 1 ? '=' : '-').repeat(Math.max(3, line.length)) + rest;
  return /[\r\n]/u.test(title) ? null : `${'#'.repeat(level)} ${title.trim()}`;
}

/** Where the definitions at the end of the note begin. */
function tailStart(text: string, blocks: readonly { readonly type: string; readonly start: number }[], from: number): number {
  const lastOther = blocks.findLastIndex(({ type, start }) => !isDefinition(type) || start < from);
  const first = blocks[lastOther + 1];
  return first === undefined ? text.length : lineStart(text, first.start);
}

function lineStart(text: string, offset: number): number {
  const before = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  // A BOM before the first heading stays first.
  return before === 0 && text.charCodeAt(0) === 0xfeff ? 1 : before;
}

/** How many definitions a note has: one that follows a paragraph without a blank line would be part of it. */
function definitions(text: string): number {
  return scanNote(text).blocks.filter(({ type }) => isDefinition(type)).length;
}

function isDefinition(type: string): boolean {
  return type === 'definition' || type === 'footnote';
}

function sameHeading(a: Section, b: Section | undefined): boolean {
  return b !== undefined && a.text === b.text && a.level === b.level;
}
