/**
 * Compiles the inside of text blocks: text, marks, links and atoms, each with its place.
 *
 * The block compiler passes it every token; it keeps what stands between `begin` and `finish`.
 */
import type { Token } from '../syntax/micromark-types.ts';
import { decodeMarkdownString, decodeReference, normalizeLabel } from './decode.ts';
import { InlineBuilder } from './inline-builder.ts';
import type { Attributes, AttributeValue, Inline, MarkType } from './source-tree.ts';

/** Attributes of a link or image by reference, to be filled in once all definitions are known. */
export interface PendingReference {
  readonly label: string;
  readonly attrs: Record<string, AttributeValue>;
  readonly urlKey: 'href' | 'src';
}

interface OpenSpan {
  readonly from: number;
  readonly start: number;
}

/** A link or image whose parts are being read. */
interface OpenLink extends OpenSpan {
  readonly isImage: boolean;
  readonly outer: InlineBuilder;
  labelText: string;
  destination: string | null;
  title: string | null;
  reference: string | null;
}

const MARKS: Readonly<Record<string, MarkType>> = { emphasis: 'italic', strong: 'bold', strikethrough: 'strike', highlight: 'highlight' };
/** Tokens with text inside that is not content. */
const MUTED: ReadonlySet<string> = new Set(['resource', 'reference', 'gfmFootnoteCall', 'gfmFootnoteDefinitionLabel', 'tableDelimiterRow', 'codeFencedFence']);

export class InlineCompiler {
  readonly references: PendingReference[] = [];
  /** In a table's code an escaped bar is a bar. */
  isInTable = false;
  readonly #source: string;
  readonly #shift: number;
  readonly #spans: OpenSpan[] = [];
  readonly #links: OpenLink[] = [];
  readonly #decoded = new Map<string, string>();
  #inline: InlineBuilder | null = null;
  #muted = 0;
  #inCode = false;
  /** Source collected for an atom such as a comment or inline HTML. */
  #atomSource: string[] | null = null;
  #breakStart = -1;
  #breakIsHard = false;
  #escapeStart = -1;

  constructor(source: string, shift: number) {
    this.#source = source;
    this.#shift = shift;
  }

  begin(): void {
    this.#inline = new InlineBuilder();
  }

  /** The content since `begin`; `null` where there was none. */
  finish(token: Token): Inline | null {
    const built = this.#inline?.build(token.start.offset + this.#shift, token.end.offset + this.#shift) ?? null;
    this.#inline = null;
    this.#breakStart = -1;
    this.#breakIsHard = false;
    return built;
  }

