/**
 * Parses a note, or a stretch of one, into its source tree.
 *
 * Long notes are parsed in chunks that end at a block's start: micromark's cost per event grows
 * with the length of its input, and blocks before a block's start cannot change any more.
 */
import { parse, postprocess, preprocess } from 'micromark';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { findFrontmatter } from '../frontmatter-extent.ts';
import { flowSyntax } from '../syntax/flow.ts';
import { highlightSyntax } from '../syntax/highlight.ts';
import { inlineSyntax } from '../syntax/inline.ts';
import type { Construct, Extension } from '../syntax/micromark-types.ts';
import { compileEvents, type Compiled, type MutableBlock } from './compile.ts';
import { normalizeLabel } from './decode.ts';
import { applyDialect } from './dialect.ts';
import { hideRanges, opaqueBlock, opaqueRanges } from './opaque.ts';
import type { Definition, SourceBlock, SourceTree } from './source-tree.ts';

export interface ParseOptions {
  /** Definitions that stand outside of the text; those inside come first. */
  readonly definitions?: ReadonlyMap<string, Definition>;
  /** Normalised labels of footnotes defined outside of the text. */
  readonly footnotes?: ReadonlySet<string>;
  /** Where the text begins in its note; only at 0 can frontmatter stand. */
  readonly offset?: number;
  /** How much is parsed at a time, at least; the result does not depend on it. */
  readonly chunkLength?: number;
}

const CHUNK = 24_576;

/** Parses `text` (without BOM). Never throws, whatever the text. */
export function parseMarkdown(source: string, options: ParseOptions = {}): SourceTree {
  const parsing = parseInParts(source, options);
  let step = parsing.next();
  while (step.done !== true) step = parsing.next();
  return step.value.tree;
}

/** A tree, and how far what was yielded on the way to it is still a part of it. */
export interface PartedTree {
  readonly tree: SourceTree;
  /**
   * Of the blocks that were yielded, in order: those that stand as they are in the tree. Others were
   * yielded before a definition further down was known. Null where the text had to be read again from the start.
   */
  readonly stillTrue: readonly boolean[] | null;
}

/**
 * Parses a text part by part: yields the next blocks as they are found, ends with the whole tree.
 * The tree is the same for every length of the parts.
 */
export function* parseInParts(source: string, options: ParseOptions = {}): Generator<readonly SourceBlock[], PartedTree> {
  const offset = options.offset ?? 0;
  const opaque = opaqueRanges(source, offset === 0);
  const text = opaque.length === 0 ? source : hideRanges(source, opaque);
  const isOpaque = (block: SourceBlock): boolean => opaque.some((range) => range.start + offset < block.end && range.end + offset > block.start);
  const guessed = guessLabels(text);
  const defined = new Set([...(options.definitions?.keys() ?? []), ...guessed.definitions]);
  const footnotes = new Set([...(options.footnotes ?? []), ...guessed.footnotes]);
  const chunkLength = options.chunkLength ?? CHUNK;
  const outside = options.definitions ?? new Map<string, Definition>();
  const blocks: SourceBlock[] = [];
  const found: Found = { definitions: new Map(), footnotes: new Set() };
  const late: { readonly reference: Compiled['references'][number]; readonly from: number; readonly to: number }[] = [];
  for (const part of parseChunks(text, offset, chunkLength, defined, footnotes)) {
    collectDefinitions(part.blocks, found);
    for (const reference of part.references) {
      // The first of a label counts, so that what is known by now is final.
      const definition = found.definitions.get(reference.label);
      if (definition === undefined) late.push({ reference, from: blocks.length, to: blocks.length + part.blocks.length });
      resolveReference(reference, definition ?? outside.get(reference.label));
    }
    applyDialect(part.blocks);
    const next = part.blocks.map((block) => (isOpaque(block) ? opaqueBlock(block, source, offset) : block));
    blocks.push(...next);
    yield next;
  }
  const actual = new Set([...outside.keys(), ...found.definitions.keys()]);
  const actualFootnotes = new Set([...(options.footnotes ?? []), ...found.footnotes]);
  // What looked like a definition may stand in code: then its label must not make links.
  if (!sameSet(actual, defined) || !sameSet(actualFootnotes, footnotes)) {
    return { tree: parseAgain(source, text, { ...options, isOpaque, defined: actual, footnotes: actualFootnotes }), stillTrue: null };
  }
  const stillTrue = blocks.map(() => true);
  for (const { reference, from, to } of late) {
    const definition = found.definitions.get(reference.label);
    if (definition === undefined) continue;
    resolveReference(reference, definition);
    for (let index = from; index < to; index += 1) stillTrue[index] = false;
  }
  return { tree: { blocks, ...found }, stillTrue };
}

interface Again extends ParseOptions {
  readonly isOpaque: (block: SourceBlock) => boolean;
  readonly defined: ReadonlySet<string>;
  readonly footnotes: ReadonlySet<string>;
}

