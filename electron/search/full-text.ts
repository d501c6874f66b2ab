/** The search box: AND of what was typed first, then OR, with operators, corrections and highlights. */
import type { SearchHit } from '#shared/model/search.ts';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { ReadableDb } from '../db/database.ts';
import { passagesPerFile } from '../indexer/file-row.ts';
import { createHighlighter, highlightTerms, type Highlighter } from './highlight.ts';
import { phraseExpression, prefixExpression, wordExpression } from './match-expression.ts';
import { rankNotes, type RankedNote, type RankOptions } from './rank.ts';
import { parseSearchQuery, type SearchQuery } from './search-query.ts';
import { correctedWord, stands } from './unknown-word.ts';
import { contentWords, isCjkWord, searchWords } from './words.ts';

export interface SearchRequest {
  readonly text: string;
  readonly limit: number;
  /** Also imported sources under `raw/`. */
  readonly sources: boolean;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  readonly total: number;
  readonly corrections: readonly (readonly [string, string])[];
}

const passagesLooked = 300;
const passagesShown = 3;
/** Counting stops here: nobody reads a larger number. */
const countLimit = 20_000;

export function searchVault(db: ReadableDb, request: SearchRequest): SearchAnswer {
  const query = parseSearchQuery(request.text);
  const filter = filterOf(query, request.sources || !hasSources(db));
  const terms = readTerms(db, query.words, /\S$/u.test(request.text));
  const required = query.phrases.map(phraseExpression).filter((phrase) => phrase !== null);
  const without = query.without.map(phraseExpression).filter((phrase) => phrase !== null);
  const limit = (match: string): string => {
    const all = [match, ...required].filter((part) => part !== '').map((part) => `(${part})`).join(' AND ');
    return without.length === 0 || all === '' ? all : `(${all}) NOT (${without.join(' OR ')})`;
  };

  if (terms.expressions.length === 0 && required.length === 0) {
    return query.filters.length === 0 && without.length === 0
      ? { hits: [], total: 0, corrections: [] }
      : listFiltered(db, filter, without, request.limit);
  }
  const strict = limit(terms.expressions.join(' AND '));
  const loose = limit(terms.expressions.join(' OR '));
  const base = { words: terms.expressions, pairs: terms.pairs, filter, depth: passagesLooked, links: false } as const;
  const notes = rankNotes(db, { ...base, match: strict });
  if (strict !== loose && notes.length < request.limit) {
    const known = new Set(notes.map((note) => note.fileId));
    notes.push(...rankNotes(db, { ...base, match: loose }).filter((note) => !known.has(note.fileId)));
  }
  const highlighter = createHighlighter(highlightTerms([...terms.words, ...query.phrases], terms.prefixes));
  const shown = notes.slice(0, request.limit);
  return {
    hits: shown.map((note) => hitOf(db, note, highlighter)).filter((hit) => hit !== null),
    total: countNotes(db, loose, filter, notes),
    corrections: terms.corrections,
  };
}

interface Terms {
  readonly words: readonly string[];
  readonly prefixes: readonly string[];
  readonly expressions: readonly string[];
  readonly pairs: readonly string[];
  readonly corrections: readonly (readonly [string, string])[];
}

/** The last word may be half typed: one that is nowhere is taken as a beginning first, then as a slip. */
function readTerms(db: ReadableDb, text: string, stillTyping: boolean): Terms {
  const all = searchWords(text);
  const words = contentWords(all);
  const last = all.at(-1);
  const prefixes: string[] = [];
  const corrections: (readonly [string, string])[] = [];
  const searched: string[] = [];
  const expressions = words.map((word) => {
    if (stillTyping && word === last && word.length >= 3 && !isCjkWord(word) && !stands(db, word)) {
      const begins = db.get('SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? LIMIT 1', prefixExpression(word));
      if (begins !== undefined) {
        prefixes.push(word);
        return prefixExpression(word);
      }
    }
    const correction = correctedWord(db, word);
    if (correction !== null) corrections.push([word, correction]);
    searched.push(correction ?? word);
    return wordExpression(correction ?? word);
  });
  return { words: searched, prefixes, expressions, pairs: pairExpressions(all, new Set(words)), corrections };
}

/** Words that stood one behind the other in the question, both of them worth searching. */
export function pairExpressions(all: readonly string[], kept: ReadonlySet<string>): readonly string[] {
  const pairs = new Set<string>();
  for (const [index, word] of all.entries()) {
    const next = all[index + 1];
    if (next !== undefined && kept.has(word) && kept.has(next)) pairs.add(`"${word} ${next}"`);
  }
  return [...pairs];
}

