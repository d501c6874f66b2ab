/** Words as the full-text index sees them: folded, cut, and without those that carry nothing. */
import { toSearchText } from '../indexer/search-text.ts';

const wordPattern = /[\p{L}\p{N}\p{Co}]+/gu;
const cjkCharacter = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Lower case, without diacritics: as `unicode61 remove_diacritics 2` compares. */
export function fold(text: string): string {
  // oxlint-disable-next-line no-control-regex -- plain ASCII has nothing to fold but case
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(/\p{M}+/gu, '').normalize('NFC').toLowerCase();
}

/** The words of a text in order, folded; CJK runs as their pairs. */
export function searchWords(text: string): readonly string[] {
  return fold(toSearchText(text)).match(wordPattern) ?? [];
}

export function isCjkWord(word: string): boolean {
  return cjkCharacter.test(word);
}

/** English words of grammar and of asking. A question made of them alone keeps them all. */
const stopWords = new Set(
  (
    'a about after again all also am an and any anybody anyone anything are as at be because been before being between both but by ' +
    'can could did do does doing done during each ever every few for from had has have having he her here hers him his how i if in ' +
    'into is it its itself just kind know let like many may me might mine more most much must my no nor not of off on once one only ' +
    'or other our ours out over own please s same say says she should since so some such t tell than that the their them then there ' +
    'these they this those through to too under until up us use very was we were what when where which while who whom whose why ' +
    'will with would you your yours'
  ).split(' '),
);

/** The words to search for: stop words go unless nothing else is there; each once, in order. */
export function contentWords(words: readonly string[]): readonly string[] {
  const kept = words.filter((word) => !stopWords.has(word));
  return [...new Set(kept.length > 0 ? kept : words)];
}
