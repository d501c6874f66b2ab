/**
 * Everything that the rest of Verso wants to know about one note's text, in one pure pass.
 *
 * The indexer runs this over every file of a vault. All offsets are UTF-16 units into the text
 * as given (a BOM counts as one); all lines are counted from 1. The reader is hand-written for
 * speed; tests compare it with the editor's parser over real vaults.
 */
import { scanBlocks, type BlockScan, type Leaf, type TopBlock, type TopKind } from './block-scan.ts';
import { aliasesOf, frontmatterTags, readFrontmatter, type Frontmatter } from './frontmatter.ts';
import { scanFields } from './inline-fields.ts';
import { decodeDestination, labelKey, scanInline, splitDestination, wikilinkEnd, type InlineLink } from './inline-scan.ts';
import { cutPassages } from './passages.ts';
import { headingSlug } from './slug.ts';
import { countWords } from './word-count.ts';
import { parseWikilink } from './wikilink.ts';

export interface NoteHeading {
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  /** Plain text, without markup and block id. */
  readonly text: string;
  /** GitHub's anchor for it, unique in the note. */
  readonly slug: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

export interface NoteLink {
  readonly kind: 'wikilink' | 'markdown';
  /** `![[…]]` or `![…](…)`. */
  readonly embed: boolean;
  /** As written, without heading, block and alias; decoded for Markdown links; `''` for this note. */
  readonly target: string;
  readonly heading?: string;
  readonly block?: string;
  /** Text behind `|`, or the text of a Markdown link. */
  readonly alias?: string;
  /** True where the target has a scheme (`https:`, `mailto:`): it names no file of the vault. */
  readonly external: boolean;
  /** The link's source, as it stands in the note. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** Plain text of the block around the link, at most some 300 characters; for backlinks. */
  readonly context: string;
}

export interface NoteTag {
  /** Without `#`, as written. */
  readonly name: string;
  readonly start: number;
  readonly line: number;
}

export interface NoteTask {
  /** The character between the brackets: `' '` is open, `'x'` is done, any other is the user's own. */
  readonly mark: string;
  readonly text: string;
  readonly line: number;
  /** Offset of the `[`. */
  readonly start: number;
}

/** A field as Dataview reads it: `name:: value` on a line of its own, `[name:: value]`, `(name:: value)`. */
export interface NoteField {
  readonly name: string;
  /** As written; `''` where there is none. */
  readonly value: string;
  /** Of a field inside a task, the task's first line. */
  readonly line: number;
}

export interface NoteBlockId {
  /** Without `^`. */
  readonly id: string;
  /** Offset of the `^`. */
  readonly start: number;
  readonly line: number;
  /** The block that it names: the paragraph or item it ends, or the block before its own line. */
  readonly blockStart: number;
  readonly blockEnd: number;
}

export interface NotePassage {
  /** From the first to behind the last block of the passage. */
  readonly start: number;
  readonly end: number;
  /** Plain text; blocks are separated by a blank line. */
  readonly text: string;
  /** Headings above it, outermost first. */
  readonly headingPath: readonly string[];
  readonly line: number;
}

export type NoteBlockType = TopKind | 'callout' | 'definition';

export interface NoteBlock {
  readonly type: NoteBlockType;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** Plain text as a reader sees it; code and math are their source; comments and HTML are `''`. */
  readonly text: string;
}

export interface NoteFootnote {
  readonly label: string;
  /** Plain text of the definition's first block. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

export interface NoteScan {
  readonly frontmatter: Frontmatter | null;
  /** Aliases from the frontmatter. */
  readonly aliases: readonly string[];
  /** Text of the first level-1 heading. */
  readonly title: string | null;
  readonly headings: readonly NoteHeading[];
  /** Links in the order of the text; those in properties come first. */
  readonly links: readonly NoteLink[];
  /** Tags of the frontmatter (at its place) and of the body. */
  readonly tags: readonly NoteTag[];
  readonly tasks: readonly NoteTask[];
  /** Fields in the text; those of the frontmatter are its properties. */
  readonly fields: readonly NoteField[];
  readonly blockIds: readonly NoteBlockId[];
  readonly footnotes: readonly NoteFootnote[];
  readonly passages: readonly NotePassage[];
  /** Top-level blocks, without the frontmatter. */
  readonly blocks: readonly NoteBlock[];
  /** The body as a reader sees it: all blocks' texts, separated by blank lines. */
  readonly plainText: string;
  /** Words of `plainText`; each CJK character counts as one. */
  readonly wordCount: number;
}

const BLOCK_ID = /(?:^|[ \t\n])\^([A-Za-z0-9-]+)$/u;
const DEFINITION = /^\[(?!\^)((?:[^\][\\]|\\.){1,999})\]:[ \t]*\n?[ \t]*(?:<([^<>\n]*)>|(\S+))/u;
const CALLOUT = /^\[!([^\]\n]+)\]([+-]?)(?:[ \t]+|$)/u;
const SCHEME = /^[a-z][a-z0-9+.-]{1,31}:/iu;

