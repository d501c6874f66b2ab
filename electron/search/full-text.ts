/** The search box: AND of what was typed first, then OR, with operators, corrections and highlights. */
import type { SearchHit, SearchOrder } from '#shared/model/search.ts';
import { parseQuery } from '#shared/search/parse-query.ts';
import type { QueryProblem } from '#shared/search/query-tree.ts';
import type { ReadableDb } from '../db/database.ts';
import { passagesPerFile } from '../indexer/file-row.ts';
import { createHighlighter, highlightTerms, type Highlighter } from './highlight.ts';
import { phraseExpression, prefixExpression, wordExpression } from './match-expression.ts';
import type { NoteMatch } from './note-match.ts';
import { filterOf, joinFilters, matching, needsText, type FileFilter } from './query-filter.ts';
import { planQuery, type QueryPlan } from './query-plan.ts';
import { rankNotes, type RankedNote } from './rank.ts';
import { readHit, type FoundNote } from './search-hits.ts';
import type { TextSearch } from './text-search.ts';
import { correctedWord, stands } from './unknown-word.ts';
import { readExpressions, wordBeingTyped } from './word-reading.ts';
import { contentWords, isCjkWord, searchWords } from './words.ts';

export interface SearchRequest {
  readonly text: string;
  readonly limit: number;
  /** Also imported sources under `raw/`. */
  readonly sources: boolean;
  readonly sort: SearchOrder;
  /** A note that is not to be among the answers. */
  readonly except?: string | undefined;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  readonly total: number;
  readonly corrections: readonly (readonly [string, string])[];
  /** What of the search could not be understood; the rest of it was carried out. */
  readonly problems: readonly QueryProblem[];
  /** True where reading took too long: these are the answers that were found by then. */
  readonly incomplete: boolean;
}

export interface SearchDeps {
  readonly db: ReadableDb;
  readonly textSearch: Pick<TextSearch, 'find'>;
  readonly signal?: AbortSignal;
}

const passagesLooked = 300;
/** Counting stops here: nobody reads a larger number. */
const countLimit = 20_000;

