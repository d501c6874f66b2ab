/**
 * Turns micromark's events into the source tree.
 *
 * micromark tells every token with its offsets; this keeps them, where a syntax tree for
 * rendering would drop them. One object compiles one run of events.
 */
import type { Event, Token } from '../syntax/micromark-types.ts';
import { decodeMarkdownString, decodeReference, normalizeLabel } from './decode.ts';
import { InlineBuilder } from './inline-builder.ts';
import type { Attributes, AttributeValue, BlockType, Inline, Markup, MarkType, SourceBlock } from './source-tree.ts';

export interface MutableBlock extends SourceBlock {
  type: BlockType;
  start: number;
  end: number;
  attrs: Record<string, AttributeValue>;
  children: MutableBlock[];
  inline: Inline | null;
  markup: Markup;
}

export interface Compiled {
  readonly blocks: readonly MutableBlock[];
  /** Attributes of links and images by reference, to be filled in once all definitions are known. */
  readonly references: readonly { readonly label: string; readonly attrs: Record<string, AttributeValue>; readonly urlKey: 'href' | 'src' }[];
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
const PREFIXES: ReadonlySet<string> = new Set(['linePrefix', 'blockQuotePrefix', 'listItemIndent', 'gfmFootnoteDefinitionIndent']);
/** Tokens with text inside that is not content. */
const MUTED: ReadonlySet<string> = new Set(['resource', 'reference', 'gfmFootnoteCall', 'gfmFootnoteDefinitionLabel', 'tableDelimiterRow', 'codeFencedFence']);

/**
 * @param source the text that the events' offsets are counted in
 * @param shift added to every offset: where `source` begins in the note
 */
export function compileEvents(events: readonly Event[], source: string, shift: number): Compiled {
  return new Compiler(source, shift).run(events);
}

class Compiler {
  readonly #source: string;
  readonly #shift: number;
  readonly #hasTabs: boolean;
  readonly #root: MutableBlock[] = [];
  readonly #stack: MutableBlock[] = [];
  readonly #spans: OpenSpan[] = [];
  readonly #links: OpenLink[] = [];
  readonly #references: Compiled['references'][number][] = [];
  readonly #decoded = new Map<string, string>();
  #inline: InlineBuilder | null = null;
  #muted = 0;
  #inCode = false;
  /** Source collected for an atom such as a comment or inline HTML. */
  #atomSource: string[] | null = null;
  /** Raw blocks: everything from here on is content, except prefixes. */
  #rawFrom = -1;
  #breakStart = -1;
  #breakIsHard = false;
  #prefixIndent = 0;
  #escapeStart = -1;
  #definitionParts = { label: '', destination: '', title: '' as string | null };
  #fenceInfo: { start: number; end: number } | null = null;
  #codeLines: InlineBuilder | null = null;

  constructor(source: string, shift: number) {
    this.#source = source;
    this.#shift = shift;
    this.#hasTabs = source.includes('\t');
  }

  run(events: readonly Event[]): Compiled {
    for (const event of events) {
      if (event[0] === 'enter') this.#enter(event[1], event);
      else this.#exit(event[1], event);
    }
    return { blocks: this.#root, references: this.#references };
  }

  #slice(token: Token): string {
    return this.#source.slice(token.start.offset, token.end.offset);
  }

  get #top(): MutableBlock | undefined {
    return this.#stack[this.#stack.length - 1];
  }

  #open(type: BlockType, token: Token, attrs: Attributes = {}): MutableBlock {
    const start = token.start.offset + this.#shift;
    const block: MutableBlock = { type, start, end: token.end.offset + this.#shift, attrs: { ...attrs }, children: [], inline: null, markup: {} };
    (this.#top?.children ?? this.#root).push(block);
    this.#stack.push(block);
    return block;
  }

  #close(): MutableBlock | undefined {
    return this.#stack.pop();
  }

