/** Finds where the searched words stand in a text that is shown, in any of their forms. */
import { cjkPairs } from '../indexer/search-text.ts';
import { porterStem } from './porter.ts';
import { fold, isCjkWord, searchWords } from './words.ts';

export type Range = readonly [number, number];

export interface Highlighter {
  ranges(text: string): readonly Range[];
}

export interface HighlightTerms {
  readonly words: readonly string[];
  /** Words of which only the beginning was typed. */
  readonly prefixes: readonly string[];
}

const wordPattern = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

export function createHighlighter(terms: HighlightTerms): Highlighter {
  const stems = new Set(terms.words.filter((word) => !isCjkWord(word)).map(porterStem));
  const prefixes = terms.prefixes.filter((word) => !isCjkWord(word));
  const pairs = new Set([...terms.words, ...terms.prefixes].filter(isCjkWord));
  const matches = (word: string): boolean => {
    const folded = fold(word);
    return stems.has(porterStem(folded)) || prefixes.some((prefix) => folded.startsWith(prefix));
  };

  return {
    ranges(text) {
      const found: [number, number][] = [];
      for (const match of text.matchAll(wordPattern)) {
        const [word] = match;
        if (isCjkWord(word)) found.push(...cjkRanges(word, match.index, pairs));
        else if (matches(word)) found.push([match.index, match.index + word.length]);
      }
      return joinTouching(found);
    },
  };
}

/** Words of a query as a highlighter takes them. */
export function highlightTerms(words: readonly string[], prefixes: readonly string[] = []): HighlightTerms {
  return { words: words.flatMap((word) => searchWords(word)), prefixes };
}

function cjkRanges(run: string, offset: number, pairs: ReadonlySet<string>): [number, number][] {
  const ranges: [number, number][] = [];
  let at = offset;
  const characters = [...run];
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1];
    if (pairs.has(fold(character))) ranges.push([at, at + character.length]);
    if (next !== undefined && pairs.has(fold(cjkPairs(character + next)[0] ?? ''))) ranges.push([at, at + character.length + next.length]);
    at += character.length;
  }
  return ranges;
}

/** In order, and none over another. */
export function joinTouching(ranges: readonly Range[]): readonly Range[] {
  const sorted = ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
