/** Who speaks of a note: links to it, and its names written without a link. */
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { parseWikilink, wikilinkLabel } from '#shared/markdown/wikilink.ts';
import type { MentionGroup, OutgoingLink } from '#shared/model/search.ts';
import type { ReadableDb } from '../db/database.ts';
import { phraseExpression } from './match-expression.ts';
import { fold } from './words.ts';

const groupLimit = 500;
const mentionLimit = 2000;

interface LinkHit {
  readonly source_id: number;
  readonly path: string;
  readonly title: string;
  readonly modified_ms: number;
  readonly context: string;
  readonly raw: string;
  readonly target: string;
  readonly line: number;
  readonly start_at: number;
  readonly end_at: number;
}

/** Links from other notes, grouped by note, newest first. `raw/` takes part only when it should. */
export function backlinksOf(db: ReadableDb, path: string, sources: boolean): readonly MentionGroup[] {
  const rows = db.all<LinkHit>(
    `SELECT l.source_id, f.path, f.title, f.modified_ms, l.context, l.raw, l.target, l.line, l.start_at, l.end_at
     FROM links l JOIN files f ON f.id = l.source_id
     WHERE l.resolved_id = (SELECT id FROM files WHERE path = ?1) AND f.path <> ?1 AND (?2 OR f.area <> 'source')
     ORDER BY f.modified_ms DESC, f.path, l.start_at LIMIT ?3`,
    path, Number(sources), mentionLimit,
  );
  return grouped(
    rows.map((row) => ({
      ...row,
      ...excerptOf(row),
    })),
  );
}

interface Mention {
  readonly path: string;
  readonly title: string;
  readonly modified_ms: number;
  readonly text: string;
  readonly ranges: readonly (readonly [number, number])[];
  readonly line: number;
  readonly start_at: number;
  readonly end_at: number;
}

function grouped(mentions: readonly Mention[]): readonly MentionGroup[] {
  const groups = new Map<string, { path: MentionGroup['path']; title: string; modifiedMs: number; mentions: MentionGroup['mentions'][number][] }>();
  for (const mention of mentions) {
    let group = groups.get(mention.path);
    if (group === undefined) {
      if (groups.size >= groupLimit) break;
      group = { path: vaultPathSchema.parse(mention.path), title: mention.title, modifiedMs: mention.modified_ms, mentions: [] };
      groups.set(mention.path, group);
    }
    group.mentions.push({
      text: mention.text, ranges: mention.ranges, line: mention.line, start: mention.start_at, end: mention.end_at,
    });
  }
  return [...groups.values()];
}

/**
 * The words around a link as a person reads them. The index keeps plain text, in which a link
 * without words of its own stands with its whole address, and properties as they are written.
 */
function excerptOf(link: LinkHit): { readonly text: string; readonly ranges: readonly (readonly [number, number])[] } {
  const written = /^!?\[\[([\s\S]*)\]\]$/u.exec(link.raw)?.[1];
  if (written === undefined) return marked(link.context, /^!?\[([^\]]*)\]/u.exec(link.raw)?.[1] ?? link.target, link.target);
  const label = labelOf(written);
  if (link.context.includes(link.raw)) return marked(propertyWords(link.context), label, link.target);
  const hasWords = written.includes('|');
  return marked(hasWords ? link.context : link.context.replace(written, () => label), label, link.target);
}

/** An address with an id in it says nothing to a reader: the note's name does. */
function labelOf(written: string): string {
  const link = parseWikilink(written);
  return wikilinkLabel(link.block === undefined ? link : { target: link.target, ...(link.alias === undefined ? {} : { alias: link.alias }) });
}