  /** Tells that what ends at `end` was the prefix of a line. */
  skipPrefix(end: number): void {
    if (this.#muted === 0) this.#inline?.skipPrefix(end);
  }

  enter(token: Token): void {
    const type: string = token.type;
    if (MUTED.has(type)) this.#muted += 1;
    switch (type) {
      case 'emphasis':
      case 'strong':
      case 'strikethrough':
      case 'highlight':
      case 'autolink':
      case 'literalAutolink':
      case 'codeText':
        this.#spans.push({ from: this.#inline?.length ?? 0, start: token.start.offset });
        if (type === 'codeText') this.#inCode = true;
        break;
      case 'link':
      case 'image':
        this.#openLink(token, type === 'image');
        break;
      case 'htmlText':
      case 'versoComment':
      case 'versoMath':
      case 'versoFootnote':
        this.#atomSource = [];
        break;
      case 'hardBreakTrailing':
      case 'hardBreakEscape':
        this.#breakStart = token.start.offset;
        this.#breakIsHard = true;
        break;
      case 'lineSuffix':
        // Links have such white space between their parts too.
        if (this.#breakStart === -1 && this.#muted === 0) this.#breakStart = token.start.offset;
        break;
      case 'characterEscape':
        this.#escapeStart = token.start.offset;
        break;
      case 'lineEnding':
        this.#lineEnding(token);
        break;
      default:
    }
  }

  exit(token: Token): void {
    const type: string = token.type;
    if (MUTED.has(type)) this.#muted -= 1;
    const isLoud = this.#muted === 0;
    switch (type) {
      case 'data':
      case 'codeTextData':
      case 'autolinkProtocol':
      case 'autolinkEmail':
      case 'literalAutolinkHttp':
      case 'literalAutolinkWww':
      case 'literalAutolinkEmail':
        if (isLoud) this.#text(token);
        break;
      case 'htmlTextData':
      case 'versoData':
        this.#atomSource?.push(this.#slice(token));
        break;
      case 'characterEscapeValue':
        if (isLoud) this.#inline?.addDecoded(this.#slice(token), this.#escapeStart + this.#shift, token.end.offset + this.#shift);
        break;
      case 'characterReference':
        if (isLoud) this.#inline?.addDecoded(this.#reference(this.#slice(token)), token.start.offset + this.#shift, token.end.offset + this.#shift);
        break;
      case 'wikilink':
        if (isLoud) this.#wikilink(token);
        break;
      case 'htmlText':
      case 'versoComment':
      case 'versoMath':
      case 'versoFootnote':
        this.#atom(type, token);
        break;
      case 'gfmFootnoteCall':
        this.#inline?.addAtom('footnoteRef', { label: this.#slice(token).slice(2, -1) }, token.start.offset + this.#shift, token.end.offset + this.#shift);
        break;
      case 'emphasis':
      case 'strong':
      case 'strikethrough':
      case 'highlight':
        this.#closeSpan(MARKS[type] ?? 'italic', {}, token);
        break;
      case 'codeText':
        this.#inCode = false;
        this.#closeSpan('code', {}, token);
        break;
      case 'autolink':
      case 'literalAutolink':
        this.#closeAutolink(type, token);
        break;
      case 'labelText': {
        const link = this.#links[this.#links.length - 1];
        if (link !== undefined) link.labelText = this.#slice(token);
        break;
      }
      case 'resourceDestinationString':
        this.#setLink('destination', token);
        break;
      case 'resourceTitleString':
        this.#setLink('title', token);
        break;
      case 'referenceString':
        this.#setLink('reference', token);
        break;
      case 'resource': {
        const link = this.#links[this.#links.length - 1];
        if (link !== undefined) link.destination ??= '';
        break;
      }
      case 'link':
      case 'image':
        this.#closeLink(token);
        break;
      default:
    }
  }

  #slice(token: Token): string {
    return this.#source.slice(token.start.offset, token.end.offset);
  }

  #lineEnding(token: Token): void {
    if (this.#atomSource !== null) {
      this.#atomSource.push('\n');
      return;
    }
    if (this.#muted === 0) {
      const start = token.start.offset;
      const end = start + (this.#source.startsWith('\r\n', start) ? 2 : 1);
      const from = this.#breakStart === -1 ? start : this.#breakStart;
      this.#inline?.addBreak(this.#inCode ? ' ' : this.#breakIsHard ? 'hardBreak' : 'softBreak', from + this.#shift, end + this.#shift);
    }
    this.#breakStart = -1;
    this.#breakIsHard = false;
  }

  #text(token: Token): void {
    const builder = this.#inline;
    if (builder === null) return;
    const text = this.#slice(token);
    if (this.#inCode && text.includes('\\|') && this.isInTable) {
      // In a table's code an escaped bar is a bar.
      let from = 0;
      for (let at = text.indexOf('\\|'); at !== -1; at = text.indexOf('\\|', from)) {
        builder.addText(text.slice(from, at), token.start.offset + from + this.#shift);
        builder.addDecoded('|', token.start.offset + at + this.#shift, token.start.offset + at + 2 + this.#shift);
        from = at + 2;
      }
      builder.addText(text.slice(from), token.start.offset + from + this.#shift);
      return;
    }
    builder.addText(text, token.start.offset + this.#shift);
  }

  #reference(source: string): string {
    const known = this.#decoded.get(source);
    if (known !== undefined) return known;
    const decoded = decodeReference(source);
    this.#decoded.set(source, decoded);
    return decoded;
  }

  #closeSpan(type: MarkType, attrs: Attributes, token: Token): void {
    const open = this.#spans.pop();
    if (open !== undefined) this.#inline?.addSpan(type, attrs, open.from, token.start.offset + this.#shift, token.end.offset + this.#shift);
  }

  #closeAutolink(type: 'autolink' | 'literalAutolink', token: Token): void {
    const source = this.#slice(token);
    const text = type === 'autolink' ? source.slice(1, -1) : source;
    const href = /^www\./iu.test(text) ? `http://${text}` : /^[a-z][a-z0-9+.-]*:/iu.test(text) ? text : `mailto:${text}`;
    this.#closeSpan('link', { href, title: null, reference: null, kind: type === 'autolink' ? 'autolink' : 'literal' }, token);
  }

  #openLink(token: Token, isImage: boolean): void {
    const outer = this.#inline ?? new InlineBuilder();
    this.#links.push({ isImage, outer, from: outer.length, start: token.start.offset, labelText: '', destination: null, title: null, reference: null });
    // An image's description is collected apart, as plain text.
    if (isImage) this.#inline = new InlineBuilder();
  }

