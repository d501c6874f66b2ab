/** Finds the place in the source for a position in the document, and the other way round. */
import type { Node, ResolvedPos } from '@tiptap/pm/model';
import type { LoadedNote } from '#shared/document/load-markdown.ts';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';

/**
 * Offset in `note.text` of a position in a document of the same shape as `note.doc`. Where the
 * shapes differ, the nearest block that both have answers.
 */
export function sourceOffset(note: LoadedNote, $position: ResolvedPos): number {
  let blocks: readonly SourceBlock[] = note.blocks;
  let found: SourceBlock | null = null;
  for (let depth = 0; depth < $position.depth; depth += 1) {
    const block: SourceBlock | undefined = blocks[$position.index(depth)];
    if (block === undefined) break;
    found = block;
    blocks = block.children;
  }
  if (found === null) return note.blocks.at(-1)?.end ?? 0;
  const { inline } = found;
  if (inline === null || !$position.parent.isTextblock) return found.start;
  // An atom is one unit in both worlds and text has its length: positions count units.
  return inline.starts[$position.parentOffset] ?? inline.end;
}

/**
 * The source between two positions. A block that is selected from its very start or to its very
 * end, as far up as the two do not share it, counts whole: with its marker, fence or quote marks.
 */
export function sourceRange(note: LoadedNote, $from: ResolvedPos, $to: ResolvedPos): { readonly start: number; readonly end: number } {
  const shared = $from.sharedDepth($to.pos);
  const isWhole = shared === $from.depth && $from.parent.isTextblock && $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size;
  const highest = isWhole ? shared : shared + 1;
  // Between blocks, as when all or an image is selected, the neighbours say it.
  let start = $from.depth === 0 ? (note.blocks[$from.index()]?.start ?? 0) : sourceOffset(note, $from);
  let end = $to.depth === 0 ? (note.blocks[$to.index() - 1]?.end ?? start) : sourceOffset(note, $to);
  for (let depth = $from.depth; depth >= Math.max(1, highest) && $from.pos - $from.start(depth) === $from.depth - depth; depth -= 1) {
    start = blockAt(note, $from, depth)?.start ?? start;
  }
  for (let depth = $to.depth; depth >= Math.max(1, highest) && $to.end(depth) - $to.pos === $to.depth - depth; depth -= 1) {
    end = blockAt(note, $to, depth)?.end ?? end;
  }
  return { start, end: Math.max(start, end) };
}

function blockAt(note: LoadedNote, $position: ResolvedPos, depth: number): SourceBlock | null {
  let blocks: readonly SourceBlock[] = note.blocks;
  let found: SourceBlock | null = null;
  for (let at = 0; at < depth; at += 1) {
    found = blocks[$position.index(at)] ?? null;
    if (found === null) return null;
    blocks = found.children;
  }
  return found;
}

/** Position in `note.doc` of an offset in its source: in the text block that holds it, else before it. */
export function documentPosition(note: LoadedNote, offset: number): number {
  let blocks: readonly SourceBlock[] = note.blocks;
  let parent: Node = note.doc;
  let position = 0;
  for (;;) {
    const index = indexHolding(blocks, offset);
    const block = blocks[index];
    if (block === undefined || index >= parent.childCount) return position;
    let childStart = position;
    for (let sibling = 0; sibling < index; sibling += 1) childStart += parent.child(sibling).nodeSize;
    const child = parent.child(index);
    if (child.isLeaf) return childStart;
    position = childStart + 1;
    parent = child;
    if (block.inline !== null && block.children.length === 0) {
      // A cell's text is in a paragraph of its own.
      if (!parent.isTextblock && parent.firstChild?.isTextblock === true) {
        parent = parent.firstChild;
        position += 1;
      }
      return position + Math.min(unitAt(block.inline.ends, offset), parent.content.size);
    }
    blocks = block.children;
  }
}

/** The last block that begins at or before the offset, or the first. */
function indexHolding(blocks: readonly SourceBlock[], offset: number): number {
  let found = 0;
  for (const [index, block] of blocks.entries()) if (block.start <= offset) found = index;
  return found;
}

function unitAt(ends: readonly number[], offset: number): number {
  const unit = ends.findIndex((end) => end > offset);
  return unit === -1 ? ends.length : unit;
}