/** A line of YAML without its quotes, brackets and dash. */
function propertyWords(line: string): string {
  return line
    .replace(/^-[ \t]+/u, '')
    .replace(/["']?!?\[\[([^\]\n]*)\]\]["']?/gu, (_, written: string) => labelOf(written))
    .replace(/:[ \t]*\[(.*)\]$/u, ': $1');
}

function marked(text: string, ...words: readonly string[]): { readonly text: string; readonly ranges: readonly (readonly [number, number])[] } {
  for (const word of words.map((candidate) => candidate.trim())) {
    const at = word === '' ? -1 : text.indexOf(word);
    if (at !== -1) return { text, ranges: [[at, at + word.length]] };
  }
  return { text, ranges: [] };
}

interface PassageHit {
  readonly id: number;
  readonly file_id: number;
  readonly path: string;
  readonly title: string;
  readonly modified_ms: number;
  readonly text: string;
  readonly line: number;
  readonly start_at: number;
  readonly end_at: number;
}

/** Names of a note shorter than this would be found everywhere. */
const shortestName = 3;

/**
 * The note's title and aliases in other notes' text where no link is. `readText` gives a note's
 * text, for exact offsets; null skips the note.
 */
export async function unlinkedMentionsOf(
  db: ReadableDb,
  path: string,
  sources: boolean,
  readText: (path: string) => Promise<string | null>,
): Promise<readonly MentionGroup[]> {
  const names = db
    .all<{ text: string }>(
      "SELECT DISTINCT n.text FROM names n JOIN files f ON f.id = n.file_id WHERE f.path = ? AND n.kind IN ('title', 'alias')",
      path,
    )
    .map((row) => row.text)
    .filter((name) => [...name].length >= shortestName || /[^\x00-\x7f]/.test(name));
  const phrases = names.map(phraseExpression).filter((phrase) => phrase !== null);
  if (phrases.length === 0) return [];
  const passages = db.all<PassageHit>(
    `SELECT p.id, p.file_id, f.path, f.title, f.modified_ms, p.text, p.line, p.start_at, p.end_at
     FROM passages_fts JOIN passages p ON p.id = passages_fts.rowid JOIN files f ON f.id = p.file_id
     WHERE passages_fts MATCH ?1 AND f.path <> ?2 AND (?3 OR f.area <> 'source')
     ORDER BY f.modified_ms DESC, f.path, p.seq LIMIT ?4`,
    `body : (${phrases.join(' OR ')})`, path, Number(sources), mentionLimit,
  );
  const texts = new Map<string, string | null>();
  const mentions: Mention[] = [];
  const seen = new Set<string>();
  for (const passage of passages) {
    let text = texts.get(passage.path);
    if (text === undefined) texts.set(passage.path, (text = await readText(passage.path)));
    if (text === null) continue;
    const links = db.all<{ start_at: number; end_at: number }>(
      'SELECT start_at, end_at FROM links WHERE source_id = ? AND end_at > ? AND start_at < ?',
      passage.file_id, passage.start_at, passage.end_at,
    );
    for (const [start, end] of occurrences(text, passage.start_at, passage.end_at, names)) {
      const key = `${passage.path}\0${start}`;
      if (seen.has(key) || links.some((link) => start < link.end_at && end > link.start_at)) continue;
      seen.add(key);
      const around = paragraphAround(text, start, end);
      mentions.push({
        path: passage.path,
        title: passage.title,
        modified_ms: passage.modified_ms,
        text: text.slice(around[0], around[1]),
        ranges: [[start - around[0], end - around[0]]],
        line: passage.line + countLines(text, passage.start_at, start),
        start_at: start,
        end_at: end,
      });
    }
  }
  return grouped(mentions);
}

/** Where one of the names stands as whole words between two offsets, longest name first. */
function occurrences(text: string, from: number, to: number, names: readonly string[]): [number, number][] {
  const part = text.slice(from, to);
  const folded = foldKeepingOffsets(part);
  const found: [number, number][] = [];
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    const wanted = foldKeepingOffsets(name.normalize('NFC'));
    for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + 1)) {
      const end = at + wanted.length;
      if (joinsWord(folded, at) || joinsWord(folded, end)) continue;
      if (found.some(([start, stop]) => from + at < stop && from + end > start)) continue;
      found.push([from + at, from + end]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}

/** Lower case and no accents, but every UTF-16 unit stays where it is. */
function foldKeepingOffsets(text: string): string {
  return text.replace(/[^\x00-\x40\x5b-\x7f]/g, (unit) => {
    const folded = fold(unit);
    return folded.length === 1 ? folded : unit;
  });
}

/** Whether letters stand on both sides of a boundary, in a script that separates words. */
function joinsWord(text: string, boundary: number): boolean {
  const isLetter = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}]/u.test(unit) && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(unit);
  return isLetter(text[boundary - 1]) && isLetter(text[boundary]);
}

const contextLimit = 300;

/** The paragraph or list item around a place, cut to what a panel can show. */
function paragraphAround(text: string, start: number, end: number): readonly [number, number] {
  const before = text.slice(Math.max(0, start - contextLimit), start);
  const after = text.slice(end, end + contextLimit);
  const opening = Math.max(before.lastIndexOf('\n\n') + 2, before.search(/\n[ \t]*(?:[-*+]|\d+[.)])[ \t](?![\s\S]*\n[ \t]*(?:[-*+]|\d+[.)])[ \t])/) + 1, 0);
  const closing = /\n(?:[ \t]*\n|[ \t]*(?:[-*+]|\d+[.)])[ \t]|#)/.exec(after)?.index ?? after.length;
  return [start - before.length + (opening === 1 ? 0 : opening), end + closing];
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

export function outgoingLinksOf(db: ReadableDb, path: string): readonly OutgoingLink[] {
  return db
    .all<{ target: string; heading: string | null; block: string | null; line: number; resolved: string | null; title: string | null }>(
      `SELECT l.target, l.heading, l.block, l.line, t.path AS resolved, t.title FROM links l
       LEFT JOIN files t ON t.id = l.resolved_id
       WHERE l.source_id = (SELECT id FROM files WHERE path = ?) ORDER BY l.start_at`,
      path,
    )
    .map((row) => {
      const place = row.block !== null ? `#^${row.block}` : row.heading !== null ? `#${row.heading}` : '';
      return {
        target: row.target + place,
        path: row.resolved === null ? null : vaultPathSchema.parse(row.resolved),
        title: row.title ?? row.target,
        line: row.line,
      };
    });
}
