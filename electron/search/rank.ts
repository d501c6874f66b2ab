/**
 * Ranks notes for a set of words, by the recipe of the design's retrieval page.
 *
 * Passages are ranked by BM25 (title 4, body 1, context 0.3) and adjacent words standing together;
 * neighbours in the same note lend each other weight; a note scores its best passage plus what
 * all of its passages say; linked notes lift each other. Row ids first, texts never.
 */
import type { ReadableDb } from '../db/database.ts';
import { passagesPerFile } from '../indexer/file-row.ts';

const bm25 = 'bm25(passages_fts, 4.0, 1.0, 0.3)';

/** The recipe's weights, measured on the retrieval sets; `e2e/prove/retrieval.ts` shows what each gives. */
export interface RankTuning {
  /** Share of BM25 over adjacent words that stand together. */
  readonly pairWeight: number;
  /** What the mean of both neighbours, and of the two beyond them, lends a passage. */
  readonly nearWeight: number;
  readonly farWeight: number;
  /** Share of the whole note's score, beside its best passage. */
  readonly noteWeight: number;
  readonly linkWeight: number;
  /** How many of the best notes lift what they are linked with. */
  readonly linkedNotes: number;
}

export const rankTuning: RankTuning = {
  pairWeight: 0.3,
  nearWeight: 0.6,
  farWeight: 0.4,
  noteWeight: 1,
  linkWeight: 0.7,
  linkedNotes: 10,
};

export interface RankOptions {
  /** A MATCH expression. */
  readonly match: string;
  /** The expressions of the single words in it: what a note says as a whole is weighed word by word. */
  readonly words: readonly string[];
  /** Phrases of adjacent words, as MATCH expressions; they lift what already matched. */
  readonly pairs: readonly string[];
  /** A condition over `files f`, with its values; null for all files. */
  readonly filter: { readonly sql: string; readonly values: readonly (string | number)[] } | null;
  /** How many passages are looked at. */
  readonly depth: number;
  /** Whether notes linked with the best ones are lifted, and found when they did not match. */
  readonly links: boolean;
  readonly tuning?: RankTuning;
}

export interface RankedPassage {
  readonly id: number;
  readonly score: number;
}
export interface RankedNote {
  readonly fileId: number;
  readonly score: number;
  /** Best first; empty for a note that only a link found. */
  readonly passages: readonly RankedPassage[];
}

/**
 * A word that stands in more passages tells little, and weighing each of them takes longer than a
 * person waits between two keys. Such words do not choose the passages where others can, and a
 * match of nothing but them is weighed in its first so many.
 */
const broadRows = 30_000;

interface Scored {
  readonly id: number;
  readonly fileId: number;
  readonly seq: number;
  readonly score: number;
  /** What the match alone says. */
  readonly plain: number;
  readonly hasContext: boolean;
}

interface Special {
  readonly id: number;
  readonly weight: number;
  readonly has_context: number;
}

/** Best first. Scores are positive and comparable within one answer only. */
export function rankNotes(db: ReadableDb, options: RankOptions): RankedNote[] {
  const tuning = options.tuning ?? rankTuning;
  const telling = options.words.filter((word) => !isBroad(db, word));
  const candidates = rankPassages(db, { ...options, match: withoutBroad(options, telling) }, tuning);
  // One word was weighed by the match itself.
  const whole = telling.length === 1 && isAnyOf(options.match, telling) ? bestOfNotes(candidates) : noteScores(db, telling, candidates);
  const byFile = Map.groupBy(candidates, (passage) => passage.fileId);
  const notes = [...byFile].map(([fileId, found]): RankedNote => {
    const best = found.reduce((most, passage) => Math.max(most, passage.score), 0);
    const passages = smoothOverNeighbours(found, tuning).sort((a, b) => b.score - a.score);
    return { fileId, score: best + tuning.noteWeight * (whole.get(fileId) ?? 0), passages };
  });
  notes.sort((a, b) => b.score - a.score);
  return options.links ? withLinkedNotes(db, notes, options.filter, tuning) : notes;
}

function isBroad(db: ReadableDb, expression: string): boolean {
  // Counting stops as soon as it is known.
  const rows = db.get<{ n: number }>(`SELECT count(*) AS n FROM (SELECT 1 FROM passages_fts WHERE passages_fts MATCH ? LIMIT ${broadRows})`, expression)?.n ?? 0;
  return rows >= broadRows;
}

function isAnyOf(match: string, words: readonly string[]): boolean {
  const any = words.join(' OR ');
  return match === any || match === `(${any})`;
}

/** Where any of the words is enough, those that tell something choose. */
function withoutBroad({ match, words }: RankOptions, telling: readonly string[]): string {
  return telling.length > 0 && telling.length < words.length && isAnyOf(match, words) ? telling.join(' OR ') : match;
}

/**
 * What a note says as a whole: for each word the most that one of its passages says of it. Words
 * that stand in different passages count together, and length alone counts nothing.
 */
function noteScores(db: ReadableDb, words: readonly string[], candidates: readonly Scored[]): ReadonlyMap<number, number> {
  const fileOf = new Map(candidates.map((passage) => [passage.id, passage]));
  const ids = JSON.stringify([...fileOf.keys()]);
  const scores = new Map<number, number>();
  for (const word of words) {
    const best = new Map<number, number>();
    const rows = db.all<{ id: number; score: number }>(
      `SELECT rowid AS id, -${bm25} AS score FROM passages_fts
       WHERE passages_fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))`,
      word, ids,
    );
    for (const row of rows) {
      const passage = fileOf.get(row.id);
      if (passage !== undefined) best.set(passage.fileId, Math.max(best.get(passage.fileId) ?? 0, row.score));
    }
    for (const [fileId, score] of best) scores.set(fileId, (scores.get(fileId) ?? 0) + score);
  }
  return scores;
}

