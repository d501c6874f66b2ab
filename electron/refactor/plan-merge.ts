/** Plans a merge: one note's text goes to the end of another, and links to it lead there. Pure. */
import { followHeadings } from '#shared/markdown/heading-path.ts';
import { findFrontmatter } from '#shared/markdown/frontmatter-extent.ts';
import { aliasesOf, readFrontmatter, setProperty, stringList, type PropertyValue } from '#shared/markdown/frontmatter.ts';
import type { LinkIndex } from '#shared/markdown/resolve-link.ts';
import { headingSlug } from '#shared/markdown/slug.ts';
import { headingForLink, headingKey } from '#shared/markdown/wikilink.ts';
import { noteNameOf } from '#shared/model/note-path.ts';
import { changedIndex, lineAt, lineEndOf, noteWithLinks, type Draft, type DraftEdit, type DraftNote, type NoteText } from './draft.ts';
import { labelsApart } from './label-clash.ts';
import { rewriteLinks, type LinkChange, type LinkEnd } from './link-rewrite.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

export interface MergeInput {
  readonly from: NoteText;
  readonly into: NoteText;
  readonly index: LinkIndex;
  /** Other notes that may hold links to either. */
  readonly others: readonly NoteText[];
}

export function planMerge({ from, into, index, others }: MergeInput): Draft {
  const name = noteNameOf(from.path);
  const heading = headingFor(from, into, name);
  const ids = freeBlockIds(from, into);
  const kept = into.scan.headings.length;
  const headings = [...into.scan.headings, ...(heading.added === null ? [] : [{ text: heading.anchor }]), ...from.scan.headings];
  const firstOfSource = kept + (heading.added === null ? 0 : 1);
  const isEmpty = from.text.slice(from.scan.frontmatter?.bodyStart ?? 0).trim() === '';

  const end = (was: LinkEnd): LinkEnd => {
    if (was.path !== from.path) return was;
    if (was.fragment === '') return { path: into.path, fragment: isEmpty ? '' : headingForLink(heading.anchor), label: name };
    if (was.fragment.startsWith('^')) return { path: into.path, fragment: `^${ids.get(was.fragment.slice(1).toLowerCase()) ?? was.fragment.slice(1)}` };
    const at = followHeadings(from.scan.headings, was.fragment);
    if (at === null) return { path: into.path, fragment: was.fragment };
    const inside = `${headingForLink(heading.anchor)}#${was.fragment}`;
    const fragment = [was.fragment, inside].find((path) => followHeadings(headings, path) === firstOfSource + at) ?? inside;
    return { path: into.path, fragment };
  };
  const change: LinkChange = { before: index, after: changedIndex(index, [from.path], []), end };

  const moving = rewriteLinks(from.text, from.scan, { path: from.path, after: () => into.path }, change);
  const moved = applyEdits(from.text, withoutOverlap([...moving.edits, ...idEdits(from, ids), ...labelsApart(from, into)]));
  const staying = rewriteLinks(into.text, into.scan, { path: into.path, after: () => into.path }, change);

  const changed: DraftNote[] = [{ note: into, edits: editsOfTarget(into, staying.edits, moved, heading.added, name) }];
  const left = [...moving.lost, ...staying.lost].map((line) => ({ path: into.path, line, reason: 'no-such-link' as const }));
  const leftElsewhere: Draft['left'][number][] = [];
  for (const note of others) {
    const part = noteWithLinks(note, rewriteLinks(note.text, note.scan, { path: note.path, after: () => note.path }, change));
    if (part.note !== null) changed.push(part.note);
    leftElsewhere.push(...part.left);
  }
  return {
    moves: [],
    created: [],
    trashed: [{ path: from.path, version: from.version }],
    notes: changed.filter(({ edits }) => edits.length > 0),
    left: [...left, ...leftElsewhere],
    named: new Set([from.path, into.path]),
  };
}

interface MergeHeading {
  /** What links to the merged note name. */
  readonly anchor: string;
  /** The line that is put above its text, or null where it begins with a heading that will do. */
  readonly added: string | null;
}

/** Links need a heading that no other one of the target is mistaken for. */
function headingFor(from: NoteText, into: NoteText, name: string): MergeHeading {
  const taken = (text: string): boolean =>
    into.scan.headings.some((heading) => headingKey(heading.text) === headingKey(text) || headingSlug(heading.text) === headingSlug(text));
  const [first] = from.scan.headings;
  const beginsWithIt = from.scan.blocks[0]?.type === 'heading' && from.scan.blocks[0].start === first?.start;
  if (first !== undefined && beginsWithIt && headingForLink(first.text) !== '' && !taken(first.text)) return { anchor: first.text, added: null };
  let anchor = name;
  for (let number = 2; taken(anchor); number += 1) anchor = `${name} ${number}`;
  const levels = from.scan.headings.map(({ level }) => level);
  const level = levels.length === 0 ? 2 : Math.max(1, Math.min(...levels) - 1);
  return { anchor, added: `${'#'.repeat(level)} ${anchor}` };
}

