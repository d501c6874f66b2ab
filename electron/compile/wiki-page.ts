/**
 * A compiled page as text: its sections, its footnotes, and changing one section while every byte
 * that nobody meant to change stays.
 *
 * Footnote definitions of claims (`[^c-…]: …`) are code's own: they are gathered at the end of the
 * page, or before `## Notes`, which belongs to the user and is never touched.
 */
import type { Claim } from '#shared/model/claim.ts';
import { fileNameOf, noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import { aliasesOf, setProperty, stringList, type Properties, type PropertyValue } from '#shared/markdown/frontmatter.ts';
import { scanNote } from '#shared/markdown/outline.ts';
import { formatWikilink } from '#shared/markdown/wikilink.ts';
import { escapeWords } from './plain-text.ts';

export const notesHeading = 'Notes';

export interface PageSection {
  readonly heading: string;
  /** Markdown below the heading without claims' footnote definitions, trimmed, with `\n`. */
  readonly body: string;
}

export interface WikiPage {
  readonly path: VaultPath;
  readonly title: string;
  readonly aliases: readonly string[];
  /** Addresses and ids by which a person is known for sure. */
  readonly identities: readonly string[];
  readonly kind: string | null;
  /** Stable id, from `verso.page`; null for a page that Verso did not make. */
  readonly pageId: string | null;
  readonly entity: string | null;
  readonly sections: readonly PageSection[];
  /** Claims that the text refers to, in its order. */
  readonly claimIds: readonly string[];
  /** The first sentence, for the index. */
  readonly lead: string;
}

const REFERENCE = /\[\^(c-[0-9a-f]{12})\](?!:)/gu;
const CLAIM_LABEL = /^c-[0-9a-f]{12}$/u;

interface Segment {
  /** Null for what stands before the first section. */
  readonly heading: string | null;
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
}

/** Reads a page of the wiki, whoever wrote it. */
export function readPage(path: VaultPath, source: string): WikiPage {
  const text = source.replace(/\r\n/gu, '\n');
  const scan = scanNote(text);
  const properties = scan.frontmatter?.properties ?? {};
  const verso = record(properties['verso']);
  const sections = segmentsOf(text)
    .filter((segment) => segment.heading !== null)
    .map((segment) => ({ heading: segment.heading ?? '', body: bodyOf(text, segment) }));
  const firstParagraph = scan.blocks.find((block) => (block.type === 'paragraph' || block.type === 'list') && block.text !== '');
  return {
    path,
    title: noteNameOf(path),
    aliases: aliasesOf(properties),
    identities: [...stringList(properties['emails']).map((address) => `mail:${address.toLowerCase()}`), ...stringList(properties['slack']).map((id) => `slack:${id}`)],
    kind: typeof properties['type'] === 'string' ? properties['type'] : null,
    pageId: stringOrNull(verso['page']),
    entity: stringOrNull(verso['entity']),
    sections,
    claimIds: claimReferences(text),
    lead: firstSentence(firstParagraph?.text ?? ''),
  };
}

/** Ids of the claims that a text refers to, each once, in order. */
export function claimReferences(text: string): readonly string[] {
  return [...new Set([...text.matchAll(REFERENCE)].map((match) => match[1] ?? ''))];
}

export interface SectionChange {
  readonly heading: string;
  /** '' removes the section with its heading. */
  readonly body: string;
}

export interface PageChange {
  readonly sections: readonly SectionChange[];
  /** Headings in the order that the schema wants. */
  readonly order: readonly string[];
  /** Frontmatter that code keeps; the rest of it stays. */
  readonly properties: Readonly<Record<string, PropertyValue>>;
  /** The claim of a footnote, or null where it is not known here. */
  readonly claim: (id: string) => Claim | null;
}

/** The page with its sections changed and its footnotes defined. `source` is '' for a new page. */
export function changePage(source: string, change: PageChange): string {
  const crlf = source.includes('\r\n');
  let text = source.replace(/\r\n/gu, '\n');
  const { stripped, definitions } = takeDefinitions(text);
  text = stripped;
  for (const section of change.sections) text = putSection(text, section, change.order);
  text = putDefinitions(text, definitions, change.claim);
  for (const [key, value] of Object.entries(change.properties)) text = setProperty(text, key, value) ?? text;
  if (source === '') text = text.replace(/\n---\n(?!\n)/u, '\n---\n\n');
  return crlf ? text.replace(/\n/gu, '\r\n') : text;
}

function segmentsOf(text: string): readonly Segment[] {
  const scan = scanNote(text);
  const start = scan.frontmatter?.bodyStart ?? 0;
  const tops = new Set(scan.blocks.filter((block) => block.type === 'heading').map((block) => block.start));
  const headings = scan.headings.filter((heading) => heading.level <= 2 && tops.has(heading.start));
  const segments: Segment[] = [{ heading: null, start, bodyStart: start, end: headings[0]?.start ?? text.length }];
  for (const [index, heading] of headings.entries()) {
    const lineEnd = text.indexOf('\n', heading.end);
    segments.push({
      heading: heading.level === 2 ? heading.text : null,
      start: heading.start,
      bodyStart: lineEnd === -1 ? text.length : lineEnd + 1,
      end: headings[index + 1]?.start ?? text.length,
    });
  }
  return segments;
}

function bodyOf(text: string, segment: Segment): string {
  const raw = text.slice(segment.bodyStart, segment.end);
  return withoutDefinitions(raw).trim();
}

/** Cuts claims' definitions out of a piece of a page, with the blank lines that they leave. */
function withoutDefinitions(raw: string): string {
  return cut(raw, definitionsIn(raw));
}

interface Definition {
  readonly id: string;
  readonly line: string;
  readonly start: number;
  readonly end: number;
}

function definitionsIn(text: string): readonly Definition[] {
  if (!text.includes('[^c-')) return [];
  return scanNote(text)
    .footnotes.filter((footnote) => CLAIM_LABEL.test(footnote.label))
    .map(({ label, start, end }) => ({ id: label, line: text.slice(start, end), start, end }));
}

function cut(text: string, ranges: readonly { readonly start: number; readonly end: number }[]): string {
  let kept = '';
  let from = 0;
  for (const range of ranges) {
    kept += text.slice(from, range.start);
    from = text.charAt(range.end) === '\n' ? range.end + 1 : range.end;
  }
  return kept + text.slice(from);
}

function takeDefinitions(text: string): { readonly stripped: string; readonly definitions: ReadonlyMap<string, string> } {
  const notes = segmentsOf(text).find((segment) => segment.heading === notesHeading);
  const found = definitionsIn(text).filter((definition) => notes === undefined || definition.start < notes.start || definition.start >= notes.end);
  return { stripped: cut(text, found), definitions: new Map(found.map(({ id, line }) => [id, line])) };
}

function putSection(text: string, change: SectionChange, order: readonly string[]): string {
  const segments = segmentsOf(text);
  const existing = segments.find((segment) => segment.heading === change.heading);
  if (existing !== undefined) {
    const rest = text.slice(existing.end);
    if (change.body === '') return join(text.slice(0, existing.start), rest);
    return join(`${text.slice(0, existing.bodyStart).trimEnd()}\n\n${change.body}`, rest);
  }
  if (change.body === '') return text;
  const rank = order.indexOf(change.heading);
  const next = segments.find((segment) => {
    if (segment.heading === null) return false;
    if (segment.heading === notesHeading) return true;
    return rank !== -1 && order.indexOf(segment.heading) > rank;
  });
  const at = next?.start ?? text.length;
  return join(join(text.slice(0, at), `## ${change.heading}\n\n${change.body}`), text.slice(at));
}

/** Two parts with one blank line between them, the second one's bytes as they are. */
function join(before: string, after: string): string {
  const head = before.trimEnd();
  if (after.trim() === '') return head === '' ? '' : `${head}\n`;
  if (head === '') return after;
  return `${head}\n\n${after.replace(/^\n+/u, '')}`;
}

function putDefinitions(text: string, old: ReadonlyMap<string, string>, claim: PageChange['claim']): string {
  const lines: string[] = [];
  const kept = new Set(definitionsIn(text).map((definition) => definition.id));
  for (const id of claimReferences(text)) {
    if (kept.has(id)) continue;
    const known = claim(id);
    const line = known === null ? old.get(id) : footnoteOf(known);
    if (line !== undefined) lines.push(line);
  }
  if (lines.length === 0) return text;
  const notes = segmentsOf(text).find((segment) => segment.heading === notesHeading);
  const at = notes?.start ?? text.length;
  return join(join(text.slice(0, at), lines.join('\n')), text.slice(at));
}

/** `[^c-…]: [[2024-03-05 Launch plan ‹7f3a9c›#^m-18332]] "I'll own the launch"` */
export function footnoteOf(claim: Claim): string {
  const { anchor } = claim.source;
  const target = sourceTarget(claim.source.path);
  const link =
    anchor.kind === 'block'
      ? formatWikilink({ target, block: anchor.id })
      : formatWikilink(anchor.kind === 'heading' && anchor.heading !== '' ? { target, heading: anchor.heading } : { target });
  return `[^${claim.id}]: ${link} "${escapeWords(claim.quote)}"`;
}

/** How links name a source: by its name where that holds an id, else by its path, which is unique. */
export function sourceTarget(path: string): string {
  const bare = path.replace(/\.(?:md|markdown)$/iu, '');
  return /‹[^‹›]+›$/u.test(bare) ? fileNameOf(bare) : bare;
}

function record(value: PropertyValue | undefined): Properties {
  return value !== null && typeof value === 'object' && !isList(value) ? value : {};
}

function isList(value: PropertyValue): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

function stringOrNull(value: PropertyValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function firstSentence(text: string): string {
  const line = text.split('\n')[0] ?? '';
  const sentence = /^.{10,}?[.!?。！？](?=\s|$)/u.exec(line)?.[0] ?? line;
  return sentence.length > 160 ? `${sentence.slice(0, 157).trim()}…` : sentence;
}
