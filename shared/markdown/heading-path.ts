/** Finds the heading that the `#A#B` of a link means among a note's headings. */
import { headingSlug } from './slug.ts';
import { headingKey } from './wikilink.ts';

/**
 * The index of the heading that a path names, each next one looked for below the one before;
 * null where one is missing. A heading is named by its words or by its anchor on the web.
 */
export function followHeadings(headings: readonly { readonly text: string }[], path: string): number | null {
  return headingSteps(headings, path)?.at(-1) ?? null;
}

/** The index of each heading on the way. */
export function headingSteps(headings: readonly { readonly text: string }[], path: string): readonly number[] | null {
  const steps: number[] = [];
  for (const part of headingParts(path)) {
    const key = headingKey(part);
    const slug = part.trim().toLowerCase();
    const from = (steps.at(-1) ?? -1) + 1;
    const at = headings.findIndex((heading, index) => index >= from && (headingKey(heading.text) === key || headingSlug(heading.text) === slug));
    if (at === -1) return null;
    steps.push(at);
  }
  return steps;
}

export function headingParts(path: string): readonly string[] {
  return path.split('#').filter((part) => part.trim() !== '');
}
