/** Reads a word that stands nowhere as its commonest neighbour at edit distance one. */
import type { ReadableDb } from '../db/database.ts';
import { porterStem } from './porter.ts';
import { isCjkWord } from './words.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Whether any passage holds a word. Asks for one instead of counting them all. */
export function stands(db: ReadableDb, word: string): boolean {
  return db.get('SELECT 1 FROM passages_fts WHERE passages_fts MATCH ? LIMIT 1', `"${word}"`) !== undefined;
}

/** The word to search instead, or null when the word is known, too short, or nothing is near. */
export function correctedWord(db: ReadableDb, word: string): string | null {
  if (word.length < 4 || word.length > 30 || isCjkWord(word) || /\p{N}/u.test(word) || stands(db, word)) return null;
  const stems = new Map<string, string>();
  for (const candidate of neighbours(word)) {
    const stem = porterStem(candidate);
    if (!stems.has(stem)) stems.set(stem, candidate);
  }
  const best = db.get<{ term: string }>(
    'SELECT term FROM passages_vocab WHERE term IN (SELECT value FROM json_each(?)) ORDER BY doc DESC, term LIMIT 1',
    JSON.stringify([...stems.keys()]),
  );
  return best === undefined ? null : (stems.get(best.term) ?? null);
}

/** Every string that one deletion, transposition, replacement or insertion makes. */
function* neighbours(word: string): Generator<string> {
  const characters = [...word];
  // Letters of the word's own alphabet are enough for scripts beyond ours.
  const alphabet = [...new Set([...letters, ...characters])];
  for (let at = 0; at <= characters.length; at += 1) {
    const before = characters.slice(0, at).join('');
    const [here, next] = [characters[at], characters[at + 1]];
    if (here !== undefined) yield before + characters.slice(at + 1).join('');
    if (here !== undefined && next !== undefined) yield before + next + here + characters.slice(at + 2).join('');
    for (const letter of alphabet) {
      if (here !== undefined) yield before + letter + characters.slice(at + 1).join('');
      yield before + letter + characters.slice(at).join('');
    }
  }
}
