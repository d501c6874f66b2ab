/**
 * Keeps hostile text from stopping the editor.
 *
 * micromark takes time with the square of some inputs: thousands of brackets or emphasis marks
 * in one paragraph, tables of thousands of columns, thousands of lazy lines. No person writes
 * those; a paste or a converter may. Such a leaf is hidden from the parser behind letters of the
 * same length, and its top-level block is shown as source.
 */
import { scanBlocks, type Leaf } from '../block-scan.ts';
import { findFrontmatter } from '../frontmatter-extent.ts';
import type { SourceBlock } from './source-tree.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Below this no input takes noticeable time. */
const HARMLESS_LENGTH = 6_000;
const MAX_BRACKETS = 3_000;
const MAX_MARKS = 6_000;
const MAX_COLUMNS = 400;
const MAX_LAZY_LINES = 1_500;

/** Leaves of `text` that the parser should not see. */
export function opaqueRanges(text: string, atStart: boolean): readonly Range[] {
  if (text.length < HARMLESS_LENGTH) return [];
  const from = atStart ? (findFrontmatter(text)?.bodyStart ?? 0) : 0;
  return scanBlocks(text, from, 1)
    .leaves.filter((leaf) => isOpaque(text, leaf))
    .map((leaf) => ({ start: leaf.start, end: leaf.end }));
}

function isOpaque(text: string, leaf: Leaf): boolean {
  if (leaf.kind !== 'paragraph' && leaf.kind !== 'table' && leaf.kind !== 'heading') return false;
  const length = leaf.end - leaf.start;
  if (length < MAX_COLUMNS) return false;
  const isInContainer = text.charCodeAt(leaf.start - 1) !== 10 && leaf.start > 0;
  if (isInContainer && leaf.segments.length / 2 > MAX_LAZY_LINES) return true;
  let brackets = 0;
  let marks = 0;
  let bars = 0;
  for (let index = leaf.start; index < leaf.end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 93) brackets += 1;
    else if (code === 42 || code === 95 || code === 126 || code === 61) marks += 1;
    else if (code === 124) bars += 1;
    else if (code === 10) {
      if (bars > MAX_COLUMNS) return true;
      bars = 0;
    }
  }
  return brackets > MAX_BRACKETS || marks > MAX_MARKS || bars > MAX_COLUMNS;
}

/** The text with each range as one long word; every offset stays. */
export function hideRanges(text: string, ranges: readonly Range[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of ranges) {
    result += text.slice(at, start) + 'x'.repeat(end - start);
    at = end;
  }
  return result + text.slice(at);
}

/** A whole top-level block as source, whatever it holds. */
export function opaqueBlock<Block extends SourceBlock>(block: Block, source: string, offset = 0): Block {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  for (let at = block.start; at < block.end; at += 1) {
    const isPair = source.startsWith('\r\n', at - offset);
    text += isPair ? '\n' : source.charAt(at - offset);
    starts.push(at);
    ends.push(isPair ? at + 2 : at + 1);
    if (isPair) at += 1;
  }
  const inline = { start: block.start, end: block.end, text, starts, ends, atoms: new Map<never, never>(), spans: [] };
  return { ...block, type: 'rawBlock', attrs: {}, children: [], inline, markup: {} };
}