/** Block ids of the source that the target has too, with the ones that they become. */
function freeBlockIds(from: NoteText, into: NoteText): ReadonlyMap<string, string> {
  const taken = new Set([...into.scan.blockIds, ...from.scan.blockIds].map(({ id }) => id.toLowerCase()));
  const inTarget = new Set(into.scan.blockIds.map(({ id }) => id.toLowerCase()));
  const ids = new Map<string, string>();
  for (const { id } of from.scan.blockIds) {
    if (!inTarget.has(id.toLowerCase()) || ids.has(id.toLowerCase())) continue;
    let free = id;
    for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${id}-${number}`;
    taken.add(free.toLowerCase());
    ids.set(id.toLowerCase(), free);
  }
  return ids;
}

function idEdits(from: NoteText, ids: ReadonlyMap<string, string>): readonly TextEdit[] {
  return from.scan.blockIds.flatMap(({ id, start }) => {
    const free = ids.get(id.toLowerCase());
    return free === undefined ? [] : [{ start: start + 1, end: start + 1 + id.length, text: free }];
  });
}

function withoutOverlap(edits: readonly TextEdit[]): readonly TextEdit[] {
  const kept: TextEdit[] = [];
  for (const edit of edits) if (kept.every((other) => edit.end <= other.start || edit.start >= other.end)) kept.push(edit);
  return kept;
}

/** The target's own links, its properties with those of the source, and the text at its end. */
function editsOfTarget(into: NoteText, links: readonly (TextEdit & { readonly line: number })[], moved: string, heading: string | null, name: string): readonly DraftEdit[] {
  const bodyStart = into.scan.frontmatter?.bodyStart ?? 0;
  const inBody = links.filter((edit) => edit.start >= bodyStart);
  const inProperties = links.filter((edit) => edit.start < bodyStart);
  const edits: DraftEdit[] = inBody.map((edit) => ({ ...edit, optional: false }));

  const merged = mergeProperties(applyEdits(into.text.slice(0, bodyStart), inProperties), moved, name);
  const properties = narrowed(into.text.slice(0, bodyStart), merged.properties);
  if (properties !== null) edits.push({ ...properties, line: lineAt(into.text, properties.start), optional: false });

  const eol = lineEndOf(into.text === '' ? moved : into.text);
  const body = moved.slice(findFrontmatter(moved)?.bodyStart ?? 0).replace(/^(?:[ \t]*\r?\n)+/u, '').trimEnd();
  const parts = body === '' && merged.unreadable === null ? [] : [...(heading === null ? [] : [heading]), ...(merged.unreadable === null ? [] : [merged.unreadable]), ...(body === '' ? [] : [body])];
  if (parts.length > 0) {
    const text = `${parts.join('\n\n')}\n`.replace(/\r?\n/gu, eol);
    edits.push({ start: into.text.length, end: into.text.length, text: gapBefore(into.text.slice(bodyStart), bodyStart > 0, eol) + text, line: lineAt(into.text, into.text.length), optional: false });
  }
  return edits;
}

function gapBefore(body: string, hasProperties: boolean, eol: string): string {
  if (body.trim() === '') return body === '' && hasProperties ? '' : body.endsWith('\n') || body === '' ? '' : eol;
  if (/\n[ \t]*\r?\n$/u.test(body)) return '';
  return body.endsWith('\n') ? eol : eol + eol;
}

interface MergedProperties {
  readonly properties: string;
  /** The source's properties as a block of text, where they cannot be read or put in. */
  readonly unreadable: string | null;
}

/** Nothing is lost: lists are joined, and a value that the target has otherwise is kept under another name. */
function mergeProperties(target: string, source: string, name: string): MergedProperties {
  const theirs = readFrontmatter(source);
  if (theirs === null) return { properties: target, unreadable: null };
  const raw = source.slice(theirs.content.start, theirs.content.end);
  const asText = (): MergedProperties => ({ properties: target, unreadable: raw.trim() === '' ? null : `\`\`\`yaml\n${raw}\n\`\`\`` });
  if (theirs.error !== undefined) return asText();
  const ours = readFrontmatter(target)?.properties ?? {};
  let text = target;
  for (const [key, value] of Object.entries(theirs.properties)) {
    const had = Object.hasOwn(ours, key) ? ours[key] : undefined;
    const place = had === undefined || isList(had) || isList(value) || had === null || same(had, value) ? key : freeKey(ours, key, name);
    const next = had === undefined || had === null || place !== key ? value : joined(key, had, value);
    if (place === key && had !== undefined && same(had, next)) continue;
    const written = setProperty(text, place, next);
    if (written === null) return asText();
    text = written;
  }
  return { properties: text, unreadable: null };
}

function joined(key: string, had: PropertyValue, value: PropertyValue): PropertyValue {
  if (!isList(had) && !isList(value)) return had;
  const list = (side: PropertyValue): readonly PropertyValue[] => {
    if (isList(side)) return side;
    return key === 'aliases' || key === 'alias' ? aliasesOf({ aliases: side }) : key === 'tags' || key === 'tag' ? stringList(side) : [side];
  };
  const all = [...list(had)];
  for (const item of list(value)) if (item !== null && !all.some((other) => same(other, item))) all.push(item);
  return all;
}

function freeKey(properties: Readonly<Record<string, PropertyValue>>, key: string, name: string): string {
  let free = `${key} (${name})`;
  for (let number = 2; Object.hasOwn(properties, free); number += 1) free = `${key} (${name} ${number})`;
  return free;
}

function isList(value: PropertyValue | undefined): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

function same(a: PropertyValue, b: PropertyValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The one edit from a text to another, without what both begin and end with. */
function narrowed(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { start, end: before.length - end, text: after.slice(start, after.length - end) };
}
