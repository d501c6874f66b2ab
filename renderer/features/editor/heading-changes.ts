/** Which headings of a note got other words, so that links to the old ones can be offered for repair. */
import { diffArrays } from 'diff';

/** A heading as it is, with the words that links to it may still say. */
export interface KnownHeading {
  readonly text: string;
  readonly linkedAs: string;
}

export function knownHeadings(texts: readonly string[]): readonly KnownHeading[] {
  return texts.map((text) => ({ text, linkedAs: text }));
}

/**
 * The headings as they are now. One whose words were replaced goes on under the words it had at first;
 * one that is new, or whose counterpart cannot be told, begins with its own.
 */
export function followHeadingChanges(before: readonly KnownHeading[], now: readonly string[]): readonly KnownHeading[] {
  const known: KnownHeading[] = [];
  let at = 0;
  let replaced: readonly KnownHeading[] = [];
  for (const part of diffArrays(before.map(({ text }) => text), [...now])) {
    if (part.removed) {
      replaced = before.slice(at, at + part.value.length);
      at += part.value.length;
      continue;
    }
    const counterparts = part.added ? replaced : before.slice(at, at + part.value.length);
    const isPaired = counterparts.length === part.value.length;
    known.push(...part.value.map((text, index) => ({ text, linkedAs: (isPaired ? counterparts[index]?.linkedAs : undefined) ?? text })));
    if (!part.added) at += part.value.length;
    replaced = [];
  }
  return known;
}

/** Those that links may still call by other words. */
export function changedHeadings(known: readonly KnownHeading[]): readonly KnownHeading[] {
  return known.filter(({ text, linkedAs }) => text !== linkedAs && text.trim() !== '' && linkedAs.trim() !== '');
}
