/**
 * What one save of a note finds out and the next need not: the loaded blocks by node, and the
 * patch of each stretch that has not changed since. Nodes never change, so a stretch of the very
 * same nodes between the very same neighbours has the same patch.
 */
import type { Node } from '@tiptap/pm/model';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import type { Region } from './align.ts';
import type { LoadedNote } from './load-markdown.ts';
import { pairUp } from './patch-block.ts';
import { saveContext, type SaveContext } from './saved-context.ts';

/** A node of the loaded document with the block it came from. */
export type LoadedBlock = ReturnType<typeof pairUp>[number];

interface Remembered<Patch> {
  /** The stretch's new nodes, with the node before and behind it. */
  readonly nodes: readonly (Node | undefined)[];
  readonly patch: Patch;
}

export class SaveMemory<Patch> {
  /** Blocks that say something, in order. */
  readonly old: readonly LoadedBlock[];
  /** Where in `old` a node stands. */
  readonly places: ReadonlyMap<Node, number>;
  readonly markers: { readonly bullet: string; readonly delimiter: string };
  readonly #base: LoadedNote;
  #patches = new Map<string, Remembered<Patch>>();
  #context: SaveContext | null = null;

  constructor(base: LoadedNote) {
    this.#base = base;
    this.old = pairUp(base.blocks, base.doc).filter(({ block }) => block.type !== 'paragraph' || block.inline?.text.trim() !== '');
    this.places = new Map(this.old.map(({ node }, index) => [node, index]));
    this.markers = markersOf(base.blocks);
  }

  /** What a save of these blocks is compared by; patches that were compared by something else go. */
  context(next: readonly Node[]): SaveContext {
    const context = saveContext(this.#base, this, next, this.#context);
    if (context !== this.#context) this.#patches = new Map();
    this.#context = context;
    return context;
  }

  /**
   * The patches of all changed stretches of `next`: those of the last save where they still hold,
   * else made by `make`. Patches of other stretches are forgotten.
   */
  patches(regions: readonly Region[], next: readonly Node[], make: (region: Region) => Patch): readonly Patch[] {
    const kept = new Map<string, Remembered<Patch>>();
    const patches = regions.map((region) => {
      const key = `${region.a0}-${region.a1}`;
      const nodes = Array.from({ length: region.b1 - region.b0 + 2 }, (_, index) => next[region.b0 - 1 + index]);
      const known = this.#patches.get(key);
      const holds = known !== undefined && known.nodes.length === nodes.length && known.nodes.every((node, index) => node === nodes[index]);
      const patch = holds ? known.patch : make(region);
      kept.set(key, { nodes, patch });
      return patch;
    });
    this.#patches = kept;
    return patches;
  }
}

/** The markers that the note's first lists have; what new lists get. */
function markersOf(blocks: readonly SourceBlock[]): { readonly bullet: string; readonly delimiter: string } {
  let bullet: string | null = null;
  let delimiter: string | null = null;
  const visit = (list: readonly SourceBlock[]): void => {
    for (const block of list) {
      const marker = block.children[0]?.markup.marker;
      if (block.type === 'bulletList') bullet ??= marker ?? null;
      if (block.type === 'orderedList') delimiter ??= marker ?? null;
      if (bullet !== null && delimiter !== null) return;
      visit(block.children);
    }
  };
  visit(blocks);
  return { bullet: bullet ?? '-', delimiter: delimiter ?? '.' };
}
