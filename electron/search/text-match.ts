/** Whether a piece of text fulfils a search, and where. */
import type { QueryNode } from '#shared/search/query-tree.ts';
import { compileRegex, escapeRegex } from '#shared/search/regex.ts';
import type { Range } from './highlight.ts';
import { indexWords, type IndexWord } from './index-words.ts';
import { isCjkWord } from './words.ts';

export interface TextMatchOptions {
  /** The word that is being typed, where it is only a beginning. */
  readonly typing: string | null;
}

export interface TextMatcher {
  /** Null where it does not match; no ranges where it matches by what is not there. */
  match(node: QueryNode, text: string, exactCase: boolean): readonly Range[] | null;
}

const mostRanges = 50;

export function createTextMatcher({ typing }: TextMatchOptions): TextMatcher {
  const expressions = new Map<string, RegExp | null>();
  let last: { readonly text: string; readonly words: readonly IndexWord[] } | null = null;

  const wordsOf = (text: string): readonly IndexWord[] => {
    if (last?.text !== text) last = { text, words: indexWords(text) };
    return last.words;
  };
  const expressionOf = (source: string, ignoreCase: boolean): RegExp | null => {
    const key = `${ignoreCase ? 'i' : ' '}${source}`;
    const known = expressions.get(key);
    if (known !== undefined) return known;
    const made = compileRegex(source, ignoreCase);
    expressions.set(key, made);
    return made;
  };
  const regexRanges = (expression: RegExp | null, text: string): readonly Range[] | null => {
    if (expression === null) return null;
    const ranges: Range[] = [];
    for (const { 0: found, index } of text.matchAll(expression)) {
      ranges.push([index, index + found.length]);
      if (ranges.length === mostRanges) break;
    }
    return ranges.length === 0 ? null : ranges;
  };

  function wordRanges(wanted: string, text: string): readonly Range[] | null {
    const searched = indexWords(wanted);
    const first = searched[0];
    // Without any word in it (a lone sign), it asks for nothing.
    if (first === undefined) return [];
    // A lone character of a script without spaces finds the pairs that begin with it, as in the index.
    const isBeginning = searched.length === 1 && (first.folded === typing || (isCjkWord(first.folded) && [...first.folded].length === 1));
    const words = wordsOf(text);
    const ranges: Range[] = [];
    for (let at = 0; at + searched.length <= words.length && ranges.length < mostRanges; at += 1) {
      const fits = searched.every(({ stem, folded }, index) => words[at + index]?.stem === stem || (isBeginning && words[at]?.folded.startsWith(folded) === true));
      if (!fits) continue;
      ranges.push([words[at]?.start ?? 0, words[at + searched.length - 1]?.end ?? 0]);
    }
    return ranges.length === 0 ? null : ranges;
  }

  const matcher: TextMatcher = {
    match(node, text, exactCase) {
      switch (node.kind) {
        case 'all': {
          const ranges: Range[] = [];
          for (const part of node.parts) {
            const found = matcher.match(part, text, exactCase);
            if (found === null) return null;
            ranges.push(...found);
          }
          return ranges;
        }
        case 'any': {
          const found = node.parts.map((part) => matcher.match(part, text, exactCase)).filter((ranges) => ranges !== null);
          return found.length === 0 ? null : found.flat();
        }
        case 'not':
          return matcher.match(node.part, text, exactCase) === null ? [] : null;
        case 'word':
        case 'phrase':
          return exactCase ? regexRanges(expressionOf(asWritten(node.text), false), text) : wordRanges(node.text, text);
        case 'regex':
          return regexRanges(expressionOf(node.source, !exactCase), text);
        case 'case':
          return matcher.match(node.part, text, node.exact);
        case 'tag':
          return regexRanges(expressionOf(`#${escapeRegex(node.tag)}(?![\\p{L}\\p{N}_-])`, !exactCase), text);
        case 'within':
          return node.part === null ? [] : matcher.match(node.part, text, exactCase);
        // What is asked of the whole note has no place in a part of it.
        case 'place':
        case 'property':
        case 'time':
          return null;
      }
    },
  };
  return matcher;
}

/** Whole words, in the letters that were typed. */
function asWritten(text: string): string {
  const words = text.trim().split(/\s+/u).map(escapeRegex).join('\\s+');
  const before = /^[\p{L}\p{N}]/u.test(text.trim()) ? '(?<![\\p{L}\\p{N}])' : '';
  const behind = /[\p{L}\p{N}]$/u.test(text.trim()) ? '(?![\\p{L}\\p{N}])' : '';
  return before + words + behind;
}
