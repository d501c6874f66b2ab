/** Text with marked ranges, as an index answers them. */
import { Fragment, type ReactNode } from 'react';

export interface HighlightedTextProps {
  readonly text: string;
  /** Half-open ranges of UTF-16 units, in any order; what is outside the text is cut. */
  readonly ranges: readonly (readonly [number, number])[];
}

export function HighlightedText({ text, ranges }: HighlightedTextProps) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of [...ranges].sort(([a], [b]) => a - b)) {
    const from = Math.max(at, start);
    const to = Math.min(text.length, end);
    if (to <= from) continue;
    parts.push(<Fragment key={`t${at}`}>{text.slice(at, from)}</Fragment>, <mark key={`m${from}`}>{text.slice(from, to)}</mark>);
    at = to;
  }
  parts.push(<Fragment key={`t${at}`}>{text.slice(at)}</Fragment>);
  return parts;
}
