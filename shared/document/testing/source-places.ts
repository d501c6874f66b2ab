/** Where a loaded document's nodes stand in its source, for tests that count lines. */
import type { Node } from '@tiptap/pm/model';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import type { LoadedNote } from '../load-markdown.ts';

/** A node of the document with the block of the source that it was made from. */
export interface SourcePlace {
  readonly node: Node;
  /** In the document, before the node. */
  readonly pos: number;
  readonly block: SourceBlock;
  /** Types of the nodes around it, the outermost first; `doc` is left out. */
  readonly around: readonly string[];
}

/** Every node that the source has a block for, in order; of a cell its paragraph has the cell's block. */
export function sourcePlaces(loaded: LoadedNote): SourcePlace[] {
  const places: SourcePlace[] = [];
  const visit = (blocks: readonly SourceBlock[], parent: Node, start: number, around: readonly string[]): void => {
    let pos = start;
    for (let index = 0; index < parent.childCount; index += 1) {
      const node = parent.child(index);
      const block = blocks[index];
      if (block !== undefined) {
        places.push({ node, pos, block, around });
        const inner = [...around, node.type.name];
        if (isCell(node) && node.firstChild !== null) places.push({ node: node.firstChild, pos: pos + 1, block, around: inner });
        else visit(block.children, node, pos + 1, inner);
      }
      pos += node.nodeSize;
    }
  };
  visit(loaded.blocks, loaded.doc, 0, []);
  return places;
}

function isCell(node: Node): boolean {
  return node.type.name === 'tableCell' || node.type.name === 'tableHeader';
}

/** The 0-based lines that offsets of a text are on. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low;
  };
}
