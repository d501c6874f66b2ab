/** Text with marked ranges, as an index answers them. */
import { Fragment } from 'react';
import { markedParts } from '#shared/search/shown-passage.ts';

export interface HighlightedTextProps {
  readonly text: string;
  /** Half-open ranges of UTF-16 units, in any order; what is outside the text is cut. */
  readonly ranges: readonly (readonly [number, number])[];
}

export function HighlightedText({ text, ranges }: HighlightedTextProps) {
  // oxlint-disable-next-line react/no-array-index-key -- the parts have no other name, and keep no state
  return markedParts(text, ranges).map((part, index) => (part.marked ? <mark key={index}>{part.text}</mark> : <Fragment key={index}>{part.text}</Fragment>));
}
