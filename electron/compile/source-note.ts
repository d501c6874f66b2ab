/**
 * Reads a source: an imported note or one of the user's own, as blocks that claims can stand on.
 *
 * An imported note has one section a message: a heading, and a line that ends in the message's
 * block id (`^m-…`). Its folded callouts (earlier messages, signatures) and quoted replies repeat
 * what others wrote and are no ground for a claim.
 */
import { foldedTitles } from '#shared/model/import.ts';
import type { Anchor, SourceKind } from '#shared/model/claim.ts';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import { stringList, type PropertyValue } from '#shared/markdown/frontmatter.ts';
import { scanNote, type NoteBlock, type NoteScan } from '#shared/markdown/outline.ts';
import { headingForLink } from '#shared/markdown/wikilink.ts';
import { blockHash } from './fingerprint.ts';

export interface SourceBlock {
  readonly hash: string;
  /** The how-manieth block of this hash in its source, from 0. */
  readonly occurrence: number;
  readonly text: string;
  readonly anchor: Anchor;
  readonly headingPath: readonly string[];
  readonly speaker: string | null;
  /** `mail:<address>` of who wrote it, where the source shows one. */
  readonly speakerId: string | null;
  readonly date: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

export interface SourceNote {
  /** The note's own id where it has one, else its path. */
  readonly id: string;
  readonly path: VaultPath;
  readonly kind: SourceKind;
  readonly title: string;
  /** Names and addresses of everyone in it, as the importer wrote them. */
  readonly participants: readonly string[];
  readonly labels: readonly string[];
  readonly bulk: boolean;
  readonly blocks: readonly SourceBlock[];
}

interface Place {
  readonly anchor: Anchor;
  readonly headingPath: readonly string[];
  readonly speaker: string | null;
  readonly speakerId: string | null;
  readonly date: string | null;
}

const MESSAGE_LINE = /(?:^|\s)\^(m-[0-9A-Za-z-]+)$/u;
const POINTER_LINE = /(?:^|\s)\^p-[0-9A-Za-z-]+$/u;
const OWN_ID = /(?:^|[ \t\n])\^([A-Za-z0-9-]+)$/u;
const FOLDED = new RegExp(`^>[ \\t]*\\[!quote\\]-[ \\t]+(?:${foldedTitles.quoted}|${foldedTitles.signature})`, 'u');
const DATE = /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?/u;

/** Reads one source. Never throws, whatever the text. */
export function readSource(path: VaultPath, text: string): SourceNote {
  const scan = scanNote(text);
  const properties = scan.frontmatter?.properties ?? {};
  const id = typeof properties['id'] === 'string' ? properties['id'] : '';
  const kind = sourceKind(path, id);
  const places = kind === 'note' ? placesOfNote(path, text, scan, properties) : placesOfMessages(text, scan);
  return {
    id: kind === 'note' || id === '' ? path : id,
    path,
    kind,
    title: titleOf(path, scan, properties),
    participants: stringList(properties['participants']),
    labels: stringList(properties['labels']),
    bulk: properties['bulk'] === true,
    blocks: chain(places),
  };
}

function sourceKind(path: string, id: string): SourceKind {
  if (!path.startsWith('raw/')) return 'note';
  if (id.startsWith('slack:') || path.startsWith('raw/slack/')) return 'slack';
  if (/^(?:gmail|mail):/u.test(id) || /^raw\/(?:gmail|mail)\//u.test(path)) return 'mail';
  return 'note';
}

function titleOf(path: string, scan: NoteScan, properties: Readonly<Record<string, PropertyValue>>): string {
  const subject = properties['subject'];
  return typeof subject === 'string' && subject !== '' ? subject : (scan.title ?? noteNameOf(path));
}

type Placed = Place & { readonly text: string };

/** Sections of messages: who spoke and when stands in the heading and the line under it. */
function placesOfMessages(text: string, scan: NoteScan): readonly Placed[] {
  const placed: Placed[] = [];
  let place: Place | null = null;
  for (const [index, block] of scan.blocks.entries()) {
    if (block.type === 'heading') {
      const level = scan.headings.find((heading) => heading.start === block.start)?.level ?? 1;
      const next = scan.blocks[index + 1];
      const isPointer = next !== undefined && POINTER_LINE.test(lastLine(text, next));
      // A heading without an id line stands in a message's own text.
      if (level >= 2) place = isPointer ? null : (messagePlace(block, next, text) ?? place);
      continue;
    }
    if (place === null || isIdLine(text, block)) continue;
    if (block.type === 'quote' || block.type === 'callout' || !isReadable(block)) continue;
    placed.push({ ...place, text: block.text });
  }
  return placed;
}

/** The last line of a block as it stands in the file: block ids are not part of its plain text. */
function lastLine(text: string, block: NoteBlock): string {
  return text.slice(block.start, block.end).trimEnd().split('\n').pop() ?? '';
}

function isIdLine(text: string, block: NoteBlock): boolean {
  const last = lastLine(text, block);
  return MESSAGE_LINE.test(last) || POINTER_LINE.test(last);
}

function messagePlace(heading: NoteBlock, next: NoteBlock | undefined, text: string): Place | null {
  if (next === undefined) return null;
  const last = lastLine(text, next);
  const id = MESSAGE_LINE.exec(last)?.[1];
  if (id === undefined) return null;
  const date = DATE.exec(heading.text)?.[0] ?? DATE.exec(next.text)?.[0] ?? null;
  const from = /(?:^|· )from ([^·]*?)<?([^\s<>·]+@[^\s<>·]+)>?(?: ·|$)/u.exec(next.text)?.[2];
  return {
    anchor: { kind: 'block', id },
    headingPath: [heading.text],
    speaker: speakerOf(heading.text),
    speakerId: from === undefined ? null : `mail:${from.toLowerCase()}`,
    date,
  };
}

/** `Ada Lovelace · 20:15` → `Ada Lovelace`; dates, times and separators go. */
function speakerOf(heading: string): string | null {
  const name = heading
    .replace(DATE, '')
    .replace(/\b\d{1,2}:\d\d(?::\d\d)?\b/u, '')
    .replace(/\s+[·—–|]\s*.*$/u, '')
    .replace(/^\s*[·—–|,]\s*/u, '')
    .trim();
  return name === '' ? null : name;
}

function placesOfNote(
  path: string,
  text: string,
  scan: NoteScan,
  properties: Readonly<Record<string, PropertyValue>>,
): readonly Placed[] {
  const date = dateOfNote(path, properties);
  const placed: Placed[] = [];
  let headings: { readonly level: number; readonly text: string }[] = [];
  for (const block of scan.blocks) {
    if (block.type === 'heading') {
      const heading = scan.headings.find((candidate) => candidate.start === block.start);
      if (heading !== undefined) headings = [...headings.filter((above) => above.level < heading.level), heading];
      continue;
    }
    if (!isReadable(block) || FOLDED.test(text.slice(block.start, block.end))) continue;
    const own = OWN_ID.exec(lastLine(text, block))?.[1];
    const deepest = headings[headings.length - 1];
    const anchor: Anchor =
      own !== undefined && block.type === 'paragraph'
        ? { kind: 'block', id: own }
        : deepest === undefined
          ? { kind: 'note' }
          : { kind: 'heading', heading: headingForLink(deepest.text) };
    placed.push({ anchor, headingPath: headings.map((heading) => heading.text), speaker: null, speakerId: null, date, text: block.text });
  }
  return placed;
}

function dateOfNote(path: string, properties: Readonly<Record<string, PropertyValue>>): string | null {
  const written = properties['date'] ?? properties['created'];
  if (typeof written === 'string' && DATE.test(written)) return DATE.exec(written)?.[0] ?? null;
  return /\d{4}-\d\d-\d\d/u.exec(noteNameOf(path))?.[0] ?? null;
}

function isReadable(block: NoteBlock): boolean {
  if (!['paragraph', 'list', 'table', 'quote', 'callout'].includes(block.type)) return false;
  return /[\p{L}\p{N}]/u.test(block.text);
}

function chain(placed: readonly Placed[]): readonly SourceBlock[] {
  const hashes = placed.map((block) => blockHash(block.text));
  const seen = new Map<string, number>();
  return placed.map((block, index) => {
    const hash = hashes[index] ?? '';
    const occurrence = seen.get(hash) ?? 0;
    seen.set(hash, occurrence + 1);
    return { ...block, hash, occurrence, before: hashes[index - 1] ?? null, after: hashes[index + 1] ?? null };
  });
}
