/** Reads what a person typed into the search box: words, "phrases", -not, path:, file:, tag:. */

export interface SearchQuery {
  /** Words and the text of phrases, in order, as they were typed. */
  readonly words: string;
  /** Each must stand as it is. */
  readonly phrases: readonly string[];
  /** Words or phrases that must not stand in the note's passage. */
  readonly without: readonly string[];
  readonly filters: readonly SearchFilter[];
}

export interface SearchFilter {
  readonly kind: 'path' | 'file' | 'tag';
  readonly value: string;
  readonly negated: boolean;
}

const token = /(-?)(?:(path|file|tag):)?(?:"([^"]*)"?|(\S+))/giy;

/** Never fails: whatever is no operator is a word. */
export function parseSearchQuery(text: string): SearchQuery {
  const words: string[] = [];
  const phrases: string[] = [];
  const without: string[] = [];
  const filters: SearchFilter[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/u.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) break;
    at = token.lastIndex;
    const [whole, minus, operator, quoted, bare] = found;
    const value = quoted ?? bare ?? '';
    const negated = minus === '-' && value !== '';
    if (operator !== undefined && value !== '') {
      filters.push({ kind: operator.toLowerCase() as SearchFilter['kind'], value, negated }); // one of the pattern's three
    } else if (negated) {
      without.push(value);
    } else if (quoted !== undefined) {
      if (value.trim() !== '') phrases.push(value);
    } else if (/^#[^\s#]+$/u.test(whole)) {
      filters.push({ kind: 'tag', value: whole.slice(1), negated: false });
    } else {
      words.push(whole);
    }
  }
  return { words: words.join(' '), phrases, without, filters };
}
