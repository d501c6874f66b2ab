/** Anchors of headings, as GitHub makes them. */

/** Lower case, punctuation dropped, spaces to `-`. Not yet unique: a note numbers repeats itself. */
export function headingSlug(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '')
    .replace(/\s/gu, '-');
}