function parseAgain(source: string, text: string, options: Again): SourceTree {
  const offset = options.offset ?? 0;
  const blocks: MutableBlock[] = [];
  const references: Compiled['references'][number][] = [];
  for (const part of parseChunks(text, offset, options.chunkLength ?? CHUNK, options.defined, options.footnotes)) {
    blocks.push(...part.blocks);
    references.push(...part.references);
  }
  const found: Found = { definitions: new Map(), footnotes: new Set() };
  collectDefinitions(blocks, found);
  for (const reference of references) resolveReference(reference, found.definitions.get(reference.label) ?? options.definitions?.get(reference.label));
  applyDialect(blocks);
  return { blocks: blocks.map((block) => (options.isOpaque(block) ? opaqueBlock(block, source, offset) : block)), ...found };
}

function resolveReference({ attrs, urlKey }: Compiled['references'][number], definition: Definition | undefined): void {
  attrs[urlKey] = definition?.href ?? '';
  attrs['title'] = definition?.title ?? null;
}

interface Found {
  readonly definitions: Map<string, Definition>;
  readonly footnotes: Set<string>;
}

interface Part {
  readonly blocks: MutableBlock[];
  readonly references: readonly Compiled['references'][number][];
}

function* parseChunks(text: string, offset: number, chunkLength: number, defined: ReadonlySet<string>, footnotes: ReadonlySet<string>): Generator<Part> {
  const bodyStart = offset === 0 ? findFrontmatter(text)?.bodyStart : undefined;
  let from = 0;
  let size = Math.max(chunkLength, bodyStart ?? 0);
  while (from < text.length) {
    const to = from + size * 1.5 >= text.length ? text.length : endOfLine(text, from + size);
    const chunk = text.slice(from, to);
    const compiled = parseOnce(chunk, offset + from, from === 0 && bodyStart !== undefined, defined, footnotes);
    const isLast = to >= text.length;
    const last = compiled.blocks[compiled.blocks.length - 1];
    const next = isLast || last === undefined ? text.length : lineStart(text, last.start - offset);
    if (!isLast && last !== undefined && next <= from) {
      size *= 2;
      continue;
    }
    const kept = isLast || last === undefined ? compiled.blocks : compiled.blocks.slice(0, -1);
    // Two blocks on one line (a lazy oddity) must not be read twice.
    yield { blocks: kept.filter((block) => block.start - offset < next || isLast), references: compiled.references };
    if (isLast) break;
    from = last === undefined ? to : next;
    size = chunkLength;
  }
}

function parseOnce(text: string, offset: number, hasFrontmatter: boolean, defined: ReadonlySet<string>, footnotes: ReadonlySet<string>): Compiled {
  const context = parse({ extensions: extensions(hasFrontmatter) });
  context.defined.push(...defined);
  context.gfmFootnotes = [...footnotes];
  const events = postprocess(context.document().write(preprocess()(text, undefined, true)));
  return compileEvents(events, text, offset);
}

/** Where micromark looks for frontmatter in vain it reads no list or quote down to the note's end. */
function extensions(hasFrontmatter: boolean): Extension[] {
  const dialect = [gfmWithoutTasks(), inlineSyntax(), highlightSyntax(), flowSyntax()];
  return hasFrontmatter ? [...dialect, frontmatter(['yaml'])] : dialect;
}

/**
 * GFM without two of its constructs: tasks, since the dialect's take any mark; and e-mail
 * addresses, whose construct starts at every letter and only makes text clickable.
 */
function gfmWithoutTasks(): Extension {
  const extension = gfm({ singleTilde: false });
  const text: Record<string, Construct[]> = {};
  for (const [code, listed] of Object.entries(extension.text ?? {})) {
    const constructs = (Array.isArray(listed) ? listed : [listed]).filter(
      (construct): construct is Construct => construct !== undefined && construct.name !== 'tasklistCheck' && construct.name !== 'emailAutolink',
    );
    if (constructs.length > 0) text[code] = constructs;
  }
  return { ...extension, text };
}

/** Labels of all lines that may be definitions, so that one pass over the note suffices. */
function guessLabels(text: string): { readonly definitions: readonly string[]; readonly footnotes: readonly string[] } {
  const definitions: string[] = [];
  const footnotes: string[] = [];
  if (!text.includes(']:')) return { definitions, footnotes };
  for (const found of text.matchAll(/^[ \t>*+\-\d.)]*\[(\^?)((?:[^\][\\\n]|\\.)+)\]:/gmu)) {
    const label = normalizeLabel(found[2] ?? '');
    if (label === '') continue;
    if (found[1] === '^' && !/\s/u.test(found[2] ?? '')) footnotes.push(label);
    else if (found[1] === '') definitions.push(label);
  }
  return { definitions, footnotes };
}

/** Adds what blocks and those within them define; the first of a label counts. */
export function collectDefinitions(blocks: readonly SourceBlock[], into: Found): void {
  for (const block of blocks) {
    if (block.type === 'footnoteDefinition') into.footnotes.add(normalizeLabel(String(block.attrs['label'])));
    const { definition } = block.markup;
    if (definition !== undefined && !into.definitions.has(definition.label)) into.definitions.set(definition.label, definition);
    if (block.children.length > 0) collectDefinitions(block.children, into);
  }
}

function sameSet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((label) => right.has(label));
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}
