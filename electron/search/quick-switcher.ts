/** The quick switcher: titles, aliases and headings by the beginnings of their words. */
import { linkTextFor, type LinkStyle } from '#shared/markdown/resolve-link.ts';
import { folderOf, vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { QuickHit } from '#shared/model/search.ts';
import type { ReadableDb } from '../db/database.ts';
import { toNameText } from '../indexer/search-text.ts';
import { linkIndexOver } from '../indexer/link-tables.ts';
import type { Range } from './highlight.ts';
import { fold } from './words.ts';

export interface QuickRequest {
  readonly text: string;
  readonly limit: number;
  /** The note that asks: links are written as seen from it. */
  readonly from: VaultPath | null;
  readonly sources: boolean;
  readonly linkStyle: LinkStyle;
}

interface NameHit {
  readonly file_id: number;
  readonly kind: 'title' | 'alias' | 'heading';
  readonly text: string;
  readonly path: string;
  readonly title: string;
  readonly modified_ms: number;
}

/** How many names are ranked; beyond it a longer word has to be typed. */
const candidates = 400;

export function quickSwitch(db: ReadableDb, request: QuickRequest): readonly QuickHit[] {
  const words = fold(toNameText(request.text)).match(/[\p{L}\p{N}\p{Co}]+/gu) ?? [];
  const areas = request.sources ? '' : "AND f.area <> 'source'";
  const rows = words.length === 0 ? recentNotes(db, areas, request.limit) : namesWith(db, words, areas);
  const typed = fold(request.text).trim();
  const ranked = rows
    .map((row) => ({ row, score: words.length === 0 ? 0 : nameScore(row, typed, words) }))
    .sort((a, b) => b.score - a.score || b.row.modified_ms - a.row.modified_ms);
  const hits: QuickHit[] = [];
  const seen = new Set<number>();
  const index = linkIndexOver(db);
  for (const { row } of ranked) {
    if (seen.has(row.file_id) || hits.length >= request.limit) continue;
    seen.add(row.file_id);
    const path = vaultPathSchema.parse(row.path);
    hits.push({
      path,
      title: row.title,
      match: { kind: row.kind, text: row.text, ranges: prefixRanges(row.text, words) },
      folder: folderOf(path),
      linkText: linkTextFor(path, request.from ?? '', request.linkStyle, index),
    });
  }
  return hits;
}

function recentNotes(db: ReadableDb, areas: string, limit: number): NameHit[] {
  return db.all<NameHit>(
    `SELECT f.id AS file_id, 'title' AS kind, f.title AS text, f.path, f.title, f.modified_ms
     FROM files f WHERE f.kind = 'note' ${areas} ORDER BY f.modified_ms DESC LIMIT ?`,
    limit,
  );
}

function namesWith(db: ReadableDb, words: readonly string[], areas: string): NameHit[] {
  const match = words.map((word) => `"${word}"*`).join(' AND ');
  const of = (kinds: string, limit: number): NameHit[] =>
    db.all<NameHit>(
      `SELECT n.file_id, n.kind, n.text, f.path, f.title, f.modified_ms FROM names_fts
       JOIN names n ON n.id = names_fts.rowid JOIN files f ON f.id = n.file_id
       WHERE names_fts MATCH ? AND n.kind ${kinds} ${areas} LIMIT ?`,
      match, limit,
    );
  const names = of("<> 'heading'", candidates);
  // Headings are many; they are asked for only when names are few.
  return names.length >= candidates / 4 ? names : [...names, ...of("= 'heading'", candidates)];
}

const kindScores = { title: 30, alias: 24, heading: 0 } as const;

function nameScore(row: NameHit, typed: string, words: readonly string[]): number {
  const text = fold(row.text);
  const place = text === typed ? 100 : text.startsWith(typed) ? 60 : text.includes(` ${typed}`) ? 30 : 0;
  const whole = new Set(text.match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []);
  const exact = words.filter((word) => whole.has(word)).length * 5;
  return kindScores[row.kind] + place + exact - Math.min(20, text.length / 10);
}

function prefixRanges(text: string, words: readonly string[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}\p{Co}]+/gu)) {
    const folded = fold(match[0]);
    const word = words.find((candidate) => folded.startsWith(candidate));
    if (word !== undefined) ranges.push([match.index, match.index + Math.min(match[0].length, word.length)]);
  }
  return ranges;
}
