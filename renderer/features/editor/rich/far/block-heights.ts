/** How high the blocks of a long note are: as they were when they were drawn last, else by a guess. */
import type { Node } from '@tiptap/pm/model';

export interface BlockHeights {
  /** In pixels, with the space below it. */
  of(block: Node): number;
  keep(block: Node, heightPx: number): void;
  /** The height of a line of prose, which guesses are made with. */
  setLine(heightPx: number): void;
}

/** Characters in a line of prose. */
const lineLength = 78;
const firstLineHeightPx = 27;
/** Space below a block, in lines. */
const spaceLines = 0.5;

export function createBlockHeights(): BlockHeights {
  // Blocks never change in place: one that is typed in is another one.
  const measured = new WeakMap<Node, number>();
  const guessed = new WeakMap<Node, number>();
  let lineHeightPx = firstLineHeightPx;
  const guess = (block: Node): number => {
    const known = guessed.get(block) ?? linesOf(block) + spaceLines;
    guessed.set(block, known);
    return known;
  };
  return {
    of: (block) => measured.get(block) ?? guess(block) * lineHeightPx,
    keep: (block, heightPx) => measured.set(block, heightPx),
    setLine(heightPx) {
      if (heightPx > 0) lineHeightPx = heightPx;
    },
  };
}

function linesOf(block: Node): number {
  if (block.type.spec.code === true) return block.textContent.split('\n').length + 1;
  if (block.type.name === 'heading') return 2.4;
  // Of the cells of a row the highest one counts; most have one line.
  if (block.type.name === 'table') return block.childCount * 1.6;
  let lines = block.isTextblock ? linesOfText(block) : 0;
  block.descendants((node) => {
    if (node.isTextblock) lines += linesOfText(node);
    return !node.isTextblock;
  });
  return Math.max(1, lines);
}

function linesOfText(block: Node): number {
  return Math.max(1, Math.ceil(block.content.size / lineLength));
}
