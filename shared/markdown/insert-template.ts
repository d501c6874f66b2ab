/**
 * Puts a filled template into a note that is there already: its properties join those of the note by
 * their keys, its text goes between two blocks or in place of a selection.
 */
import { findFrontmatter } from './frontmatter-extent.ts';
import { readFrontmatter, setProperty, type PropertyValue } from './frontmatter.ts';

export interface TemplateText {
  readonly text: string;
  /** Where the caret goes, in UTF-16 units; null: behind what was put in. */
  readonly caret: number | null;
}

/** A place for the template in the note's text. `between`: it is a gap between blocks, or an end of the note. */
export interface TemplatePlace {
  readonly from: number;
  readonly to: number;
  readonly between: boolean;
}

export interface WithTemplate {
  readonly text: string;
  readonly caret: number;
  /** Properties of the template that the note could not take, because its own cannot be read. */
  readonly left: readonly string[];
}

/** The template without its properties. */
export function templateBody({ text, caret }: TemplateText): TemplateText {
  const start = findFrontmatter(text)?.bodyStart ?? 0;
  return { text: text.slice(start), caret: caret === null ? null : Math.max(0, caret - start) };
}

/** Offsets of `place` are those of `note`. */
export function insertTemplate(note: string, place: TemplatePlace, template: TemplateText): WithTemplate {
  const lineEnd = note.includes('\r\n') ? '\r\n' : '\n';
  const body = withLineEnds(templateBody(template), lineEnd);
  const inserted = place.between ? insertBetween(note, place, body, lineEnd) : insertAt(note, place, body);
  const merged = mergeFrontmatter(inserted.text, template.text, lineEnd);
  return { text: merged.text, caret: inserted.caret + merged.text.length - inserted.text.length, left: merged.left };
}

function insertAt(note: string, { from, to }: TemplatePlace, { text, caret }: TemplateText): { readonly text: string; readonly caret: number } {
  // Text before the properties would make them text as well.
  const start = Math.max(from, findFrontmatter(note)?.bodyStart ?? 0);
  return { text: note.slice(0, start) + text + note.slice(Math.max(start, to)), caret: start + (caret ?? text.length) };
}

function insertBetween(note: string, { from, to }: TemplatePlace, body: TemplateText, lineEnd: string): { readonly text: string; readonly caret: number } {
  const leading = /^\s*\n|^/u.exec(body.text)?.[0].length ?? 0;
  const text = body.text.slice(leading).replace(/(?:\r?\n[^\S\n]*)+$/u, '');
  if (text === '') return { text: note, caret: from };
  const before = note.slice(0, from);
  const after = note.slice(to);
  const isBehindProperties = findFrontmatter(note)?.range.end === from;
  const apart = before.trim() === '' ? '' : isBehindProperties ? lineEnd : lineEnd + lineEnd;
  // Blank lines that were left for a text are used up by it.
  const gap = note.slice(from, to);
  const room = gap.startsWith(apart) ? gap.slice(apart.length) : gap;
  const needed = after === '' ? lineEnd : lineEnd + lineEnd;
  const behind = room.startsWith(needed) ? room : needed;
  const start = before.length + apart.length;
  // A caret in the lines below the last block stands in the first blank one.
  const caret = body.caret === null ? text.length : body.caret - leading;
  const isBelow = body.caret !== null && caret > text.length;
  return { text: before + apart + text + behind + after, caret: start + Math.max(0, isBelow ? text.length + lineEnd.length : caret) };
}

function withLineEnds({ text, caret }: TemplateText, lineEnd: string): TemplateText {
  const ended = (part: string): string => part.replace(/\r\n|\r|\n/gu, lineEnd);
  return { text: ended(text), caret: caret === null ? null : ended(text.slice(0, caret)).length };
}

/** What the note has stays; what it does not have, or has without a value, is the template's; lists are joined. */
function mergeFrontmatter(note: string, template: string, lineEnd: string): { readonly text: string; readonly left: readonly string[] } {
  const brought = readFrontmatter(template);
  if (brought === null) return { text: note, left: [] };
  if (findFrontmatter(note) === null) {
    const bom = note.startsWith('\ufeff') ? 1 : 0;
    const block = template.slice(brought.range.start, brought.range.end).replace(/\r\n|\r|\n/gu, lineEnd) + lineEnd;
    return { text: note.slice(0, bom) + block + note.slice(bom), left: [] };
  }
  let text = note;
  const left: string[] = [];
  for (const [key, value] of Object.entries(brought.properties)) {
    const had = readFrontmatter(text)?.properties[key];
    const wanted = joined(had, value);
    const changed = wanted === undefined ? text : setProperty(text, key, wanted);
    if (changed === null) left.push(key);
    else text = changed;
  }
  return { text, left };
}

/** Undefined: the note's value stays. */
function joined(had: PropertyValue | undefined, brought: PropertyValue): PropertyValue | undefined {
  if (had === undefined) return brought;
  if (brought === null || brought === '') return undefined;
  if (had === null || had === '') return brought;
  if (!isList(had) || !isList(brought)) return undefined;
  const more = brought.filter((value) => !had.some((own) => JSON.stringify(own) === JSON.stringify(value)));
  return more.length === 0 ? undefined : [...had, ...more];
}

function isList(value: PropertyValue): value is readonly PropertyValue[] {
  return Array.isArray(value);
}
