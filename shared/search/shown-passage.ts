/** A passage of an answer as it is shown: without its heading, from shortly before what was found. Pure. */
import type { PassageHit } from '../model/search.ts';

type Ranges = PassageHit['ranges'];
export type ShownPassage = Pick<PassageHit, 'text' | 'ranges' | 'headingPath'>;

/** Characters before the first mark: with more of them it would be out of sight. */
const before = 100;
/** A word that is longer is cut. */
const longestWord = 40;

/** A passage often begins with its heading, which stands above it already. */
export function shownPassage<P extends ShownPassage>(passage: P): P {
  const heading = passage.headingPath.at(-1) ?? '';
  const repeats = heading !== '' && passage.text.startsWith(heading) && passage.text.length > heading.length;
  const bare = repeats ? cutStart(passage, passage.text.length - passage.text.slice(heading.length).trimStart().length, '') : passage;
  const first = Math.min(...bare.ranges.map(([start]) => start));
  if (first === Infinity || first <= before * 2) return bare;
  const from = first - before;
  const space = bare.text.slice(from, from + longestWord).search(/\s/u);
  return cutStart(bare, space === -1 ? from : from + space + 1, '…');
}

function cutStart<P extends ShownPassage>(passage: P, cut: number, sign: string): P {
  const ranges: Ranges = passage.ranges.filter(([start]) => start >= cut).map(([start, end]) => [start - cut + sign.length, end - cut + sign.length]);
  return { ...passage, text: sign + passage.text.slice(cut).toWellFormed(), ranges };
}

/** Not longer than so many characters. */
export function shortenPassage<P extends ShownPassage>(passage: P, length: number): P {
  if (passage.text.length <= length) return passage;
  const text = `${passage.text.slice(0, length).toWellFormed().trimEnd()}…`;
  return { ...passage, text, ranges: passage.ranges.filter(([, end]) => end < text.length) };
}

export interface MarkedPart {
  readonly text: string;
  readonly marked: boolean;
}

/** A text cut where its marks begin and end; ranges come in any order, and what is outside the text is cut off. */
export function markedParts(text: string, ranges: readonly (readonly [number, number])[]): readonly MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const from = Math.max(at, start);
    const to = Math.min(text.length, end);
    if (to <= from) continue;
    if (from > at) parts.push({ text: text.slice(at, from), marked: false });
    parts.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), marked: false });
  return parts;
}
