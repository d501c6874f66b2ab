/** What a save tries, from the finest patch to the coarsest, and how often. */
import type { Grain } from './patch-context.ts';
import type { EscapeMode } from './write-inline.ts';

/** One way to try a patch. */
export interface Attempt {
  readonly grain: Grain;
  readonly escape: EscapeMode;
  readonly italic: '*' | '_';
  readonly blankLines: boolean;
  readonly reuse: boolean;
  /** New lists with the other delimiter: between two others they would be one list with them. */
  readonly otherDelimiter: boolean;
}

/** From finest to coarsest. Most saves end at the first. */
export const ATTEMPTS: readonly Attempt[] = [
  ...(['none', 'lineStart', 'brackets', 'marks', 'all'] as const).map((escape) => attempt('characters', escape)),
  { ...attempt('characters', 'all'), italic: '_' },
  { ...attempt('characters', 'none'), blankLines: true },
  { ...attempt('characters', 'all'), blankLines: true },
  { ...attempt('characters', 'none'), otherDelimiter: true },
  attempt('textBlock', 'none'),
  attempt('textBlock', 'all'),
  { ...attempt('textBlock', 'all'), italic: '_' },
  attempt('textBlock', 'everything'),
  attempt('block', 'none'),
  attempt('block', 'all'),
  { ...attempt('block', 'all'), italic: '_' },
  { ...attempt('rewrite', 'all'), reuse: false },
  { ...attempt('rewrite', 'everything'), reuse: false },
];

/** With the neighbours: first as they are written, with blank lines between, then written anew. */
export const WIDE_ATTEMPTS: readonly Attempt[] = [attempt('block', 'none'), attempt('block', 'all'), ...ATTEMPTS.slice(-2)];

/** Lists with fewer items are verified whole. */
export const LONG_LIST = 12;

/** Each try parses a few blocks; with long ones there are fewer. */
export const MAX_ESCAPE_TRIES = 24;
export const MAX_ESCAPE_CHARACTERS = 40_000;
export const MAX_LINE_TRIES = 24;
export const MAX_LINE_CHARACTERS = 400_000;

function attempt(grain: Grain, escape: EscapeMode): Attempt {
  return { grain, escape, italic: '*', blankLines: false, reuse: true, otherDelimiter: false };
}

/** How coarse the coarsest patch of a save was; `none` where nothing changed. */
export type SaveLevel = 'none' | Grain | 'neighbours' | 'note';

const LEVELS: readonly SaveLevel[] = ['none', 'characters', 'textBlock', 'block', 'rewrite', 'neighbours', 'note'];

export function coarser(left: SaveLevel, right: SaveLevel): SaveLevel {
  return LEVELS.indexOf(left) > LEVELS.indexOf(right) ? left : right;
}
