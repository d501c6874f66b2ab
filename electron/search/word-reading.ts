/** How a word of a search is looked up: as it is, or as a beginning while it is being typed. */
import type { ReadableDb } from '../db/database.ts';
import { phraseExpression, prefixExpression } from './match-expression.ts';
import type { ReadExpression } from './query-filter.ts';
import { stands } from './unknown-word.ts';
import { isCjkWord, searchWords } from './words.ts';

const shortestBeginning = 3;

/** The last word of what is typed, folded, where nothing has it and something begins with it. */
export function wordBeingTyped(db: ReadableDb, text: string): string | null {
  const typed = /[\p{L}\p{N}\p{M}\p{Co}]+$/u.exec(text)?.[0] ?? '';
  const word = searchWords(typed).at(-1);
  if (word === undefined || word.length < shortestBeginning || isCjkWord(word) || stands(db, word)) return null;
  const begins = db.get('SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? LIMIT 1', prefixExpression(word));
  return begins === undefined ? null : word;
}

export function readExpressions(typing: string | null): ReadExpression {
  return (text) => {
    const words = searchWords(text);
    return typing !== null && words.length === 1 && words[0] === typing ? prefixExpression(typing) : phraseExpression(text);
  };
}
