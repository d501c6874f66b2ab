/** Reads one note's text into the rows that the index keeps of it. Pure. */
import { scanNote, type NoteScan } from '#shared/markdown/outline.ts';
import type { Properties, PropertyValue } from '#shared/markdown/frontmatter.ts';
import { fieldValues } from '#shared/markdown/inline-fields.ts';
import { dueOf } from '#shared/markdown/task-due.ts';
import { linkKey } from '#shared/markdown/resolve-link.ts';
import { noteNameOf } from '#shared/model/note-path.ts';
import { stemKeyOf } from './file-row.ts';

/** UTF-16 units of a value that are indexed. */
const longestValue = 2000;

export interface NameRow {
  readonly kind: 'title' | 'alias' | 'heading';
  readonly text: string;
  readonly line: number;
  readonly level: number;
}
export interface PassageRow {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly headingPath: readonly string[];
  readonly text: string;
  /** What stands around a turn of a conversation; searched at a small weight. */
  readonly context?: string;
  /** 1 for all but a person's turns beside an assistant's. */
  readonly weight?: number;
}
export interface LinkRow {
  readonly kind: 'wikilink' | 'markdown';
  readonly embed: boolean;
  readonly target: string;
  readonly stemKey: string;
  readonly heading: string | null;
  readonly block: string | null;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly raw: string;
  readonly context: string;
}
export interface TagRow {
  readonly key: string;
  readonly name: string;
  readonly start: number;
  readonly line: number;
}
export interface PropertyRow {
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly number: number | null;
  /** Null in the frontmatter. */
  readonly line: number | null;
}
export interface TaskRow {
  readonly mark: string;
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly due: string | null;
}
export interface NoteRows {
  readonly title: string;
  readonly names: readonly NameRow[];
  readonly passages: readonly PassageRow[];
  readonly links: readonly LinkRow[];
  readonly tags: readonly TagRow[];
  readonly properties: readonly PropertyRow[];
  readonly tasks: readonly TaskRow[];
  readonly blockIds: readonly { readonly id: string; readonly line: number }[];
}

/** `text` without its byte order mark: offsets are those of the editor. */
export function noteRows(path: string, text: string): NoteRows {
  const scan = scanNote(text);
  const title = noteNameOf(path);
  return {
    title,
    names: namesOf(title, scan),
    // An empty note is still found by its name.
    passages: scan.passages.length > 0 ? scan.passages : [{ start: 0, end: 0, line: 1, headingPath: [], text: '' }],
    links: scan.links
      .filter((link) => !link.external && (link.target !== '' || link.heading !== undefined || link.block !== undefined))
      .map((link) => ({
        kind: link.kind,
        embed: link.embed,
        target: link.target,
        stemKey: stemKeyOf(link.target),
        heading: link.heading ?? null,
        block: link.block ?? null,
        start: link.start,
        end: link.end,
        line: link.line,
        raw: link.raw,
        context: link.context,
      })),
    tags: scan.tags.map((tag) => ({ key: linkKey(tag.name), name: tag.name, start: tag.start, line: tag.line })),
    properties: [...propertyRows(scan.frontmatter?.properties ?? {}), ...fieldRows(scan)],
    tasks: scan.tasks.map((task) => ({ ...task, due: dueOf(task.text) })),
    blockIds: scan.blockIds.map((block) => ({ id: block.id, line: block.line })),
  };
}

function namesOf(title: string, scan: NoteScan): NameRow[] {
  const names: NameRow[] = [
    { kind: 'title', text: title, line: 1, level: 0 },
    ...scan.aliases.map((alias): NameRow => ({ kind: 'alias', text: alias, line: 1, level: 0 })),
    ...scan.headings.map((heading): NameRow => ({ kind: 'heading', text: heading.text, line: heading.line, level: heading.level })),
  ];
  return names.filter((name) => name.text !== '');
}

/** Nested values are text as JSON: found, but not taken apart. */
function propertyRows(properties: Properties): PropertyRow[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    const key = linkKey(name);
    const values: readonly PropertyValue[] = Array.isArray(value) && value.length > 0 ? value : [value];
    return values.map((item) => ({ key, name, text: textOf(item).slice(0, longestValue), number: typeof item === 'number' ? item : null, line: null }));
  });
}

function fieldRows({ fields }: NoteScan): PropertyRow[] {
  return fields.flatMap(({ name, value, line }) =>
    fieldValues(value).map((text) => ({ key: linkKey(name), name, text: text.slice(0, longestValue), number: /^[+-]?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : null, line })),
  );
}

function textOf(value: PropertyValue): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
