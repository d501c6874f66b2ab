/** A place in a note's text that every mode understands: line and column, whatever the line ends. */

export interface SourcePlace {
  /** From 1. */
  readonly line: number;
  /** UTF-16 units from the start of the line. */
  readonly column: number;
}

export interface SourceRange {
  readonly from: SourcePlace;
  readonly to: SourcePlace;
}

export function placeAt(text: string, offset: number): SourcePlace {
  let line = 1;
  let lineStart = 0;
  for (const match of text.slice(0, offset).matchAll(/\r\n|\r|\n/gu)) {
    line += 1;
    lineStart = match.index + match[0].length;
  }
  return { line, column: offset - lineStart };
}

/** The offset of a place, held within its line and the text. */
export function offsetAt(text: string, place: SourcePlace): number {
  let line = 1;
  let lineStart = 0;
  for (const match of text.matchAll(/\r\n|\r|\n/gu)) {
    if (line === place.line) return Math.min(lineStart + place.column, match.index);
    line += 1;
    lineStart = match.index + match[0].length;
  }
  return line === place.line ? Math.min(lineStart + place.column, text.length) : text.length;
}
