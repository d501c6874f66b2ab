/** Where a note's frontmatter stands, told without a YAML parser. */

/** Offsets in the note, BOM included. */
export interface FrontmatterExtent {
  /** From the first `-` of the opening fence to the last `-` of the closing one. */
  readonly range: { readonly start: number; readonly end: number };
  /** The YAML between the fences, without its last line ending. */
  readonly content: { readonly start: number; readonly end: number };
  /** Where the body begins: behind the closing fence's line ending. */
  readonly bodyStart: number;
}

/** The extent of the frontmatter at the very start of `text` (behind a BOM); null where there is none. */
export function findFrontmatter(text: string): FrontmatterExtent | null {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const opening = /---[ \t]*(?:\r\n|\n|\r)/y;
  opening.lastIndex = start;
  if (!opening.test(text)) return null;
  const contentStart = opening.lastIndex;
  const closing = /^---[ \t]*(\r\n|\n|\r|$(?![\s\S]))/gm;
  closing.lastIndex = contentStart;
  const fence = closing.exec(text);
  if (fence === null) return null;
  let contentEnd = fence.index;
  if (contentEnd > contentStart && text.charCodeAt(contentEnd - 1) === 10) contentEnd -= 1;
  if (contentEnd > contentStart && text.charCodeAt(contentEnd - 1) === 13) contentEnd -= 1;
  return {
    range: { start, end: fence.index + 3 },
    content: { start: contentStart, end: Math.max(contentStart, contentEnd) },
    bodyStart: fence.index + fence[0].length,
  };
}