/** Most vaults have none, and then no passage has to be asked whose it is. */
function hasSources(db: ReadableDb): boolean {
  return db.get("SELECT 1 FROM files WHERE kind = 'note' AND area = 'source' LIMIT 1") !== undefined;
}

function filterOf(query: SearchQuery, sources: boolean): RankOptions['filter'] {
  const conditions: string[] = [];
  const values: string[] = [];
  if (!sources) conditions.push("f.area <> 'source'");
  for (const filter of query.filters) {
    const key = filter.value.normalize('NFC').toLowerCase();
    const condition =
      filter.kind === 'path'
        ? 'instr(f.path_key, ?) > 0'
        : filter.kind === 'file'
          ? 'instr(f.name_key, ?) > 0'
          : "EXISTS (SELECT 1 FROM tags t WHERE t.file_id = f.id AND (t.tag_key = ? OR substr(t.tag_key, 1, length(?) + 1) = ? || '/'))";
    conditions.push(filter.negated ? `NOT (${condition})` : condition);
    const tag = key.replace(/^#/, '').replace(/\/$/, '');
    values.push(...(filter.kind === 'tag' ? [tag, tag, tag] : [key]));
  }
  return conditions.length === 0 ? null : { sql: conditions.join(' AND '), values };
}

/** Only filters were given: the notes that pass, newest first. */
function listFiltered(db: ReadableDb, filter: RankOptions['filter'], without: readonly string[], limit: number): SearchAnswer {
  const excluded =
    without.length === 0
      ? ''
      : 'AND NOT EXISTS (SELECT 1 FROM passages p WHERE p.file_id = f.id AND p.id IN (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?))';
  const where = `f.kind = 'note' AND ${filter?.sql ?? '1'} ${excluded}`;
  const values = [...(filter?.values ?? []), ...(without.length === 0 ? [] : [without.join(' OR ')])];
  const rows = db.all<{ id: number; first: number | null }>(
    `SELECT f.id, (SELECT id FROM passages p WHERE p.file_id = f.id ORDER BY seq LIMIT 1) AS first
     FROM files f WHERE ${where} ORDER BY f.modified_ms DESC LIMIT ?`,
    ...values, limit,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM files f WHERE ${where}`, ...values)?.n ?? rows.length;
  const nothing = createHighlighter({ words: [], prefixes: [] });
  const hits = rows.map((row) =>
    hitOf(db, { fileId: row.id, score: 0, passages: row.first === null ? [] : [{ id: row.first, score: 0 }] }, nothing),
  );
  return { hits: hits.filter((hit) => hit !== null), total, corrections: [] };
}

/** Exact while fewer passages match than were looked at; then the index counts, up to a limit. */
function countNotes(db: ReadableDb, match: string, filter: RankOptions['filter'], ranked: readonly RankedNote[]): number {
  const looked = ranked.reduce((sum, note) => sum + note.passages.length, 0);
  if (looked < passagesLooked) return ranked.length;
  const row = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM (
       SELECT DISTINCT rowid / ${passagesPerFile} AS id FROM (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? LIMIT ${countLimit})
     ) matching JOIN files f ON f.id = matching.id WHERE ${filter?.sql ?? '1'}`,
    match, ...(filter?.values ?? []),
  );
  return Math.max(ranked.length, row?.n ?? 0);
}

interface PassageText {
  readonly id: number;
  readonly text: string;
  readonly line: number;
  readonly heading_path: string;
  readonly start_at: number;
  readonly end_at: number;
}

/** Null when the file left the index between ranking and reading. */
function hitOf(db: ReadableDb, note: RankedNote, highlighter: Highlighter): SearchHit | null {
  const file = db.get<{ path: string; title: string; modified_ms: number }>(
    'SELECT path, title, modified_ms FROM files WHERE id = ?',
    note.fileId,
  );
  if (file === undefined) return null;
  const passages = note.passages
    .slice(0, passagesShown)
    .map((passage) =>
      db.get<PassageText>('SELECT id, text, line, heading_path, start_at, end_at FROM passages WHERE id = ?', passage.id),
    )
    .filter((passage) => passage !== undefined)
    .map((passage) => ({
      text: passage.text,
      ranges: highlighter.ranges(passage.text),
      line: passage.line,
      headingPath: headingPathOf(passage.heading_path),
      start: passage.start_at,
      end: passage.end_at,
    }));
  return {
    path: vaultPathSchema.parse(file.path),
    title: file.title,
    titleRanges: highlighter.ranges(file.title),
    score: note.score,
    modifiedMs: file.modified_ms,
    passages,
  };
}

/** Stored by the indexer as JSON. */
export function headingPathOf(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.map(String) : [];
}