export async function searchVault({ db, textSearch, signal }: SearchDeps, request: SearchRequest): Promise<SearchAnswer> {
  const { root, problems } = parseQuery(request.text);
  const nothing: SearchAnswer = { hits: [], total: 0, corrections: [], problems, incomplete: false };
  if (root === null) return nothing;
  const plan = planQuery(root);
  const area: readonly FileFilter[] = [
    ...(request.sources || !hasSources(db) ? [] : [{ sql: "f.area <> 'source'", values: [] }]),
    ...(request.except === undefined ? [] : [{ sql: 'f.path <> ?', values: [request.except] }]),
  ];
  if ([plan.words, ...plan.phrases].some((text) => phraseExpression(text) !== null)) {
    const filters = [...area, ...plan.conditions.map((condition) => filterOf(condition))];
    return { ...nothing, ...searchWordsFirst(db, request, plan, filters.length === 0 ? null : joinFilters(filters)) };
  }
  // Signs alone ask for nothing.
  if (plan.conditions.length === 0) return nothing;
  const typing = wordBeingTyped(db, request.text);
  if (!needsText(root)) {
    const filter = joinFilters([...area, filterOf(root, readExpressions(typing))]);
    return { ...nothing, ...listFiltered(db, request, plan, filter, typing, new Map()) };
  }
  const { matches, incomplete } = await textSearch.find({ root, sources: request.sources, typing }, signal);
  const found = new Map(matches.map((match) => [match.fileId, match]));
  const filter = joinFilters([...area, { sql: 'f.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify([...found.keys()])] }]);
  return { ...nothing, incomplete, ...listFiltered(db, request, plan, filter, typing, found) };
}

type Found = Pick<SearchAnswer, 'hits' | 'total' | 'corrections'>;

/** Plain words, and conditions on the side. */
function searchWordsFirst(db: ReadableDb, request: SearchRequest, plan: QueryPlan, filter: FileFilter | null): Found {
  const { terms, required, strict, loose } = readWords(db, request.text, plan);
  const highlighter = createHighlighter(highlightTerms([...terms.words, ...plan.phrases], terms.prefixes));
  if (request.sort !== 'relevance') {
    const all = joinFilters([...(filter === null ? [] : [filter]), ...[...terms.expressions, ...required].map(matching)]);
    const some = joinFilters([...(filter === null ? [] : [filter]), matching(loose)]);
    const wanted = countFiltered(db, all) > 0 ? all : some;
    return { hits: hitsOf(db, listNotes(db, wanted, request.sort, request.limit), highlighter, loose), total: countFiltered(db, wanted), corrections: terms.corrections };
  }
  const base = { words: terms.expressions, pairs: terms.pairs, filter, depth: passagesLooked, links: false } as const;
  const notes = rankNotes(db, { ...base, match: strict });
  if (strict !== loose && notes.length < request.limit) {
    const known = new Set(notes.map((note) => note.fileId));
    notes.push(...rankNotes(db, { ...base, match: loose }).filter((note) => !known.has(note.fileId)));
  }
  return {
    hits: hitsOf(db, notes.slice(0, request.limit), highlighter, loose),
    total: countNotes(db, loose, filter, notes),
    corrections: terms.corrections,
  };
}

/** Every condition is fulfilled: ordered by the words among them, then by time; or by what was asked for. */
function listFiltered(db: ReadableDb, request: SearchRequest, plan: QueryPlan, filter: FileFilter, typing: string | null, found: ReadonlyMap<number, NoteMatch>): Found {
  const read = readExpressions(typing);
  const expressions = [...new Set(plan.ranking.map(read).filter((expression) => expression !== null))];
  const match = expressions.length === 0 ? null : expressions.join(' OR ');
  const ranked =
    match === null || request.sort !== 'relevance'
      ? []
      : rankNotes(db, { match, words: expressions, pairs: [], filter, depth: passagesLooked, links: false }).slice(0, request.limit);
  const known = new Set(ranked.map((note) => note.fileId));
  const rest = ranked.length < request.limit ? listNotes(db, filter, request.sort, request.limit + ranked.length).filter((note) => !known.has(note.fileId)) : [];
  const notes = [...ranked, ...rest].slice(0, request.limit).map((note): FoundNote => {
    const places = found.get(note.fileId)?.places ?? [];
    return places.length === 0 ? note : { ...note, passages: places.map(({ passageId, ranges }) => ({ id: passageId, ranges })) };
  });
  const isTyped = (text: string): boolean => typing !== null && searchWords(text).join(' ') === typing;
  const highlighter = createHighlighter(highlightTerms(plan.marked.filter((text) => !isTyped(text)), typing === null ? [] : [typing]));
  return { hits: hitsOf(db, notes, highlighter, match), total: countFiltered(db, filter), corrections: [] };
}

interface ReadWords {
  readonly terms: Terms;
  /** Of the phrases. */
  readonly required: readonly string[];
  /** All words. */
  readonly strict: string;
  /** Some of the words. */
  readonly loose: string;
}

export function readWords(db: ReadableDb, text: string, plan: QueryPlan): ReadWords {
  const terms = readTerms(db, plan.words, /\S$/u.test(text));
  const required = plan.phrases.map(phraseExpression).filter((phrase) => phrase !== null);
  const limit = (match: string): string => [match, ...required].filter((part) => part !== '').map((part) => `(${part})`).join(' AND ');
  return { terms, required, strict: limit(terms.expressions.join(' AND ')), loose: limit(terms.expressions.join(' OR ')) };
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

/** Most vaults have none, and then no passage has to be asked whose it is. */
function hasSources(db: ReadableDb): boolean {
  return db.get("SELECT 1 FROM files WHERE kind = 'note' AND area = 'source' LIMIT 1") !== undefined;
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

const orders: Readonly<Record<SearchOrder, string>> = {
  relevance: 'f.modified_ms DESC, f.id',
  modified: 'f.modified_ms DESC, f.id',
  created: 'f.created_ms DESC, f.id',
  name: 'f.title COLLATE NOCASE, f.path',
};

function listNotes(db: ReadableDb, filter: FileFilter, order: SearchOrder, limit: number): FoundNote[] {
  return db
    .all<{ id: number }>(`SELECT f.id FROM files f WHERE f.kind = 'note' AND ${filter.sql} ORDER BY ${orders[order]} LIMIT ?`, ...filter.values, limit)
    .map(({ id }) => ({ fileId: id, score: 0, passages: [] }));
}

function countFiltered(db: ReadableDb, filter: FileFilter): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM files f WHERE f.kind = 'note' AND ${filter.sql}`, ...filter.values)?.n ?? 0;
}

/** Exact while fewer passages match than were looked at; then the index counts, up to a limit. */
function countNotes(db: ReadableDb, match: string, filter: FileFilter | null, ranked: readonly RankedNote[]): number {
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

function hitsOf(db: ReadableDb, notes: readonly FoundNote[], highlighter: Highlighter, match: string | null): readonly SearchHit[] {
  return notes.map((note) => readHit(db, note, highlighter, match)).filter((hit) => hit !== null);
}
