/** The source lines of blocks that a document still shares with the loaded note. */
import type { Node } from '@tiptap/pm/model';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import type { LoadedNote } from './load-markdown.ts';
import { sourceLines } from './write-block.ts';

/** Finds them when they are asked for the first time: most saves never ask. */
export class LoadedLines {
  readonly #base: LoadedNote;
  readonly #found = new Map<Node, readonly string[] | (() => readonly string[])>();
  #isCollected = false;

  constructor(base: LoadedNote) {
    this.#base = base;
  }

  /** Without the prefixes of the containers around it; null for what is not as it was loaded. */
  of(node: Node): readonly string[] | null {
    // Items and titles carry their marker, which depends on where they go.
    if (node.type.name === 'listItem' || node.type.name === 'calloutTitle') return null;
    if (!this.#isCollected) this.#collect(this.#base.blocks, this.#base.doc, []);
    this.#isCollected = true;
    const found = this.#found.get(node);
    if (found === undefined) return null;
    const lines = typeof found === 'function' ? found() : found;
    this.#found.set(node, lines);
    return lines;
  }

  #collect(blocks: readonly SourceBlock[], parent: Node, containers: readonly SourceBlock[]): void {
    for (const [index, block] of blocks.entries()) {
      if (index >= parent.childCount) return;
      const node = parent.child(index);
      this.#found.set(node, () => sourceLines(block, containers, this.#base.text));
      if (block.children.length > 0 && block.type !== 'table') this.#collect(block.children, node, [...containers, block]);
    }
  }
}