  #enter(token: Token, event: Event): void {
    const type: string = token.type;
    if (MUTED.has(type)) this.#muted += 1;
    if (PREFIXES.has(type) && this.#rawFrom !== -1 && type !== 'linePrefix') this.#flushRaw(token.start.offset);
    switch (type) {
      case 'paragraph':
        this.#open('paragraph', token);
        this.#inline = new InlineBuilder();
        break;
      case 'atxHeading':
      case 'setextHeading':
        this.#open('heading', token, { level: 1 }).markup.setext = type === 'setextHeading';
        break;
      case 'atxHeadingText':
      case 'setextHeadingText':
        this.#inline = new InlineBuilder();
        break;
      case 'atxHeadingSequence':
        this.#atxSequence(token);
        break;
      case 'setextHeadingLineSequence':
        if (this.#top !== undefined) this.#top.attrs['level'] = this.#source.charCodeAt(token.start.offset) === 61 ? 1 : 2;
        break;
      case 'setextHeadingLine':
        if (this.#top !== undefined) this.#top.markup.marks = this.#range(token);
        break;
      case 'thematicBreak':
        this.#open('horizontalRule', token);
        break;
      case 'blockQuote':
        this.#open('blockquote', token);
        break;
      case 'listOrdered':
      case 'listUnordered':
        this.#open(type === 'listOrdered' ? 'orderedList' : 'bulletList', token, type === 'listOrdered' ? { start: 1 } : {});
        break;
      case 'listItemPrefix':
        if (this.#top?.type === 'listItem') this.#closeContainer();
        this.#open('listItem', token, { checked: null }).markup.indent = this.#prefixIndent;
        break;
      case 'gfmFootnoteDefinition':
        this.#open('footnoteDefinition', token, { label: '' });
        break;
      case 'codeFenced':
      case 'codeIndented':
        this.#openCode(token);
        break;
      case 'codeFencedFence':
        if (this.#codeLines !== null && this.#top !== undefined && this.#top.markup.fence !== '') this.#top.markup.closed = true;
        break;
      case 'htmlFlow':
      case 'definition':
      case 'mathFlow':
      case 'commentFlow':
      case 'yaml':
        this.#open(type === 'mathFlow' ? 'mathBlock' : type === 'yaml' ? 'frontmatter' : 'rawBlock', token);
        this.#inline = new InlineBuilder();
        this.#rawFrom = token.start.offset;
        if (type === 'definition') this.#definitionParts = { label: '', destination: '', title: null };
        break;
      case 'table':
        this.#openTable(token);
        break;
      case 'tableRow':
        this.#open('tableRow', token);
        break;
      case 'tableHeader':
      case 'tableData':
        this.#openCell(token);
        break;
      case 'tableContent':
        if (this.#top !== undefined) this.#inline = new InlineBuilder();
        break;
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
      case 'lineEnding':
        this.#lineEnding(token);
        break;
      case 'characterEscape':
        this.#escapeStart = token.start.offset;
        break;
      case 'codeFlowValue':
        this.#codeLines?.addText(this.#slice(token), token.start.offset + this.#shift);
        if (this.#hasTabs && this.#codeLines !== null) this.#addVirtualSpaces(token, event);
        break;
      default:
    }
  }

  #exit(token: Token, event: Event): void {
    const type: string = token.type;
    if (MUTED.has(type)) this.#muted -= 1;
    const isLoud = this.#muted === 0 && this.#rawFrom === -1;
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
      case 'definitionLabelString':
        this.#definitionParts.label = this.#slice(token);
        break;
      case 'definitionDestinationString':
        this.#definitionParts.destination = decodeMarkdownString(this.#slice(token));
        break;
      case 'definitionTitleString':
        this.#definitionParts.title = decodeMarkdownString(this.#slice(token));
        break;
      case 'paragraph':
      case 'atxHeadingText':
      case 'setextHeadingText':
      case 'tableContent':
        this.#finishInline(token);
        if (type === 'paragraph') this.#close();
        break;
      case 'atxHeading':
      case 'setextHeading':
      case 'thematicBreak':
      case 'tableHeader':
      case 'tableData':
      case 'tableRow':
        this.#finishLeaf();
        break;
      case 'table':
        this.#close();
        break;
      case 'tableDelimiterRow': {
        const table = this.#stack.find((block) => block.type === 'table' && block.end >= token.end.offset + this.#shift && block === this.#nearest('table'));
        if (table !== undefined) table.markup.delimiterRow = this.#range(token);
        break;
      }
      case 'listItemMarker':
        this.#itemMarker(token);
        break;
      case 'listItemValue':
        this.#itemValue(token);
        break;
      case 'listItemPrefix':
        this.#itemPrefix(token);
        break;
      case 'blockQuote':
        this.#closeQuote(token);
        break;
      case 'listOrdered':
      case 'listUnordered':
        if (this.#top?.type === 'listItem') this.#closeContainer();
        this.#closeContainer();
        break;
      case 'gfmFootnoteDefinitionLabelString':
        if (this.#top !== undefined) this.#top.attrs['label'] = this.#slice(token);
        break;
      case 'definitionMarker':
        if (this.#top?.type === 'footnoteDefinition') this.#top.end = token.end.offset + this.#shift;
        break;
      case 'gfmFootnoteDefinition':
        this.#closeContainer();
        break;
      case 'codeFencedFenceInfo':
      case 'codeFencedFenceMeta':
        this.#fence(type, token);
        break;
      case 'codeFencedFenceSequence':
        if (this.#top?.type === 'codeBlock' && this.#top.markup.fence === undefined) {
          this.#top.markup.fence = this.#slice(token);
          this.#fenceInfo = { start: token.end.offset, end: token.end.offset };
        }
        break;
      case 'codeFenced':
      case 'codeIndented':
        this.#closeCode(token);
        break;
      case 'htmlFlow':
      case 'definition':
      case 'mathFlow':
      case 'commentFlow':
      case 'yaml':
        this.#closeRaw(type, token);
        break;
      default:
    }
    if (PREFIXES.has(type)) this.#prefix(token, event);
  }

  #range(token: Token): { readonly start: number; readonly end: number } {
    return { start: token.start.offset + this.#shift, end: token.end.offset + this.#shift };
  }

  #nearest(type: BlockType): MutableBlock | undefined {
    return this.#stack.findLast((block) => block.type === type);
  }

  #prefix(token: Token, event: Event): void {
    this.#prefixIndent = token.type === 'linePrefix' ? event[2].sliceSerialize(token, true).length : 0;
    if (token.type === 'blockQuotePrefix') {
      const quote = this.#nearest('blockquote');
      const prefix = this.#slice(token);
      if (quote !== undefined && quote.markup.quotePrefix === undefined) quote.markup.quotePrefix = prefix;
    }
    if (this.#rawFrom !== -1) {
      if (token.type !== 'linePrefix') {
        this.#rawFrom = token.end.offset;
        this.#inline?.skipPrefix(token.end.offset + this.#shift);
      }
      return;
    }
    if (this.#muted === 0) (this.#codeLines ?? this.#inline)?.skipPrefix(token.end.offset + this.#shift);
  }

  #text(token: Token): void {
    const builder = this.#inline;
    if (builder === null) return;
    const text = this.#slice(token);
    if (this.#inCode && text.includes('\\|') && this.#nearest('table') !== undefined) {
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

  #lineEnding(token: Token): void {
    const start = token.start.offset;
    const end = start + (this.#source.startsWith('\r\n', start) ? 2 : 1);
    this.#prefixIndent = 0;
    if (this.#codeLines !== null) {
      this.#codeLines.addBreak('\n', start + this.#shift, end + this.#shift);
      return;
    }
    if (this.#rawFrom !== -1) {
      if (this.#rawFrom <= start) {
        this.#flushRaw(start);
        this.#inline?.addBreak('\n', start + this.#shift, end + this.#shift);
        this.#rawFrom = end;
      }
      return;
    }
    if (this.#atomSource !== null) {
      this.#atomSource.push('\n');
      return;
    }
    if (this.#muted === 0) {
      const from = this.#breakStart === -1 ? start : this.#breakStart;
      this.#inline?.addBreak(this.#inCode ? ' ' : this.#breakIsHard ? 'hardBreak' : 'softBreak', from + this.#shift, end + this.#shift);
    }
    this.#breakStart = -1;
    this.#breakIsHard = false;
  }

  #flushRaw(to: number): void {
    if (this.#rawFrom !== -1 && to > this.#rawFrom) {
      this.#inline?.addText(this.#source.slice(this.#rawFrom, to), this.#rawFrom + this.#shift);
    }
    this.#rawFrom = to;
  }

  #atxSequence(token: Token): void {
    const heading = this.#top;
    if (heading === undefined || heading.markup.marks !== undefined) return;
    heading.attrs['level'] = token.end.offset - token.start.offset;
    heading.markup.marks = this.#range(token);
  }

  #finishInline(token: Token): void {
    const block = this.#top;
    if (block !== undefined && this.#inline !== null) {
      block.inline = this.#inline.build(token.start.offset + this.#shift, token.end.offset + this.#shift);
    }
    this.#inline = null;
    this.#breakStart = -1;
    this.#breakIsHard = false;
  }

  #finishLeaf(): void {
    const block = this.#close();
    if (block === undefined || block.inline !== null || block.type === 'horizontalRule' || block.type === 'tableRow') return;
    const at = block.type === 'heading' ? Math.min(block.end, (block.markup.marks?.end ?? block.end) + 1) : this.#emptyCellAt(block);
    block.inline = new InlineBuilder().build(at, at);
  }

  /** Where text goes in a cell without content: behind its bar and one space. */
  #emptyCellAt(cell: MutableBlock): number {
    const source = this.#source.slice(cell.start - this.#shift, cell.end - this.#shift);
    const bar = source.indexOf('|');
    const from = bar === 0 ? 1 : 0;
    return cell.start + (source.charAt(from) === ' ' || source.charAt(from) === '\t' ? from + 1 : from);
  }

  #openCode(token: Token): void {
    const block = this.#open('codeBlock', token, { language: null, meta: null });
    if (token.type === 'codeIndented') block.markup.fence = '';
    block.markup.indent = this.#prefixIndent;
    this.#codeLines = new InlineBuilder();
    this.#fenceInfo = null;
  }

  #fence(type: string, token: Token): void {
    const block = this.#top;
    if (block === undefined) return;
    block.attrs[type === 'codeFencedFenceInfo' ? 'language' : 'meta'] = decodeMarkdownString(this.#slice(token));
    if (this.#fenceInfo !== null) this.#fenceInfo.end = token.end.offset;
  }

  #closeCode(token: Token): void {
    const block = this.#close();
    const lines = this.#codeLines;
    this.#codeLines = null;
    if (block === undefined || lines === null) return;
    const end = token.end.offset + this.#shift;
    let inline = lines.build(end, end);
    if (block.markup.fence !== '') {
      const { text } = inline;
      const closed = block.markup.closed === true;
      const from = text.startsWith('\n') ? 1 : 0;
      const to = closed && text.length > from && text.endsWith('\n') ? text.length - 1 : text.length;
      const at = inline.ends[from - 1] ?? end;
      inline = sliceText(inline, from, Math.max(from, to), at);
    }
    if (this.#fenceInfo !== null) block.markup.infoRange = { start: this.#fenceInfo.start + this.#shift, end: this.#fenceInfo.end + this.#shift };
    block.inline = inline;
  }

  /** A tab that a container's prefix ate in part leaves spaces that no offset knows. */
  #addVirtualSpaces(token: Token, event: Event): void {
    const virtual = event[2].sliceSerialize(token).length - (token.end.offset - token.start.offset);
    if (virtual > 0 && this.#top !== undefined) this.#top.markup.width = Math.max(this.#top.markup.width ?? 0, virtual);
  }

  #closeRaw(type: string, token: Token): void {
    this.#flushRaw(Math.max(this.#rawFrom, token.end.offset));
    this.#rawFrom = -1;
    const block = this.#close();
    const end = token.end.offset + this.#shift;
    const inline = this.#inline?.build(end, end) ?? null;
    this.#inline = null;
    this.#breakStart = -1;
    if (block === undefined || inline === null) return;
    block.inline = inline;
    if (type === 'definition') {
      const label = normalizeLabel(this.#definitionParts.label);
      const { destination, title } = this.#definitionParts;
      block.markup.definition = { label, href: destination, title };
    } else if (type === 'yaml') {
      block.inline = innerLines(inline);
    } else if (type === 'mathFlow') {
      block.inline = innerMath(inline, block.markup);
    }
  }

  #openTable(token: Token): void {
    const table = this.#open('table', token);
    // An extension of the token that only the table syntax knows.
    const align: unknown = '_align' in token ? token._align : undefined;
    if (Array.isArray(align)) table.attrs['align'] = align.map(String).join(',');
  }

  #openCell(token: Token): void {
    const table = this.#nearest('table');
    const row = this.#top;
    const column = row?.children.length ?? 0;
    const align = typeof table?.attrs['align'] === 'string' ? (table.attrs['align'].split(',')[column] ?? 'none') : 'none';
    this.#open(String(token.type) === 'tableHeader' ? 'tableHeader' : 'tableCell', token, { align: align === 'none' ? null : align });
  }