/** Reads one note. Never throws, whatever the text. */
export function scanNote(text: string): NoteScan {
  const frontmatter = readFrontmatter(text);
  const bodyStart = frontmatter?.bodyStart ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const firstLine = 1 + countLines(text, 0, bodyStart);
  const scan = scanBlocks(text, bodyStart, firstLine);
  const collected = collect(text, scan);
  return {
    frontmatter,
    aliases: frontmatter === null ? [] : aliasesOf(frontmatter.properties),
    title: collected.headings.find((heading) => heading.level === 1)?.text ?? null,
    headings: collected.headings,
    links: frontmatter === null ? collected.links : [...propertyLinks(text, frontmatter), ...collected.links],
    tags: frontmatter === null ? collected.tags : [...propertyTags(text, frontmatter), ...collected.tags],
    tasks: collected.tasks,
    fields: collected.fields,
    blockIds: collected.blockIds,
    footnotes: collected.footnotes,
    passages: cutPassages(collected.blocks, collected.headings),
    blocks: collected.blocks,
    // Asked for by few, and as long to make as half of the rest.
    get plainText() {
      return plainTextOf(collected.blocks);
    },
    get wordCount() {
      return countWords(plainTextOf(collected.blocks));
    },
  };
}

function plainTextOf(blocks: readonly NoteBlock[]): string {
  return blocks.filter((block) => block.text !== '').map((block) => block.text).join('\n\n');
}

interface Collected {
  readonly headings: NoteHeading[];
  readonly links: NoteLink[];
  readonly tags: NoteTag[];
  readonly tasks: NoteTask[];
  readonly fields: NoteField[];
  readonly blockIds: NoteBlockId[];
  readonly footnotes: NoteFootnote[];
  readonly blocks: NoteBlock[];
}

function collect(text: string, scan: BlockScan): Collected {
  const result: Collected = { headings: [], links: [], tags: [], tasks: [], fields: [], blockIds: [], footnotes: [], blocks: [] };
  const definitions = collectDefinitions(text, scan);
  const slugs = new Map<string, number>();
  const topTexts: string[][] = scan.tops.map(() => []);
  const topTypes: NoteBlockType[] = scan.tops.map((top) => top.kind);
  const taskTexts = new Map<number, string>();

  for (const leaf of scan.leaves) {
    const lines = topTexts[leaf.top];
    if (lines === undefined) continue;
    if (leaf.kind === 'code' || leaf.kind === 'math') {
      lines.push(sourceText(text, leaf));
      continue;
    }
    if (leaf.kind !== 'paragraph' && leaf.kind !== 'heading' && leaf.kind !== 'table') continue;
    const joined = joinSegments(text, leaf);
    let content = joined;
    if (mayDefine(leaf, content)) {
      content = takeDefinitions(content, null);
      if (content === '') {
        if (scan.tops[leaf.top]?.kind === 'paragraph') topTypes[leaf.top] = 'definition';
        continue;
      }
    }
    const skipped = joined.length - content.length;
    const offset = (index: number): number => sourceOffset(leaf, index + skipped);
    if (lines.length === 0 && scan.tops[leaf.top]?.kind === 'quote' && CALLOUT.test(content)) {
      topTypes[leaf.top] = 'callout';
      content = content.replace(CALLOUT, (marker) => ' '.repeat(marker.length));
    }
    const id = content.includes('^') ? BLOCK_ID.exec(content) : null;
    if (id !== null) {
      const at = id.index + id[0].length - (id[1]?.length ?? 0) - 1;
      result.blockIds.push(blockIdAt(scan, leaf, id[1] ?? '', offset(at), content.slice(0, id.index).trim() === '', text));
      content = content.slice(0, id.index);
    }
    const inline = scanInline(content, definitions);
    const plain = (leaf.kind === 'table' ? tableText(inline.plain) : inline.plain).trim();
    if (plain !== '') lines.push(plain);
    if (leaf.task !== -1) taskTexts.set(leaf.task, plain);
    if (leaf.footnote !== null) {
      const top = scan.tops[leaf.top];
      result.footnotes.push({ label: leaf.footnote, text: plain, start: top?.start ?? leaf.start, end: top?.end ?? leaf.end, line: leaf.line });
    }
    if (leaf.kind === 'heading') addHeading(result, slugs, leaf, plain);
    if (content.includes('::') && leaf.kind !== 'table') {
      const task = scan.tasks[leaf.task];
      for (const { name, value, start } of scanFields(content)) {
        result.fields.push({ name, value, line: task?.line ?? lineAt(leaf, start + skipped, joined) });
      }
    }
    for (const tag of inline.tags) result.tags.push({ name: tag.name, start: offset(tag.start), line: lineAt(leaf, tag.start + skipped, joined) });
    for (const link of inline.links) {
      const start = offset(link.start);
      const end = offset(link.end - 1) + 1;
      const place = { raw: text.slice(start, end), start, end, line: lineAt(leaf, link.start + skipped, joined), context: contextAround(plain, link) };
      result.links.push(link.kind === 'wikilink' ? wikilink(link, place) : markdownLink(link, place));
    }
  }

  for (const [index, task] of scan.tasks.entries()) {
    result.tasks.push({ mark: task.mark, text: taskTexts.get(index) ?? '', line: task.line, start: task.start });
  }
  for (const [index, top] of scan.tops.entries()) {
    const type = topTypes[index] ?? top.kind;
    result.blocks.push({ type, start: top.start, end: top.end, line: top.line, text: (topTexts[index] ?? []).join('\n') });
  }
  return result;
}

