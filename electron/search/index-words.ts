/** The words of a text with their places, cut and stemmed as the full-text index does it. */
import { cjkPairs } from '../indexer/search-text.ts';
import { porterStem } from './porter.ts';
import { fold } from './words.ts';

export interface IndexWord {
  readonly stem: string;
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

const run = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆〇]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆〇])[\p{L}\p{N}\p{M}\p{Co}])+/gu;
const cjk = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆〇]/u;

export function indexWords(text: string): readonly IndexWord[] {
  const words: IndexWord[] = [];
  for (const { 0: written, index } of text.matchAll(run)) {
    if (!cjk.test(written)) {
      const folded = fold(written);
      words.push({ stem: porterStem(folded), folded, start: index, end: index + written.length });
      continue;
    }
    const characters = [...written];
    let at = index;
    for (const [position, pair] of cjkPairs(written).entries()) {
      const folded = fold(pair);
      words.push({ stem: folded, folded, start: at, end: at + pair.length });
      at += characters[position]?.length ?? 0;
    }
  }
  return words;
}
