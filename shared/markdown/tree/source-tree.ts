/**
 * A note's syntax with its places: what the editor's document is made from and saved against.
 *
 * Offsets are UTF-16 units of the note without its BOM. Inline content is flat: a string in
 * which each unit has a source range, atoms stand as U+FFFC, and marks are spans over it. The
 * tree carries how things were written (`markup`), which the document does not.
 */

export type BlockType =
  | 'frontmatter'
  | 'paragraph'
  | 'heading'
  | 'blockquote'
  | 'callout'
  | 'calloutTitle'
  | 'bulletList'
  | 'orderedList'
  | 'listItem'
  | 'footnoteDefinition'
  | 'codeBlock'
  | 'mathBlock'
  | 'rawBlock'
  | 'horizontalRule'
  | 'table'
  | 'tableRow'
  | 'tableHeader'
  | 'tableCell';

export type AttributeValue = string | number | boolean | null;
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** How a block was written; each field only where it applies. */
export interface Markup {
  /** `-`, `*`, `+` of a bullet; `.` or `)` of a number. */
  marker?: string;
  /** Columns of white space before an item's marker, and from there to its content. */
  indent?: number;
  width?: number;
  /** An item whose bracket `[x]` is a task: the range of the character between the brackets. */
  check?: { readonly start: number; readonly end: number };
  /** Headings. */
  setext?: boolean;
  /** Range of the opening `###` and its space, or of the underline with its line ending. */
  marks?: { readonly start: number; readonly end: number };
  /** Code: the fence, or `''` for indented code. */
  fence?: string;
  /** Code: where language and meta stand on the opening fence; empty range if none. */
  infoRange?: { readonly start: number; readonly end: number };
  /** Code, math: whether the closing fence was there. */
  closed?: boolean;
  /** Tables: alignment row. */
  delimiterRow?: { readonly start: number; readonly end: number };
  /** Quotes: what stands before continued lines (`> ` or `>`). */
  quotePrefix?: string;
  /** What a raw block defines, by normalised label. */
  definition?: Definition & { readonly label: string };
}

export interface SourceBlock {
  readonly type: BlockType;
  readonly start: number;
  readonly end: number;
  readonly attrs: Attributes;
  readonly children: readonly SourceBlock[];
  /** Text blocks, code, math, frontmatter and raw blocks have this; containers have `null`. */
  readonly inline: Inline | null;
  readonly markup: Markup;
}

export type MarkType =
  | 'bold'
  | 'italic'
  | 'strike'
  | 'code'
  | 'highlight'
  | 'link'
  | 'tag'
  | 'blockId'
  | 'inlineField';

export interface Span {
  readonly type: MarkType;
  readonly attrs: Attributes;
  /** Units `[from, to)` of the inline text that carry the mark. */
  readonly from: number;
  readonly to: number;
  /** Source range including the marks themselves. */
  readonly start: number;
  readonly end: number;
}

export type AtomType =
  | 'softBreak'
  | 'hardBreak'
  | 'image'
  | 'wikilink'
  | 'embed'
  | 'mathInline'
  | 'footnoteRef'
  | 'inlineFootnote'
  | 'rawInline'
  | 'comment';

export interface Atom {
  readonly type: AtomType;
  readonly attrs: Attributes;
}

export interface Inline {
  /** Where content may be put: equals the first unit's start and the last one's end if there are any. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Source range of each unit of `text`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** By unit index. */
  readonly atoms: ReadonlyMap<number, Atom>;
  readonly spans: readonly Span[];
}

/** A definition that links refer to. */
export interface Definition {
  readonly href: string;
  readonly title: string | null;
}

export interface SourceTree {
  readonly blocks: readonly SourceBlock[];
  /** By normalised label; the first of a label counts. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Normalised labels of footnote definitions. */
  readonly footnotes: ReadonlySet<string>;
}
