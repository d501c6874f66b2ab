/**
 * Cuts a note into the passages that search ranks and chat cites: 800 to 1,500 characters of
 * plain text, ending at paragraph breaks, never across a heading of level 1 to 3.
 */

export interface PassageBlock {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly text: string;
}

export interface Passage {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly headingPath: readonly string[];
  readonly line: number;
}

const ENOUGH = 800;
const LIMIT = 1500;

/** Passages in the order of the note; every block with text is in exactly one, unless it had to be split. */
export function cutPassages(
  blocks: readonly PassageBlock[],
  headings: readonly { readonly level: number; readonly text: string; readonly start: number }[],
): readonly Passage[] {
  const passages: Passage[] = [];
  const levels = new Map(headings.map((heading) => [heading.start, heading]));
  let path: { readonly level: number; readonly text: string }[] = [];
  let group: PassageBlock[] = [];
  let length = 0;

  const flush = (): void => {
    const first = group[0];
    const last = group[group.length - 1];
    if (first !== undefined && last !== undefined) {
      passages.push({
        start: first.start,
        end: last.end,
        text: group.map((block) => block.text).join('\n\n'),
        headingPath: path.map((heading) => heading.text),
        line: first.line,
      });
    }
    group = [];
    length = 0;
  };

  for (const block of blocks) {
    const heading = block.type === 'heading' ? levels.get(block.start) : undefined;
    if (heading !== undefined) {
      if (heading.level <= 3 || length >= ENOUGH) flush();
      path = [...path.filter((above) => above.level < heading.level), heading];
    }
    if (block.text === '') continue;
    if (length > 0 && (length >= ENOUGH || length + block.text.length > LIMIT)) flush();
    if (block.text.length > LIMIT) {
      flush();
      for (const text of splitLong(block.text)) {
        passages.push({ start: block.start, end: block.end, text, headingPath: path.map((above) => above.text), line: block.line });
      }
      continue;
    }
    group.push(block);
    length += block.text.length + 2;
  }
  flush();
  return passages;
}

/** Splits at line breaks, else behind sentences, else between words, else anywhere. */
function splitLong(text: string): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > LIMIT) {
    const window = rest.slice(0, LIMIT);
    let cut = window.lastIndexOf('\n');
    if (cut < ENOUGH) cut = lastSentenceEnd(window);
    if (cut < ENOUGH) cut = window.lastIndexOf(' ');
    if (cut < ENOUGH) cut = isLowSurrogate(rest.charCodeAt(LIMIT)) ? LIMIT - 1 : LIMIT;
    parts.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

function lastSentenceEnd(text: string): number {
  for (let index = text.length - 1; index >= ENOUGH; index -= 1) {
    if (/[.!?。！？]/u.test(text.charAt(index)) && (/\s/u.test(text.charAt(index + 1)) || text.charCodeAt(index) > 0x3000)) return index + 1;
  }
  return -1;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