  #setLink(part: 'destination' | 'title' | 'reference', token: Token): void {
    const link = this.#links[this.#links.length - 1];
    if (link === undefined) return;
    const source = this.#slice(token);
    link[part] = part === 'reference' ? source : decodeMarkdownString(source).replace(/\r?\n[ \t>]*/gu, '\n');
  }

  #closeLink(token: Token): void {
    const link = this.#links.pop();
    if (link === undefined) return;
    const isReference = link.destination === null;
    const label = isReference ? (link.reference === null || link.reference === '' ? link.labelText : link.reference) : null;
    const attrs: Record<string, AttributeValue> = link.isImage
      ? { src: link.destination ?? '', alt: '', title: link.title, reference: label }
      : { href: link.destination ?? '', title: link.title, reference: label, kind: null };
    if (label !== null) this.references.push({ label: normalizeLabel(label), attrs, urlKey: link.isImage ? 'src' : 'href' });
    const start = token.start.offset + this.#shift;
    const end = token.end.offset + this.#shift;
    if (link.isImage) {
      const alt = this.#inline?.build(start, end).text.replace(/\ufffc/gu, ' ') ?? '';
      this.#inline = link.outer;
      attrs['alt'] = alt;
      link.outer.addAtom('image', attrs, start, end);
    } else if (link.outer.isBlankFrom(link.from)) {
      // A link without text has nothing to carry its mark.
      link.outer.cutTo(link.from);
      link.outer.addAtom('rawInline', { source: this.#slice(token) }, start, end);
    } else {
      link.outer.addSpan('link', attrs, link.from, start, end);
    }
  }

  #wikilink(token: Token): void {
    const source = this.#slice(token);
    const isEmbed = source.startsWith('!');
    const inner = source.slice(isEmbed ? 3 : 2, -2);
    const bar = inner.indexOf('|');
    const target = bar === -1 ? inner : inner.slice(0, inner[bar - 1] === '\\' ? bar - 1 : bar);
    const alias = bar === -1 ? null : inner.slice(bar + 1);
    this.#inline?.addAtom(isEmbed ? 'embed' : 'wikilink', { target, alias }, token.start.offset + this.#shift, token.end.offset + this.#shift);
  }

  #atom(type: 'htmlText' | 'versoComment' | 'versoMath' | 'versoFootnote', token: Token): void {
    const source = (this.#atomSource ?? []).join('');
    this.#atomSource = null;
    if (this.#muted > 0) return;
    const start = token.start.offset + this.#shift;
    const end = token.end.offset + this.#shift;
    if (type === 'htmlText') this.#inline?.addAtom('rawInline', { source }, start, end);
    else if (type === 'versoComment') this.#inline?.addAtom('comment', { text: source.slice(2, -2) }, start, end);
    else if (type === 'versoFootnote') this.#inline?.addAtom('inlineFootnote', { text: source.slice(2, -1) }, start, end);
    else {
      const size = source.startsWith('$$') ? 2 : 1;
      this.#inline?.addAtom('mathInline', { tex: source.slice(size, -size), display: size === 2 }, start, end);
    }
  }
}