type LinkPlace = Pick<NoteLink, 'raw' | 'start' | 'end' | 'line' | 'context'>;

function wikilink(link: InlineLink, place: LinkPlace): NoteLink {
  const parsed = parseWikilink(link.destination);
  return { kind: 'wikilink', embed: link.embed, ...parsed, external: SCHEME.test(parsed.target), ...place };
}

function markdownLink(link: InlineLink, place: LinkPlace): NoteLink {
  const { destination } = link;
  const external = SCHEME.test(destination) || destination.startsWith('//');
  const { path: target, fragment } = external ? { path: destination, fragment: '' } : splitDestination(destination);
  return {
    kind: 'markdown',
    embed: link.embed,
    target,
    ...(fragment === '' ? {} : fragment.startsWith('^') ? { block: fragment.slice(1) } : { heading: fragment }),
    ...(link.text === '' ? {} : { alias: link.text }),
    external,
    ...place,
  };
}

function mayDefine(leaf: Leaf, content: string): boolean {
  return leaf.kind === 'paragraph' && content.startsWith('[') && content.includes(']:');
}

/** Definitions first: what is a link by reference depends on them, wherever they stand. */
function collectDefinitions(text: string, scan: BlockScan): ReadonlyMap<string, string> {
  const definitions = new Map<string, string>();
  for (const leaf of scan.leaves) {
    if (leaf.kind !== 'paragraph' || text.charCodeAt(leaf.start) !== 91) continue;
    const content = joinSegments(text, leaf);
    if (mayDefine(leaf, content)) takeDefinitions(content, definitions);
  }
  return definitions;
}

/** Takes `[label]: destination "title"` off the start of a paragraph into `definitions`; returns what remains. */
function takeDefinitions(content: string, definitions: Map<string, string> | null): string {
  let rest = content;
  for (;;) {
    const found = DEFINITION.exec(rest);
    if (found === null) return rest;
    let end = found[0].length;
    const title = /^[ \t]*\n?[ \t]*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))[ \t]*(?=\n|$)/u.exec(rest.slice(end));
    if (title !== null && /^[ \t\n]/u.test(title[0])) end += title[0].length;
    else if (!/^[ \t]*(?:\n|$)/u.test(rest.slice(end))) return rest;
    const key = labelKey(found[1] ?? '');
    if (key === '') return rest;
    if (definitions !== null && !definitions.has(key)) definitions.set(key, decodeDestination(found[2] ?? found[3] ?? ''));
    rest = rest.slice(end).replace(/^[ \t]*\n?/u, '');
    if (!rest.startsWith('[')) return rest;
  }
}

function addHeading(result: Collected, slugs: Map<string, number>, leaf: Leaf, plain: string): void {
  const level = leaf.level;
  if (level < 1 || level > 6) return;
  const slug = headingSlug(plain);
  const seen = slugs.get(slug);
  slugs.set(slug, (seen ?? 0) + 1);
  result.headings.push({
    level: level as NoteHeading['level'], // checked just above
    text: plain.replace(/\s*\n\s*/gu, ' '),
    slug: seen === undefined ? slug : `${slug}-${seen}`,
    start: leaf.start,
    end: leaf.end,
    line: leaf.line,
  });
}