function bestOfNotes(candidates: readonly Scored[]): ReadonlyMap<number, number> {
  const best = new Map<number, number>();
  for (const { fileId, plain } of candidates) best.set(fileId, Math.max(best.get(fileId) ?? 0, plain));
  return best;
}

function rankPassages(db: ReadableDb, options: RankOptions, tuning: RankTuning): Scored[] {
  const { filter } = options;
  const join = filter === null ? '' : `JOIN files f ON f.id = passages_fts.rowid / ${passagesPerFile}`;
  const rows = db.all<{ id: number; score: number }>(
    `SELECT id, score FROM (
       SELECT passages_fts.rowid AS id, -${bm25} AS score FROM passages_fts ${join}
       WHERE passages_fts MATCH ? ${filter === null ? '' : `AND ${filter.sql}`} LIMIT ${broadRows}
     ) ORDER BY score DESC LIMIT ?`,
    options.match, ...(filter?.values ?? []), options.depth,
  );
  const lifts = pairScores(db, options.pairs, rows.map((row) => row.id));
  const special = specialPassages(db, rows.map((row) => row.id));
  return rows.map((row) => {
    const found = special.get(row.id);
    const score = row.score + tuning.pairWeight * (lifts.get(row.id) ?? 0);
    return {
      id: row.id,
      fileId: Math.floor(row.id / passagesPerFile),
      seq: row.id % passagesPerFile,
      score: score * (found?.weight ?? 1),
      plain: row.score,
      hasContext: found?.has_context === 1,
    };
  });
}

/** The few passages that weigh otherwise, or bring their context along. */
function specialPassages(db: ReadableDb, ids: readonly number[]): ReadonlyMap<number, Special> {
  const condition = '(weight <> 1 OR has_context = 1)';
  if (db.get(`SELECT 1 FROM passages WHERE ${condition} LIMIT 1`) === undefined) return new Map();
  const rows = db.all<Special>(
    `SELECT id, weight, has_context FROM passages WHERE ${condition} AND id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * BM25 of the phrases, for passages that are candidates already. The `+` keeps SQLite from
 * running the phrases once for each candidate.
 */
function pairScores(db: ReadableDb, pairs: readonly string[], ids: readonly number[]): ReadonlyMap<number, number> {
  if (pairs.length === 0 || ids.length === 0) return new Map();
  const rows = db.all<{ id: number; score: number }>(
    `SELECT rowid AS id, -${bm25} AS score FROM passages_fts
     WHERE passages_fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))`,
    pairs.join(' OR '), JSON.stringify(ids),
  );
  return new Map(rows.map((row) => [row.id, row.score]));
}

/** What stands beside a good passage is likely about the same. */
function smoothOverNeighbours(passages: readonly Scored[], tuning: RankTuning): Scored[] {
  const bySeq = new Map(passages.map((passage) => [passage.seq, passage.score]));
  const at = (seq: number): number => bySeq.get(seq) ?? 0;
  return passages.map((passage) => {
    if (passage.hasContext) return passage;
    const near = at(passage.seq - 1) + at(passage.seq + 1);
    const far = at(passage.seq - 2) + at(passage.seq + 2);
    return { ...passage, score: passage.score + (tuning.nearWeight * near + tuning.farWeight * far) / 2 };
  });
}

function withLinkedNotes(db: ReadableDb, notes: readonly RankedNote[], filter: RankOptions['filter'], tuning: RankTuning): RankedNote[] {
  const scores = new Map(notes.map((note) => [note.fileId, note]));
  const lifted = new Map<number, number>();
  for (const note of notes.slice(0, tuning.linkedNotes)) {
    const neighbours = db.all<{ id: number }>(
      `SELECT DISTINCT resolved_id AS id FROM links WHERE source_id = ?1 AND resolved_id IS NOT NULL AND resolved_id <> ?1
       UNION SELECT DISTINCT source_id FROM links WHERE resolved_id = ?1 AND source_id <> ?1 LIMIT 200`,
      note.fileId,
    );
    const share = (tuning.linkWeight * note.score) / Math.log2(2 + neighbours.length);
    for (const { id } of neighbours) {
      // Links must not bring in what the filter keeps out.
      if (!scores.has(id) && !passesFilter(db, id, filter)) continue;
      lifted.set(id, Math.max(lifted.get(id) ?? 0, share));
    }
  }
  for (const [fileId, share] of lifted) {
    const note = scores.get(fileId);
    scores.set(fileId, { fileId, score: (note?.score ?? 0) + share, passages: note?.passages ?? [] });
  }
  return [...scores.values()].sort((a, b) => b.score - a.score);
}

function passesFilter(db: ReadableDb, fileId: number, filter: RankOptions['filter']): boolean {
  const condition = filter === null ? '1' : filter.sql;
  return db.get(`SELECT 1 FROM files f WHERE f.id = ? AND f.kind = 'note' AND ${condition}`, fileId, ...(filter?.values ?? [])) !== undefined;
}