  #itemMarker(token: Token): void {
    const item = this.#top;
    if (item?.type !== 'listItem') return;
    item.markup.marker = this.#slice(token);
    item.end = token.end.offset + this.#shift;
  }

  #itemValue(token: Token): void {
    const list = this.#stack[this.#stack.length - 2];
    if (list?.type === 'orderedList' && list.children.length === 1) list.attrs['start'] = Number(this.#slice(token));
  }

  #itemPrefix(token: Token): void {
    const item = this.#top;
    if (item?.type !== 'listItem') return;
    const isEmpty = item.end === token.end.offset + this.#shift;
    item.markup.width = columnsOf(this.#source, token.start.offset, token.end.offset) + (isEmpty ? 1 : 0);
  }

  /** Containers end with their last child; blank lines behind it belong to nobody. */
  #closeContainer(): void {
    const block = this.#close();
    const last = block?.children[block.children.length - 1];
    if (block !== undefined && last !== undefined) block.end = last.end;
  }

  #closeQuote(token: Token): void {
    const block = this.#close();
    if (block === undefined) return;
    const last = block.children[block.children.length - 1];
    if (last !== undefined && this.#stack.length > 0) {
      block.end = last.end;
      return;
    }
    // At the top, empty quote lines at the end are its own.
    let end = token.end.offset;
    while (end > token.start.offset && /\s/u.test(this.#source.charAt(end - 1))) end -= 1;
    block.end = Math.max(end + this.#shift, last?.end ?? 0);
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
    if (label !== null) this.#references.push({ label: normalizeLabel(label), attrs, urlKey: link.isImage ? 'src' : 'href' });
    const start = token.start.offset + this.#shift;
    const end = token.end.offset + this.#shift;
    if (link.isImage) {
      const alt = this.#inline?.build(start, end).text.replace(/\ufffc/gu, ' ') ?? '';
      this.#inline = link.outer;
      attrs['alt'] = alt;
      link.outer.addAtom('image', attrs, start, end);
    } else if (link.outer.length === link.from) {
      // A link without text has no unit to carry its mark.
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

function sliceText(inline: Inline, from: number, to: number, at: number): Inline {
  const starts = inline.starts.slice(from, to);
  const ends = inline.ends.slice(from, to);
  return { ...inline, text: inline.text.slice(from, to), starts, ends, start: starts[0] ?? at, end: ends[ends.length - 1] ?? at };
}

/** The lines between the fences of frontmatter. */
function innerLines(inline: Inline): Inline {
  const from = inline.text.indexOf('\n') + 1;
  const to = Math.max(from, inline.text.lastIndexOf('\n'));
  return sliceText(inline, from, to, inline.starts[from] ?? inline.end);
}

/** TeX between `$$`, without the line breaks next to them. */
function innerMath(inline: Inline, markup: Markup): Inline {
  const { text } = inline;
  const close = text.indexOf('$$', 2);
  markup.closed = close !== -1;
  let from = 2;
  let to = close === -1 ? text.length : close;
  if (close !== -1 && text.slice(close + 2).trim() !== '') {
    // Text behind the closing mark stays with the block, as source.
    return inline;
  }
  if (text[from] === '\n') from += 1;
  if (to > from && text[to - 1] === '\n') to -= 1;
  return sliceText(inline, from, Math.max(from, to), inline.starts[from] ?? inline.end);
}

function columnsOf(source: string, start: number, end: number): number {
  let lineStart = start;
  while (lineStart > 0 && source.charCodeAt(lineStart - 1) !== 10 && source.charCodeAt(lineStart - 1) !== 13) lineStart -= 1;
  let column = 0;
  let atStart = 0;
  for (let index = lineStart; index < end; index += 1) {
    if (index === start) atStart = column;
    column += source.charCodeAt(index) === 9 ? 4 - (column % 4) : 1;
  }
  if (start >= end) atStart = column;
  return column - atStart;
}
