/**
 * Writes units as Markdown.
 *
 * How much is escaped is the caller's choice: a save tries the least first and lets the parser
 * decide. Marks nest by how far they reach; white space at their edges stays outside.
 */
import type { AttributeValue } from '#shared/markdown/tree/source-tree.ts';
import { isBreak, normalizeUnits, type Unit, type UnitAtom, type UnitMark } from './inline-units.ts';

/** Which characters of text get a backslash where they could mean something. */
export type EscapeMode = 'none' | 'lineStart' | 'brackets' | 'marks' | 'all' | 'everything';

export interface InlineStyle {
  readonly escape: EscapeMode;
  /** What a line break is written as: line ending and the next line's prefix. */
  readonly newline: string;
  /** In a table cell bars are escaped and breaks are `<br>`. */
  readonly inTable: boolean;
  /** Whether the text begins at the start of a line, where `#` or `1.` would make a block. */
  readonly atLineStart: boolean;
  /** The mark for italics; the other one where this one would be misread. */
  readonly italic: '*' | '_';
  /** Whether labels of reference links are kept, or their destination written out. */
  readonly hasDefinition: (label: string) => boolean;
}

/** Writes units without the marks in `outside`, which stand around them already. */
export function writeUnits(units: readonly Unit[], style: InlineStyle, outside: ReadonlySet<string> = new Set()): string {
  return new Writer(units, style, outside).write();
}

/** Writes the whole content of a text block: normalized first. */
export function writeTextBlock(units: readonly Unit[], style: InlineStyle): string {
  return writeUnits(normalizeUnits(units), style);
}

class Writer {
  readonly #units: readonly Unit[];
  readonly #style: InlineStyle;
  readonly #outside: ReadonlySet<string>;
  readonly #stack: UnitMark[] = [];
  #out = '';
  #lineStart: boolean;
  #encodeNext = false;

  constructor(units: readonly Unit[], style: InlineStyle, outside: ReadonlySet<string>) {
    this.#units = units;
    this.#style = style;
    this.#outside = outside;
    this.#lineStart = style.atLineStart;
  }

