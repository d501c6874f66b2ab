/**
 * Turns micromark's events into the source tree.
 *
 * micromark tells every token with its offsets; this keeps them, where a syntax tree for
 * rendering would drop them. One object compiles one run of events.
 */
import type { Event, Token } from '../syntax/micromark-types.ts';
import { InlineCompiler, type PendingReference } from './compile-inline.ts';
import { decodeMarkdownString, normalizeLabel } from './decode.ts';
import { InlineBuilder } from './inline-builder.ts';
import { columnsOf, innerLines, innerMath, sliceText } from './raw-content.ts';
import type { Attributes, AttributeValue, BlockType, Inline, Markup, SourceBlock } from './source-tree.ts';

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
  readonly references: readonly PendingReference[];
}

const PREFIXES: ReadonlySet<string> = new Set(['linePrefix', 'blockQuotePrefix', 'listItemIndent', 'gfmFootnoteDefinitionIndent']);

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
  readonly #text: InlineCompiler;
  /** Content of the source block that is open. */
  #raw: InlineBuilder | null = null;
  /** Raw blocks: everything from here on is content, except prefixes. */
  #rawFrom = -1;
  #prefixIndent = 0;
  #definitionParts = { label: '', destination: '', title: '' as string | null };
  #fenceInfo: { start: number; end: number } | null = null;
  #codeLines: InlineBuilder | null = null;

  constructor(source: string, shift: number) {
    this.#source = source;
    this.#shift = shift;
    this.#hasTabs = source.includes('\t');
    this.#text = new InlineCompiler(source, shift);
  }

  run(events: readonly Event[]): Compiled {
    for (const event of events) {
      if (event[0] === 'enter') this.#enter(event[1], event);
      else this.#exit(event[1], event);
    }
    return { blocks: this.#root, references: this.#text.references };
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
    if (this.#rawFrom === -1 && this.#codeLines === null) this.#text.enter(token);
    if (PREFIXES.has(type) && this.#rawFrom !== -1 && type !== 'linePrefix') this.#flushRaw(token.start.offset);
    switch (type) {
      case 'paragraph':
        this.#open('paragraph', token);
        this.#text.begin();
        break;
      case 'atxHeading':
      case 'setextHeading':
        this.#open('heading', token, { level: 1 }).markup.setext = type === 'setextHeading';
        break;
      case 'atxHeadingText':
      case 'setextHeadingText':
        this.#text.begin();
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
        this.#raw = new InlineBuilder();
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
        this.#text.isInTable = true;
        this.#text.begin();
        break;
      // White space on an empty line is nobody's indentation.
      case 'lineEndingBlank':
        this.#prefixIndent = 0;
        break;
      case 'lineEnding':
        this.#lineEnding(token);
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
    if (this.#rawFrom === -1 && this.#codeLines === null) this.#text.exit(token);
    switch (type) {
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
        const table = this.#nearest('table');
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
        this.#raw?.skipPrefix(token.end.offset + this.#shift);
      }
      return;
    }
    (this.#codeLines ?? this.#text).skipPrefix(token.end.offset + this.#shift);
  }

  #lineEnding(token: Token): void {
    const start = token.start.offset;
    const end = start + (this.#source.startsWith('\r\n', start) ? 2 : 1);
    this.#prefixIndent = 0;
    if (this.#codeLines !== null) {
      this.#codeLines.addBreak('\n', start + this.#shift, end + this.#shift);
      return;
    }
    if (this.#rawFrom !== -1 && this.#rawFrom <= start) {
      this.#flushRaw(start);
      this.#raw?.addBreak('\n', start + this.#shift, end + this.#shift);
      this.#rawFrom = end;
    }
  }

  #flushRaw(to: number): void {
    if (this.#rawFrom !== -1 && to > this.#rawFrom) {
      this.#raw?.addText(this.#source.slice(this.#rawFrom, to), this.#rawFrom + this.#shift);
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
    const inline = this.#text.finish(token);
    // The row of dashes has content too, of nobody's.
    if (block !== undefined && block.type !== 'table' && inline !== null) block.inline = inline;
    this.#text.isInTable = false;
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
    const inline = this.#raw?.build(end, end) ?? null;
    this.#raw = null;
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
}
