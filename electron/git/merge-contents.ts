/** Merges what two sides made of one file: our merge for text, and never a marker in it. */
import { isUtf8 } from 'node:buffer';
import { mergeNotes } from '#shared/markdown/merge-notes.ts';
import { isNotePath } from '#shared/model/note-path.ts';
import { decodeText, encodeText } from '../vault/note-text.ts';

export type MergedContents =
  /** `clash`: the sides collided, and the text holds both in that place. */
  | { readonly kind: 'merged'; readonly bytes: Uint8Array; readonly clash: boolean }
  /** No text can hold both. */
  | { readonly kind: 'apart' };

export interface Sides {
  /** Empty where both sides made the file anew. */
  readonly base: Uint8Array;
  readonly mine: Uint8Array;
  readonly theirs: Uint8Array;
}

export function mergeContents(path: string, { base, mine, theirs }: Sides): MergedContents {
  const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
  if (same(mine, theirs) || same(theirs, base)) return { kind: 'merged', bytes: mine, clash: false };
  if (same(mine, base)) return { kind: 'merged', bytes: theirs, clash: false };
  if (![base, mine, theirs].every((bytes) => isUtf8(bytes) && !bytes.includes(0))) return { kind: 'apart' };
  const [baseText, mineText, theirsText] = [decodeText(base), decodeText(mine), decodeText(theirs)];
  const merged = mergeNotes(baseText.text, mineText.text, theirsText.text);
  // Of a list, a canvas or a program, two versions one after the other would be neither.
  if (!merged.clean && !isNotePath(path)) return { kind: 'apart' };
  return { kind: 'merged', bytes: encodeText(merged.text, mineText.hasBom), clash: !merged.clean };
}