  write(): string {
    let index = 0;
    while (index < this.#units.length) {
      const unit = this.#units[index];
      if (unit === undefined) break;
      const wanted = unit.marks.filter((mark) => mark.type !== 'code' && !this.#outside.has(mark.key));
      this.#closeExcept(wanted, index);
      this.#open(wanted, index);
      const code = unit.marks.find((mark) => mark.type === 'code' && !this.#outside.has(mark.key));
      if (code !== undefined && unit.atom === null) {
        index = this.#code(index, unit);
        continue;
      }
      if (unit.atom !== null) {
        this.#atom(unit.atom);
        index += 1;
        continue;
      }
      index = this.#text(index, unit);
    }
    this.#closeExcept([], this.#units.length);
    return this.#out;
  }

  /** Closes every mark that is not wanted any more, and those inside it. */
  #closeExcept(wanted: readonly UnitMark[], index: number): void {
    const keep = new Set(wanted.map((mark) => mark.key));
    let depth = this.#stack.length;
    for (const [at, mark] of this.#stack.entries()) {
      if (!keep.has(mark.key)) {
        depth = at;
        break;
      }
    }
    while (this.#stack.length > depth) {
      const mark = this.#stack.pop();
      if (mark !== undefined) this.#close(mark, index);
    }
  }

  #open(wanted: readonly UnitMark[], index: number): void {
    const open = new Set(this.#stack.map((mark) => mark.key));
    const opening = wanted.filter((mark) => !open.has(mark.key)).map((mark) => ({ mark, reach: this.#reach(mark, index) }));
    const farthest = Math.max(0, ...opening.map(({ reach }) => reach));
    // What ends before a mark that begins here goes inside it; marks cannot cross.
    for (let top = this.#stack[this.#stack.length - 1]; top !== undefined; top = this.#stack[this.#stack.length - 1]) {
      const reach = this.#reach(top, index);
      if (reach >= farthest) break;
      this.#stack.pop();
      this.#close(top, index);
      opening.push({ mark: top, reach });
    }
    opening.sort((left, right) => right.reach - left.reach || rank(left.mark) - rank(right.mark));
    if (opening.some(({ mark }) => mark.type !== 'link')) this.#separateBefore(index);
    for (const { mark } of opening) {
      this.#out += this.#opening(mark);
      this.#stack.push(mark);
      this.#lineStart = false;
    }
  }

  #close(mark: UnitMark, index: number): void {
    const last = this.#out.slice(-1);
    // A mark cannot close behind a space, which happens where marks cross at one.
    const space = mark.type === 'link' ? '' : (/[ \t]+$/u.exec(this.#out)?.[0] ?? '');
    this.#out = this.#out.slice(0, this.#out.length - space.length) + this.#closing(mark) + space;
    const next = this.#units[index];
    // See `separateBefore`: the same at the other end.
    if (this.#style.escape === 'everything' && mark.type !== 'link' && isPunctuation(last) && next?.atom === null && isLetter(next.char)) this.#encodeNext = true;
  }

  /**
   * A mark between a letter and punctuation does not open. Written as a reference the letter
   * counts as punctuation; nobody would do so by hand, so only the last try does.
   */
  #separateBefore(index: number): void {
    const next = this.#units[index];
    const last = this.#out.slice(-1);
    if (this.#style.escape !== 'everything' || next === undefined || !isLetter(last)) return;
    const isOpaque = next.atom !== null || next.marks.some((mark) => mark.type === 'code' || mark.type === 'link') || isPunctuation(next.char);
    if (isOpaque) this.#out = `${this.#out.slice(0, -1)}${encode(last)}`;
  }

  #reach(mark: UnitMark, from: number): number {
    let index = from;
    while (this.#units[index]?.marks.some((other) => other.key === mark.key) === true) index += 1;
    return index - from;
  }

  #opening(mark: UnitMark): string {
    switch (mark.type) {
      case 'bold':
        return '**';
      case 'italic':
        return this.#style.italic;
      case 'strike':
        return '~~';
      case 'highlight':
        return '==';
      case 'link':
        return '[';
      default:
        return '';
    }
  }

  #closing(mark: UnitMark): string {
    if (mark.type !== 'link') return this.#opening(mark);
    const reference = mark.attrs['reference'];
    if (typeof reference === 'string' && this.#style.hasDefinition(reference)) return `][${reference}]`;
    return `](${this.#resource(mark.attrs['href'], mark.attrs['title'])})`;
  }

  #resource(href: AttributeValue | undefined, title: AttributeValue | undefined): string {
    const address = writeDestination(typeof href === 'string' ? href : '');
    const written = typeof title === 'string' ? `${address === '' ? '<>' : address} "${title.replace(/["\\]/gu, '\\$&').replace(/\n+/gu, this.#style.inTable ? ' ' : this.#style.newline)}"` : address;
    return this.#style.inTable ? written.replace(/\|/gu, '\\|') : written;
  }

  #code(index: number, first: Unit): number {
    let end = index;
    let text = '';
    while (end < this.#units.length) {
      const unit = this.#units[end];
      if (unit === undefined || !sameMarks(unit, first)) break;
      if (unit.atom !== null && !isBreak(unit)) break;
      text += unit.atom === null ? unit.char : ' ';
      end += 1;
    }
    let longest = 0;
    for (const run of text.match(/`+/gu) ?? []) longest = Math.max(longest, run.length);
    let fence = '`';
    const runs = new Set((text.match(/`+/gu) ?? []).map((run) => run.length));
    while (runs.has(fence.length)) fence += '`';
    const padded = /^`|`$/u.test(text) || (/^ .* $/su.test(text) && text.trim() !== '') ? ` ${text} ` : text;
    this.#out += fence + (this.#style.inTable ? padded.replace(/\|/gu, '\\|') : padded) + fence;
    this.#lineStart = false;
    return end;
  }

  #atom(atom: UnitAtom): void {
    if (atom.type === 'softBreak' || atom.type === 'hardBreak') {
      if (this.#style.inTable) {
        this.#out += atom.type === 'hardBreak' ? '<br>' : ' ';
        return;
      }
      // A backslash cannot be lost to an editor that trims line ends.
      this.#out += (atom.type === 'hardBreak' ? '\\' : '') + this.#style.newline;
      this.#lineStart = this.#style.newline.includes('\n');
      return;
    }
    const written = this.#writeAtom(atom);
    this.#out += this.#style.inTable ? written.replace(/\n/gu, ' ').replace(/(?<!\\)\|/gu, '\\|') : written.replace(/\n/gu, this.#style.newline);
    this.#lineStart = false;
  }

  #writeAtom(atom: UnitAtom): string {
    const read = (name: string): string => {
      const value = atom.attrs[name];
      return typeof value === 'string' ? value : '';
    };
    switch (atom.type) {
      case 'wikilink':
      case 'embed': {
        const alias = atom.attrs['alias'];
        return `${atom.type === 'embed' ? '!' : ''}[[${read('target')}${typeof alias === 'string' ? `|${alias}` : ''}]]`;
      }
      case 'mathInline':
        return atom.attrs['display'] === true ? `$$${read('tex')}$$` : `$${read('tex')}$`;
      case 'footnoteRef':
        return `[^${read('label')}]`;
      case 'inlineFootnote':
        return `^[${read('text')}]`;
      case 'comment':
        return `%%${read('text')}%%`;
      case 'image': {
        const reference = atom.attrs['reference'];
        const alt = read('alt').replace(/[[\]\\*_`]/gu, '\\$&');
        if (typeof reference === 'string' && this.#style.hasDefinition(reference)) return `![${alt}][${reference}]`;
        return `![${alt}](${this.#resource(atom.attrs['src'], atom.attrs['title'])})`;
      }
      default:
        return read('source');
    }
  }

  /** Writes the run of plain text at `index`; returns where it ends. */
  #text(index: number, first: Unit): number {
    let end = index;
    let text = '';
    while (end < this.#units.length) {
      const unit = this.#units[end];
      if (unit === undefined || unit.atom !== null || !sameMarks(unit, first)) break;
      text += unit.char;
      end += 1;
    }
    const before = this.#out.slice(-1);
    const after = this.#units[end];
    const next = after === undefined ? '' : (after.atom === null ? after.char : isBreak(after) ? '\n' : 'x');
    let written = escapeText(text, this.#style.escape, before, next);
    if (this.#encodeNext) {
      const [first = ''] = written;
      written = encode(first) + written.slice(first.length);
      this.#encodeNext = false;
    }
    if (this.#lineStart && (this.#style.escape === 'all' || this.#style.escape === 'everything' || this.#style.escape === 'lineStart')) {
      written = escapeLineStart(written);
    }
    if (this.#style.inTable) written = written.replace(/\\?\|/gu, '\\|');
    this.#out += written;
    if (!/^[ \t]*$/u.test(text)) this.#lineStart = false;
    return end;
  }
}

function isLetter(char: string): boolean {
  return /[\p{L}\p{N}]/u.test(char);
}

function isPunctuation(char: string): boolean {
  return /[\p{P}\p{S}]/u.test(char);
}

function encode(char: string): string {
  return `&#x${(char.codePointAt(0) ?? 0).toString(16)};`;
}

function sameMarks(left: Unit, right: Unit): boolean {
  if (left.marks === right.marks) return true;
  return left.marks.length === right.marks.length && left.marks.every((mark, index) => mark.key === right.marks[index]?.key);
}

/** Links outermost where marks reach equally far, so that emphasis stays inside them. */
function rank(mark: UnitMark): number {
  return mark.type === 'link' ? 0 : mark.type === 'highlight' ? 1 : mark.type === 'strike' ? 2 : mark.type === 'bold' ? 3 : 4;
}

function writeDestination(href: string): string {
  if (href === '') return '';
  const needsBrackets = /[\s<>]|[^\u0020-\uffff]/u.test(href) || !hasBalancedParentheses(href);
  if (!needsBrackets) return href.replace(/\\(?=[!-/:-@[-`{-~])/gu, '\\\\').replace(/&(?=#?\w+;)/gu, '\\&');
  return `<${href.replace(/[<>]/gu, '\\$&').replace(/\n/gu, '%0A').replace(/&(?=#?\w+;)/gu, '\\&')}>`;
}

function hasBalancedParentheses(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const ESCAPES: Readonly<Record<Exclude<EscapeMode, 'none' | 'lineStart'>, RegExp>> = {
  brackets: /[[\]]|!(?=\[)|\^(?=\[)|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|\\(?=[!-/:-@[-`{-~]|$)/gu,
  marks: /[*`]|_|\$|~(?=~)|=(?==)|%(?=%)|\\(?=[!-/:-@[-`{-~]|$)/gu,
  everything: /:(?=\/\/)|\.(?=\w)|[*`[\]$]|_|~|=(?==)|%(?=%)|!(?=\[)|\^(?=\[)|<|&(?=#?\w+;)|\\(?=[!-/:-@[-`{-~]|$)|=$|%$|\^$|!$/gu,
  all: /[*`[\]$]|_|~(?=~)|=(?==)|%(?=%)|!(?=\[)|\^(?=\[)|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|\\(?=[!-/:-@[-`{-~]|$)|~$|=$|%$|\^$|!$|<$/gu,
};

function escapeText(text: string, mode: EscapeMode, before: string, next: string): string {
  if (mode === 'none' || mode === 'lineStart') return text;
  const all = before + text + next;
  return text.replace(ESCAPES[mode], (char, ...rest) => {
    const offset = rest.find((value): value is number => typeof value === 'number') ?? 0;
    // Inside a word an underscore is only an underscore.
    if (char === '_') {
      const left = all[offset + before.length - 1] ?? ' ';
      const right = all[offset + before.length + 1] ?? ' ';
      if (/[\p{L}\p{N}]/u.test(left) && /[\p{L}\p{N}]/u.test(right)) return char;
    }
    return `\\${char}`;
  });
}

/** Takes its meaning from what would open a block at the start of a line. */
function escapeLineStart(text: string): string {
  return text
    .replace(/^([ \t]*)(#{1,6}(?=[ \t]|$)|>|[-+*](?=[ \t]|$)|~{3}|`{3}|=+[ \t]*$|-+[ \t]*$|(?:-[ \t]*){3,}$|\$\$|%%|\||:?-+:?(?=[ \t]*\|)|<(?=[a-zA-Z/!?]))/u, '$1\\$2')
    .replace(/^([ \t]*\d{1,9})([.)])(?=[ \t]|$)/u, '$1\\$2');
}

