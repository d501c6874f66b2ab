/** Numbers the footnotes of a document as a reader counts them. */
import type { Node } from '@tiptap/pm/model';

export interface NoteNumber {
  readonly number: number;
  /** Whether its text is in the document. */
  readonly defined: boolean;
  readonly referred: boolean;
}

/** By label, in the order in which they are referred to; those that nothing refers to come last. */
export function noteNumbers(doc: Node): ReadonlyMap<string, NoteNumber> {
  const referred = new Set<string>();
  const defined = new Set<string>();
  doc.descendants((node) => {
    if (node.type.name === 'footnoteRef') referred.add(String(node.attrs['label']));
    if (node.type.name === 'footnoteDefinition') defined.add(String(node.attrs['label']));
  });
  const labels = new Set([...referred, ...defined]);
  return new Map([...labels].map((label, index) => [label, { number: index + 1, defined: defined.has(label), referred: referred.has(label) }]));
}
