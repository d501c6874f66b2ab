/** The Markdown of documents that was written already, kept as what it changes in the text that was loaded. */
import type { Node } from '@tiptap/pm/model';
import { changedRange, type ChangedRange } from '../source/changed-range.ts';

export interface WrittenTexts {
  /** Null where it was not written yet. */
  get(doc: Node): string | null;
  isKnown(doc: Node): boolean;
  keep(doc: Node, text: string): void;
}

/** `loadedDoc` stands for `loadedText`; the texts live as long as their documents. */
export function createWrittenTexts(loadedDoc: Node, loadedText: string): WrittenTexts {
  const changes = new WeakMap<Node, ChangedRange>();
  let last = { doc: loadedDoc, text: loadedText };
  return {
    get(doc) {
      if (doc === last.doc) return last.text;
      if (doc === loadedDoc) return loadedText;
      const change = changes.get(doc);
      return change === undefined ? null : loadedText.slice(0, change.from) + change.insert + loadedText.slice(change.to);
    },
    isKnown: (doc) => doc === loadedDoc || changes.has(doc),
    keep(doc, text) {
      last = { doc, text };
      changes.set(doc, changedRange(loadedText, text) ?? { from: 0, to: 0, insert: '' });
    },
  };
}