function blockIdAt(scan: BlockScan, leaf: Leaf, id: string, start: number, alone: boolean, text: string): NoteBlockId {
  const line = leaf.line + countLines(text, leaf.start, start);
  if (!alone) return { id, start, line, blockStart: leaf.itemStart === -1 ? leaf.start : leaf.itemStart, blockEnd: leaf.end };
  const previous = scan.tops[leaf.top - 1];
  const named: TopBlock | Leaf = previous !== undefined && scan.tops[leaf.top]?.start === leaf.start ? previous : leaf;
  return { id, start, line, blockStart: named.start, blockEnd: named.end };
}

function sourceText(text: string, leaf: Leaf): string {
  const joined = joinSegments(text, leaf);
  if (leaf.kind === 'math') return joined.replaceAll('$$', '').trim();
  const fence = /^(`{3,}|~{3,})[^\n]*\n?/u.exec(joined);
  if (fence === null) return joined;
  return joined.slice(fence[0].length).replace(/\n?[ \t]*(?:`{3,}|~{3,})[ \t]*$/u, '');
}

function joinSegments(text: string, leaf: Leaf): string {
  const { segments } = leaf;
  if (segments.length === 2) return text.slice(segments[0], segments[1]);
  const lines: string[] = [];
  for (let index = 0; index < segments.length; index += 2) lines.push(text.slice(segments[index], segments[index + 1]));
  return lines.join('\n');
}

/** Maps an index into the joined lines of a leaf to an offset in the note. */
function sourceOffset(leaf: Leaf, index: number): number {
  const { segments } = leaf;
  let rest = index;
  for (let at = 0; at < segments.length; at += 2) {
    const start = segments[at] ?? 0;
    const length = (segments[at + 1] ?? 0) - start;
    if (rest <= length) return start + rest;
    rest -= length + 1;
  }
  return leaf.end;
}

function lineAt(leaf: Leaf, index: number, joined: string): number {
  return leaf.segments.length === 2 ? leaf.line : leaf.line + countLines(joined, 0, index);
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function tableText(plain: string): string {
  return plain
    .split('\n')
    .filter((_, row) => row !== 1)
    .map((row) => row.replace(/^[ \t]*\||\|[ \t]*$/gu, '').split('|').map((cell) => cell.trim()).join(' | '))
    .join('\n');
}

/** Some 300 characters of a block's plain text around a link. */
function contextAround(plain: string, link: InlineLink): string {
  const limit = 300;
  if (plain.length <= limit) return plain;
  // Plain text is never longer than its source, so the link's place in it is at most this.
  const middle = Math.min(link.start, plain.length);
  const start = Math.max(0, Math.min(middle - limit / 2, plain.length - limit));
  const cut = plain.slice(start, start + limit).toWellFormed();
  return `${start > 0 ? '…' : ''}${cut.trim()}${start + limit < plain.length ? '…' : ''}`;
}

/** Links that stand in property values, quoted as Obsidian asks. */
function propertyLinks(text: string, frontmatter: Frontmatter): NoteLink[] {
  const { start, end } = frontmatter.content;
  const links: NoteLink[] = [];
  for (let at = text.indexOf('[[', start); at !== -1 && at < end; at = text.indexOf('[[', at + 2)) {
    const close = wikilinkEnd(text, at);
    if (close === -1 || close >= end) continue;
    const raw = text.slice(at, close + 2);
    const lineStart = text.lastIndexOf('\n', at) + 1;
    const lineEnd = text.indexOf('\n', at);
    const context = text.slice(lineStart, lineEnd === -1 ? end : lineEnd).trim();
    const link: InlineLink = { kind: 'wikilink', embed: false, destination: unquoted(text.slice(lineStart, at), text.slice(at + 2, close)), text: '', start: 0, end: 0 };
    links.push(wikilink(link, { raw, start: at, end: close + 2, line: 1 + countLines(text, 0, at), context: context.slice(0, 300) }));
  }
  return links;
}

/** What YAML reads where the text before it opens a quote. */
function unquoted(before: string, written: string): string {
  if (!/[\\']/u.test(written)) return written;
  if ((before.split('"').length - 1) % 2 === 1) return written.replace(/\\(["\\/])/gu, '$1');
  return (before.split("'").length - 1) % 2 === 1 ? written.replaceAll("''", "'") : written;
}

function propertyTags(text: string, frontmatter: Frontmatter): NoteTag[] {
  const { start, end } = frontmatter.content;
  const source = text.slice(start, end);
  const key = /^tags?[ \t]*:/imu.exec(source);
  let from = key === null ? 0 : key.index + key[0].length;
  return frontmatterTags(frontmatter.properties).map((name) => {
    const found = source.indexOf(name, from);
    if (found !== -1) from = found + name.length;
    const at = start + Math.max(found, 0);
    return { name, start: at, line: 1 + countLines(text, 0, at) };
  });
}
