/**
 * Merges two changed versions of a note over the one that both came from.
 *
 * Blocks first, so that changes to different paragraphs never meet; where both sides changed
 * the same blocks, their lines. What still collides is a conflict that keeps both sides.
 * Nothing that either side wrote is dropped.
 */
import { diff3MergeRegions } from 'node-diff3';

export interface MergeInput {
  /** What both sides started from. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** A place where both sides changed the same lines in different ways. */
export interface ConflictRegion {
  /** Where `mine` stands in the result's `text`. */
  readonly start: number;
  readonly end: number;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

export type MergeResult =
  | { readonly kind: 'merged'; readonly text: string }
  | {
      readonly kind: 'conflict';
      /** All that could be merged, with `mine` in each conflicting region. */
      readonly text: string;
      readonly regions: readonly ConflictRegion[];
    };

/** Merges three versions of a note. Identical changes on both sides count once. */
export function merge({ base, mine, theirs }: MergeInput): MergeResult {
  if (mine === theirs || theirs === base) return { kind: 'merged', text: mine };
  if (mine === base) return { kind: 'merged', text: theirs };
  const ending = finalLineEnding(base, mine, theirs);
  const parts = mergeTokens(blocksOf(closed(base)), blocksOf(closed(mine)), blocksOf(closed(theirs)), linesOf);
  let text = '';
  const regions: ConflictRegion[] = [];
  for (const part of parts) {
    if (part.kind === 'conflict') regions.push({ start: text.length, end: text.length + part.mine.length, base: part.base, mine: part.mine, theirs: part.theirs });
    text += part.kind === 'conflict' ? part.mine : part.text;
  }
  if (!ending) text = text.replace(/\r?\n$/u, '');
  if (regions.length === 0) return { kind: 'merged', text };
  return { kind: 'conflict', text, regions: regions.map((region) => ({ ...region, end: Math.min(region.end, text.length) })) };
}

type Part = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'conflict'; readonly base: string; readonly mine: string; readonly theirs: string };

/** @param finer splits a colliding stretch for a second try; `null` where there is none */
function mergeTokens(base: readonly string[], mine: readonly string[], theirs: readonly string[], finer: ((text: string) => readonly string[]) | null): Part[] {
  const parts: Part[] = [];
  for (const region of diff3MergeRegions([...mine], [...base], [...theirs])) {
    if (region.stable) {
      parts.push({ kind: 'text', text: region.bufferContent.join('') });
      continue;
    }
    const sides = { mine: region.aContent.join(''), base: region.oContent.join(''), theirs: region.bContent.join('') };
    if (sides.mine === sides.theirs || sides.theirs === sides.base) parts.push({ kind: 'text', text: sides.mine });
    else if (sides.mine === sides.base) parts.push({ kind: 'text', text: sides.theirs });
    else if (finer === null) parts.push({ kind: 'conflict', ...sides });
    else parts.push(...mergeTokens(finer(sides.base), finer(sides.mine), finer(sides.theirs), null));
  }
  return parts;
}

/** Paragraphs with the blank lines behind them; joined they are the text. */
function blocksOf(text: string): string[] {
  return text.match(/(?:[^\n]*\S[^\n]*\n)+(?:[^\S\n]*\n)*|(?:[^\S\n]*\n)+|[^\n]+/gu) ?? [];
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/gu) ?? [];
}

/** With a final line ending, so that a line added behind the last one does not change it. */
function closed(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}${text.includes('\r\n') ? '\r\n' : '\n'}`;
}

/** Whether the result ends its last line: whoever changed that decides. */
function finalLineEnding(base: string, mine: string, theirs: string): boolean {
  const [baseHas, mineHas, theirsHas] = [base, mine, theirs].map((text) => text === '' || text.endsWith('\n'));
  return (mineHas === baseHas ? theirsHas : mineHas) ?? true;
}
