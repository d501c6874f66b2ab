/**
 * Turns a model's text into an answer while it streams: citation markers become footnote
 * references, markers that name no supplied passage vanish, and what could load or hide something
 * is written so that it is only shown.
 *
 * The text comes in chunks that may end anywhere, also inside a marker. Models write `[3]`,
 * `[1, 4]`, `[2–5]`, `[^3]`, `[[3]]`, `【3†source】` or `[passage 3]`; all become `[^3]`. Code keeps
 * every character. Images, HTML, links and foreign footnotes are escaped, since an answer can repeat
 * hostile text and lives on as a file that other programs open.
 */

export type AnswerPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'marker'; readonly number: number };

export interface CitationStream {
  /** Takes a chunk and returns what is certain by now. */
  push(chunk: string): readonly AnswerPiece[];
  /** Ends the text: what was held back is decided. */
  end(): readonly AnswerPiece[];
}

/**
 * How many characters a marker, or a wikilink or code span, may have. Decisions look no further,
 * so that they do not depend on where chunks end.
 */
const longestMarker = 60;
const longestSpan = 200;
const longestRange = 20;

const numbersPattern = String.raw`\^?\s*\d{1,6}(?:\s*[,;–-]\s*\^?\s*\d{1,6})*`;
const wordPattern = String.raw`(?:(?:passages?|sources?|notes?|p)\.?\s*#?\s*)?`;
const bracketMarker = new RegExp(String.raw`^\\?\[\s*${wordPattern}(${numbersPattern})\s*\\?\]`, 'i');
const doubleMarker = /^\[\[\s*\^?(\d{1,3})\s*\]\]/;
const fullWidthMarker = /^【\s*(\d{1,6})[^】\n]*】/;
/** Names of notes hold none of these; what does is no wikilink, and could hide something that acts. */
const plainWikilink = /^\[\[[^[\]<>`\n]+\]\]/;
const startOfWikilink = /^\[\[[^[\]<>`\n]*\]?$/;
const startOfMarker = /^\\?\[[\w\s,;–^#.-]*\\?$/;

/** What the text at the reading position is. `more` needs another chunk to decide. */
type Token =
  | { readonly kind: 'more' }
  | { readonly kind: 'literal'; readonly length: number; readonly text: string }
  | { readonly kind: 'marker'; readonly length: number; readonly numbers: readonly number[] };

function literal(text: string, shown = text): Token {
  return { kind: 'literal', length: text.length, text: shown };
}

/** The numbers of `1, 4` and `2–5`. */
function expand(list: string): number[] {
  return list
    .replaceAll('^', '')
    .split(/[,;]/)
    .flatMap((part) => {
      const [from = Number.NaN, to = from] = part.split(/[–-]/).map((number) => Number(number.trim()));
      if (to < from || to - from > longestRange) return [from, to];
      return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
    });
}

function readWikilink(rest: string, ended: boolean): Token {
  const window = rest.slice(0, longestSpan);
  const numbered = doubleMarker.exec(window);
  if (numbered) return { kind: 'marker', length: numbered[0].length, numbers: [Number(numbered[1])] };
  const wikilink = plainWikilink.exec(window);
  if (wikilink) return literal(wikilink[0]);
  const broken = !startOfWikilink.test(window);
  return broken || ended || rest.length >= longestSpan ? literal('[', String.raw`\[`) : { kind: 'more' };
}

function readBracket(rest: string, ended: boolean): Token {
  const marker = bracketMarker.exec(rest.slice(0, longestMarker));
  if (marker) return { kind: 'marker', length: marker[0].length, numbers: expand(marker[1] ?? '') };
  if (rest.startsWith('[[')) return readWikilink(rest, ended);
  if (!ended && rest.length < longestMarker && startOfMarker.test(rest)) return { kind: 'more' };
  if (rest.startsWith('\\')) return literal(rest.slice(0, 2));
  // A footnote of the model's own would collide with ours.
  return rest.startsWith('[^') ? literal('[^', String.raw`\[^`) : literal('[');
}

function readFullWidth(rest: string, ended: boolean): Token {
  const marker = fullWidthMarker.exec(rest.slice(0, longestMarker));
  if (marker) return { kind: 'marker', length: marker[0].length, numbers: [Number(marker[1])] };
  return !ended && rest.length < longestMarker && !rest.includes('\n') ? { kind: 'more' } : literal('【');
}

/** Only line breaks, which tables need, stay HTML. */
function readAngle(rest: string, ended: boolean): Token {
  const lineBreak = /^<br ?\/?>/i.exec(rest);
  if (lineBreak) return literal(lineBreak[0]);
  if (!ended && (rest === '<' || /^<br? ?\/?$/i.test(rest))) return { kind: 'more' };
  return /^<[a-z/!?]/i.test(rest) ? literal('<', String.raw`\<`) : literal('<');
}

/** A code span, whole; a run of backticks without its end is plain text. */
function readBackticks(rest: string, ended: boolean): Token {
  const run = /^`+/.exec(rest)?.[0] ?? '`';
  if (!ended && run.length === rest.length) return { kind: 'more' };
  const close = new RegExp(`(?<!\`)\`{${run.length}}(?!\`)`, 'g');
  close.lastIndex = run.length;
  const found = close.exec(rest);
  const end = found ? found.index + run.length : Number.POSITIVE_INFINITY;
  const paragraphEnd = rest.indexOf('\n\n');
  const inParagraph = paragraphEnd < 0 || end <= paragraphEnd;
  // The run may go on in the next chunk.
  if (end <= longestSpan && inParagraph && (ended || end < rest.length)) return literal(rest.slice(0, end));
  if (!ended && paragraphEnd < 0 && rest.length <= longestSpan) return { kind: 'more' };
  // Kept from opening a span later on, which would make code of what was decided as text.
  return literal(run, run.replaceAll('`', '\\`'));
}

function readToken(rest: string, ended: boolean): Token {
  switch (rest[0]) {
    case '[':
      return readBracket(rest, ended);
    case '【':
      return readFullWidth(rest, ended);
    case '<':
      return readAngle(rest, ended);
    case '`':
      return readBackticks(rest, ended);
    case '\\':
      if (rest.length === 1) return ended ? literal('\\') : { kind: 'more' };
      if (rest[1] === '[') return readBracket(rest, ended);
      return literal(rest.slice(0, 2));
    case '!':
      if (rest.length === 1) return ended ? literal('!') : { kind: 'more' };
      return rest[1] === '[' ? literal('!', String.raw`\!`) : literal('!');
    default: {
      // A closing bracket stands alone, so that what follows it is always seen as what follows it.
      const plain = /^[^[\]\\【<`!\s]+/.exec(rest)?.[0] ?? rest.slice(0, 1);
      return literal(plain);
    }
  }
}

const fenceLine = /^ {0,3}(`{3,}|~{3,})[^\n]*$/;
/** Might still become a fence when more of the line comes. */
const fenceBegin = /^ {0,3}(?:`{0,2}|~{0,2}|`{3,}[^`\n]*|~{3,}[^\n]*)$/;
/** A line that a colon would make into a link's definition. */
const startOfDefinition = /^\s*(?:[-*+>]\s*)*\[[^\]]*\]$/;
/** What may stand before a marker whose space must stay: the start of a list item, quote or heading. */
const lineLead = /^\s*(?:(?:[-*+>]|#+|\d+[.)])\s*)*$/;

class Parser implements CitationStream {
  readonly #isSupplied: (number: number) => boolean;
  #rest = '';
  /** The line so far, as it was shown; decides about fences and the space before a marker. */
  #line = '';
  /** The fence that is open, or ''. */
  #fence = '';
  /** Spaces that go if a marker follows. */
  #spaces = '';
  #afterMarker = false;

  constructor(isSupplied: (number: number) => boolean) {
    this.#isSupplied = isSupplied;
  }

  push(chunk: string): readonly AnswerPiece[] {
    this.#rest += chunk.replaceAll('\r', '');
    return this.#read(false);
  }

  end(): readonly AnswerPiece[] {
    const pieces = this.#read(true);
    this.#show(pieces, this.#spaces);
    this.#spaces = '';
    return pieces;
  }

  #show(pieces: AnswerPiece[], text: string): void {
    if (text === '') return;
    const last = pieces.at(-1);
    if (last?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: last.text + text };
    else pieces.push({ kind: 'text', text });
    const newline = text.lastIndexOf('\n');
    this.#line = newline < 0 ? this.#line + text : text.slice(newline + 1);
  }

  #read(ended: boolean): AnswerPiece[] {
    const pieces: AnswerPiece[] = [];
    while (this.#rest !== '') {
      if (this.#line === '' && this.#spaces === '') {
        const fence = this.#readFence(pieces, ended);
        if (fence === 'more') break;
        if (fence === 'taken') continue;
      }
      if (this.#fence !== '') {
        this.#readCode(pieces);
        continue;
      }
      const spaces = /^[^\S\n]+/.exec(this.#rest)?.[0];
      if (spaces) {
        this.#spaces += spaces;
        this.#rest = this.#rest.slice(spaces.length);
        continue;
      }
      const token = readToken(this.#rest, ended);
      if (token.kind === 'more') break;
      this.#rest = this.#rest.slice(token.length);
      if (token.kind === 'marker') this.#showMarkers(pieces, token.numbers);
      else this.#showLiteral(pieces, token.text);
    }
    return pieces;
  }

  /** At the start of a line: takes a fence line whole. */
  #readFence(pieces: AnswerPiece[], ended: boolean): 'none' | 'more' | 'taken' {
    const newline = this.#rest.indexOf('\n');
    const line = newline < 0 ? this.#rest : this.#rest.slice(0, newline);
    if (newline < 0 && !ended) return fenceBegin.test(line) ? 'more' : 'none';
    const run = fenceLine.exec(line)?.[1];
    if (!run) return 'none';
    const closes = this.#fence !== '' && run[0] === this.#fence[0] && run.length >= this.#fence.length;
    if (this.#fence === '') {
      if (run[0] === '`' && line.trimStart().slice(run.length).includes('`')) return 'none';
      this.#fence = run;
    } else if (closes && line.trim() === run) this.#fence = '';
    else return 'none';
    const taken = newline < 0 ? line : `${line}\n`;
    this.#rest = this.#rest.slice(taken.length);
    this.#show(pieces, taken);
    return 'taken';
  }

  /** Inside a fence: everything to the end of the line, as it is. */
  #readCode(pieces: AnswerPiece[]): void {
    const newline = this.#rest.indexOf('\n');
    const taken = newline < 0 ? this.#rest : this.#rest.slice(0, newline + 1);
    this.#rest = this.#rest.slice(taken.length);
    this.#show(pieces, taken);
  }

  #showLiteral(pieces: AnswerPiece[], text: string): void {
    // `[text](…)` would be a link to anywhere with the vault's words in its address, and `[text]:`
    // or `[^1]:` at the start of a line a definition of one: both are kept as what they say.
    const closed = this.#spaces === '' && (this.#afterMarker || this.#line.endsWith(']'));
    const links = text.startsWith('(') || (text.startsWith(':') && (this.#afterMarker || startOfDefinition.test(this.#line)));
    const escaped = closed && links ? `\\${text}` : text;
    this.#afterMarker = false;
    this.#show(pieces, this.#spaces + escaped);
    this.#spaces = '';
  }

  #showMarkers(pieces: AnswerPiece[], numbers: readonly number[]): void {
    // The space before a marker goes with it, unless it belongs to the start of the line.
    if (lineLead.test(this.#line)) this.#show(pieces, this.#spaces);
    this.#spaces = '';
    this.#afterMarker = false;
    for (const number of new Set(numbers)) {
      if (!this.#isSupplied(number)) continue;
      pieces.push({ kind: 'marker', number });
      this.#line += '[]';
      this.#afterMarker = true;
    }
    // A marker that vanishes must not let its neighbours become an image, a tag or another marker.
    if (!this.#afterMarker && /[!<[`\\]$/.test(this.#line)) this.#spaces = ' ';
  }
}

/** Starts an answer; `isSupplied` is asked when a marker is complete. */
export function createCitationStream(isSupplied: (number: number) => boolean): CitationStream {
  return new Parser(isSupplied);
}

/** Text of a passage as an answer may show it: nothing in it loads, hides or cites. */
export function showAsText(text: string): string {
  const stream = createCitationStream(() => false);
  return [...stream.push(text), ...stream.end()].map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
}
