/** Finds passages for a question in plain language: all of its words that carry something, by OR. */
import type { ReadableDb } from '../db/database.ts';
import { pairExpressions } from './full-text.ts';
import { wordExpression } from './match-expression.ts';
import { rankNotes, type RankedNote, type RankTuning } from './rank.ts';
import { correctedWord } from './unknown-word.ts';
import { contentWords, searchWords } from './words.ts';

export interface QuestionOptions {
  /** Passages looked at before notes are weighed. */
  readonly depth?: number;
  readonly links?: boolean;
  readonly tuning?: RankTuning;
}

/** Notes for a question, best first, with their passages. */
export function notesForQuestion(db: ReadableDb, question: string, options: QuestionOptions = {}): readonly RankedNote[] {
  const all = searchWords(question);
  const words = contentWords(all);
  if (words.length === 0) return [];
  const expressions = words.map((word) => wordExpression(correctedWord(db, word) ?? word));
  return rankNotes(db, {
    match: expressions.join(' OR '),
    words: expressions,
    pairs: pairExpressions(all, new Set(words)),
    filter: null,
    depth: options.depth ?? 300,
    links: options.links ?? true,
    ...(options.tuning === undefined ? {} : { tuning: options.tuning }),
  });
}

export interface QuestionPassage {
  readonly id: number;
  readonly fileId: number;
  readonly score: number;
}

/**
 * Passages for a question, best first: each counts what it says itself and a share of what its
 * note says as a whole.
 */
export function passagesForQuestion(db: ReadableDb, question: string, limit: number, options: QuestionOptions = {}): readonly QuestionPassage[] {
  const passages = notesForQuestion(db, question, options).flatMap((note) =>
    note.passages.map((passage) => ({
      id: passage.id,
      fileId: note.fileId,
      score: passage.score + noteShare * note.score,
    })),
  );
  return passages.sort((a, b) => b.score - a.score).slice(0, limit);
}

/** How much of its note's score a passage takes on. */
const noteShare = 0.1;
