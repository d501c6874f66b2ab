/** Builds expressions for FTS5's MATCH. Everything typed ends inside quotes, so nothing can be syntax. */
import { isCjkWord, searchWords } from './words.ts';

/** One word. A lone CJK character finds every pair that begins with it. */
export function wordExpression(word: string): string {
  const quoted = `"${word}"`;
  return isCjkWord(word) && [...word].length === 1 ? `${quoted}*` : quoted;
}

export function prefixExpression(word: string): string {
  return `"${word}"*`;
}

/** Words one behind the other; null when the text holds no word. */
export function phraseExpression(text: string): string | null {
  const words = searchWords(text);
  if (words.length === 0) return null;
  return words.length === 1 ? wordExpression(words[0] ?? '') : `"${words.join(' ')}"`;
}
