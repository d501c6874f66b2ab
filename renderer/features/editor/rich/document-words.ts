/** Counts the words of a document block by block, and each block once: a key changes one of thousands. */
import type { Node } from '@tiptap/pm/model';
import { countWords } from '#shared/markdown/word-count.ts';

/** A counter that remembers the blocks it has seen; blocks never change in place. */
export function createWordCounter(): (doc: Node) => number {
  const known = new WeakMap<Node, number>();
  const count = (block: Node): number => {
    const before = known.get(block);
    if (before !== undefined) return before;
    const words = countWords(block.isLeaf ? '' : block.textBetween(0, block.content.size, '\n', ' '));
    known.set(block, words);
    return words;
  };
  return (doc) => {
    let words = 0;
    doc.forEach((block) => {
      words += count(block);
    });
    return words;
  };
}
