/** Brings two versions of a note together of which nobody says what they departed from. */
import { diffComm } from 'node-diff3';
import { mergeNotes, type MergedNote } from './merge-notes.ts';

/**
 * What both sides came from, among older texts of `mine` (the newest first): the one that is nearest
 * to `theirs`, if it is nearer than `mine` itself. Null where none is.
 *
 * Each change of `mine` since the two parted leads away from `theirs`, so that the text at the parting
 * is the nearest; among equals the newest is.
 */
export function commonBase(mine: string, theirs: string, older: readonly string[]): string | null {
  let best: { readonly text: string | null; readonly distance: number } = { text: null, distance: distanceOf(mine, theirs) };
  for (const text of older) {
    if (text === mine) continue;
    const distance = distanceOf(text, theirs);
    if (distance < best.distance) best = { text, distance };
  }
  return best.text;
}

/** Without a base, what only one side has is kept, and where they differ, both are. */
export function mergeVersions(mine: string, theirs: string, older: readonly string[]): MergedNote & { readonly base: string | null } {
  const base = commonBase(mine, theirs, older);
  return { ...mergeNotes(base ?? commonLines(mine, theirs), mine, theirs), base };
}

/** How many lines one has and the other has not. */
function distanceOf(one: string, other: string): number {
  return diffComm(linesOf(one), linesOf(other)).reduce((sum, part) => ('common' in part ? sum : sum + part.buffer1.length + part.buffer2.length), 0);
}

function commonLines(one: string, other: string): string {
  return diffComm(linesOf(one), linesOf(other)).flatMap((part) => ('common' in part ? part.common : [])).join('');
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/gu) ?? [];
}
