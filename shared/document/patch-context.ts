/** What patching blocks goes by: the base, the grain, the style, and how lines are written into their containers. */
import type { Node } from '@tiptap/pm/model';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import type { Canonicalizer } from './canonical.ts';
import type { LoadedNote } from './load-markdown.ts';
import type { BlockStyle } from './write-block.ts';

/** How coarse a patch is; a save tries them in this order. */
export type Grain = 'characters' | 'textBlock' | 'block' | 'rewrite';

export interface PatchContext {
  readonly base: LoadedNote;
  readonly canonical: Canonicalizer;
  readonly grain: Grain;
  readonly style: BlockStyle;
  /** Between new blocks: as their neighbours have it, or always a blank line. */
  readonly blankLines: boolean;
}

/** An old block with its node; cells and items stand with the same shape on both sides. */
export interface Old {
  readonly block: SourceBlock;
  readonly node: Node;
}

export type ParentKind = 'doc' | 'list' | 'item' | 'callout' | 'table' | 'other';

/** Lines for the source: our line ending, and the containers' prefix before each but the first. */
export function toSource(lines: readonly string[], prefix: string, context: PatchContext): string {
  const blank = prefix.trimEnd();
  return lines.map((line, index) => (index === 0 ? line : context.base.lineEnding + (line === '' ? blank : prefix + line))).join('');
}

export function newline(prefix: string, context: PatchContext): string {
  return context.base.lineEnding + prefix;
}

/** An item's marker as written, number included. */
export function markerText(item: SourceBlock, context: PatchContext): string {
  const found = /^(?:[-*+]|\d{1,9}[.)])/u.exec(context.base.text.slice(item.start, item.start + 11));
  return found?.[0] ?? '-';
}

/** How a list's numbers go on: not at all where all its items have one number (`1. 1. 1.`), which leaves counting to the reader. */
export function numberStep(list: SourceBlock | null, context: PatchContext): 0 | 1 {
  if (list === null || list.children.length < 2) return 1;
  const [first, ...others] = list.children.map((item) => Number.parseInt(markerText(item, context), 10));
  return others.every((number) => number === first) ? 0 : 1;
}

/** A style whose lists look like the one that is rewritten. */
export function withMarkers(block: SourceBlock, context: PatchContext): BlockStyle {
  const { style } = context;
  const marker = block.type === 'listItem' ? block.markup.marker : block.children[0]?.markup.marker;
  if (marker === undefined) return style;
  if (marker !== '.' && marker !== ')') return { ...style, bullet: marker };
  return { ...style, delimiter: marker, numberStep: block.type === 'orderedList' ? numberStep(block, context) : 1 };
}

export function isList(node: Node): boolean {
  return node.type.name === 'bulletList' || node.type.name === 'orderedList';
}
