/** A wikilink's source for words that stay as they were written. */

/** `[[target]]` where the words are the target, else `[[target|words]]`. */
export function linkSource(target: string, words: string): string {
  return target === words ? `[[${target}]]` : `[[${target}|${words}]]`;
}
