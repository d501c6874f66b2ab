/** Emoji by their names. A file of its own so that their list loads with the first `:` only. */
import compact from 'emojibase-data/en/compact.json';
import shortcodes from 'emojibase-data/en/shortcodes/github.json';

export interface Emoji {
  readonly character: string;
  readonly label: string;
  /** Without colons, the usual one first. */
  readonly codes: readonly string[];
  readonly tags: readonly string[];
}

const codesOf: Readonly<Record<string, string | readonly string[]>> = shortcodes;

const emoji: readonly Emoji[] = compact
  .filter(({ hexcode }) => codesOf[hexcode] !== undefined)
  .toSorted((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity))
  .map(({ hexcode, unicode, label, tags }) => ({ character: unicode, label, codes: [codesOf[hexcode] ?? []].flat(), tags: tags ?? [] }));

/** Those whose names begin with the words, then those that hold them. */
export function findEmoji(query: string, limit: number): readonly Emoji[] {
  const wanted = query.toLowerCase();
  const rank = ({ codes, label, tags }: Emoji): number => {
    if (codes.includes(wanted)) return 0;
    if (codes.some((code) => code.startsWith(wanted))) return 1;
    if (label.includes(wanted) || codes.some((code) => code.includes(`_${wanted}`))) return 2;
    return tags.some((tag) => tag.startsWith(wanted)) ? 3 : 4;
  };
  return emoji
    .map((each) => ({ each, at: rank(each) }))
    .filter(({ at }) => at < 4)
    .toSorted((a, b) => a.at - b.at)
    .slice(0, limit)
    .map(({ each }) => each);
}
