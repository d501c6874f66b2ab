/** Collects the units of one text block, with the source range of each. */
import type { Atom, AtomType, Attributes, Inline, MarkType, Span } from './source-tree.ts';

/** Stands for an atom in inline text, as ProseMirror's `textBetween` has it. */
export const ATOM = '\ufffc';

export class InlineBuilder {
  readonly #pieces: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #atoms = new Map<number, Atom>();
  readonly #spans: Span[] = [];
  /** The unit of a line break whose range still grows over the next line's prefix. */
  #openBreak = -1;

  get length(): number {
    return this.#starts.length;
  }

  /** Text that stands in the source as it is. */
  addText(text: string, start: number): void {
    this.#openBreak = -1;
    this.#pieces.push(text);
    for (let index = 0; index < text.length; index += 1) {
      this.#starts.push(start + index);
      this.#ends.push(start + index + 1);
    }
  }

  /** Text that one stretch of source stands for as a whole: an escape or a reference. */
  addDecoded(text: string, start: number, end: number): void {
    this.#openBreak = -1;
    this.#pieces.push(text);
    for (let index = 0; index < text.length; index += 1) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  addAtom(type: AtomType, attrs: Attributes, start: number, end: number): void {
    this.#openBreak = -1;
    this.#atoms.set(this.length, { type, attrs });
    this.#pieces.push(ATOM);
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** A line break, either an atom or a character; its range takes in the prefix of the next line. */
  addBreak(shown: AtomType | '\n' | ' ', start: number, end: number): void {
    if (shown === '\n' || shown === ' ') this.addDecoded(shown, start, end);
    else this.addAtom(shown, {}, start, end);
    this.#openBreak = this.length - 1;
  }

  /** Tells that what ends at `end` was the prefix of a line. */
  skipPrefix(end: number): void {
    if (this.#openBreak !== -1) this.#ends[this.#openBreak] = end;
  }

  addSpan(type: MarkType, attrs: Attributes, from: number, start: number, end: number): void {
    if (this.length > from) this.#spans.push({ type, attrs, from, to: this.length, start, end });
  }

  /** Whether nothing but white space was added since there were `from` units. */
  isBlankFrom(from: number): boolean {
    let left = this.length - from;
    for (let index = this.#pieces.length - 1; index >= 0 && left > 0; index -= 1) {
      const piece = this.#pieces[index] ?? '';
      if (piece.trim() !== '') return false;
      left -= piece.length;
    }
    return true;
  }

  /** Takes back what was added since there were `length` units. */
  cutTo(length: number): void {
    if (this.length === length) return;
    const text = this.#pieces.join('').slice(0, length);
    this.#pieces.splice(0, this.#pieces.length, text);
    this.#starts.length = length;
    this.#ends.length = length;
  }

  build(start: number, end: number): Inline {
    const first = this.#starts[0];
    const last = this.#ends[this.#ends.length - 1];
    return {
      start: first ?? start,
      end: last ?? end,
      text: this.#pieces.join(''),
      starts: this.#starts,
      ends: this.#ends,
      atoms: this.#atoms,
      spans: this.#spans,
    };
  }
}

/** The part `[from, to)` of inline content; spans are clipped, `at` is its place if it is empty. */
export function sliceInline(inline: Inline, from: number, to: number, at: number): Inline {
  const starts = inline.starts.slice(from, to);
  const ends = inline.ends.slice(from, to);
  const atoms = new Map<number, Atom>();
  for (const [index, atom] of inline.atoms) if (index >= from && index < to) atoms.set(index - from, atom);
  const spans: Span[] = [];
  for (const span of inline.spans) {
    const clippedFrom = Math.max(span.from, from);
    const clippedTo = Math.min(span.to, to);
    if (clippedFrom >= clippedTo) continue;
    spans.push({ ...span, from: clippedFrom - from, to: clippedTo - from });
  }
  return {
    start: starts[0] ?? at,
    end: ends[ends.length - 1] ?? at,
    text: inline.text.slice(from, to),
    starts,
    ends,
    atoms,
    spans,
  };
}
