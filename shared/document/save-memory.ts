/**
 * What one save of a note finds out and the next need not: the loaded blocks by node, and the
 * patch of each stretch that has not changed since. Nodes never change, so a stretch of the very
 * same nodes between the very same neighbours has the same patch.
 */
import type { Node } from '@tiptap/pm/model';
import { normalizeLabel } from '#shared/markdown/tree/decode.ts';
import type { SourceBlock } from '#shared/markdown/tree/source-tree.ts';
import type { Region } from './align.ts';
import { Canonicalizer } from './canonical.ts';
import type { LoadedNote } from './load-markdown.ts';
import { sameKeys } from './same-definitions.ts';
import { pairUp } from './patch-block.ts';

/** A node of the loaded document with the block it came from. */
export type LoadedBlock = ReturnType<typeof pairUp>[number];

interface Remembered<Patch> {
  /** The stretch's new nodes, with the node before and behind it. */
  readonly nodes: readonly (Node | undefined)[];
  readonly patch: Patch;
}

/** What blocks are compared by. */
export interface SaveContext {
  /** Labels of the footnotes that are written in the document that is saved. */
  readonly footnotes: ReadonlySet<string>;
  readonly canonical: Canonicalizer;
}

export class SaveMemory<Patch> {
  /** Blocks that say something, in order. */
  readonly old: readonly LoadedBlock[];
  /** Where in `old` a node stands. */
  readonly places: ReadonlyMap<Node, number>;
  readonly markers: { readonly bullet: string; readonly delimiter: string };
  readonly #base: LoadedNote;
  #patches = new Map<string, Remembered<Patch>>();
  #context: SaveContext;

  constructor(base: LoadedNote) {
    this.#base = base;
    this.#context = { footnotes: base.footnotes, canonical: base.canonical };
    this.old = pairUp(base.blocks, base.doc).filter(({ block }) => block.type !== 'paragraph' || block.inline?.text.trim() !== '');
    this.places = new Map(this.old.map(({ node }, index) => [node, index]));
    this.markers = markersOf(base.blocks);
  }

  /**
   * What a save of these blocks is compared by. The call of a footnote that nobody has written is
   * only text, so the forms of other blocks hang on it, and patches that were compared by others go.
   */
  context(next: readonly Node[]): SaveContext {
    const footnotes = this.#footnotesOf(next);
    if (sameKeys(footnotes, this.#context.footnotes)) return this.#context;
    const base = this.#base;
    const canonical = sameKeys(footnotes, base.footnotes) ? base.canonical : new Canonicalizer(base.doc.type.schema, { definitions: base.definitions, footnotes });
    this.#context = { footnotes, canonical };
    this.#patches = new Map();
    return this.#context;
  }

  #footnotesOf(next: readonly Node[]): ReadonlySet<string> {
    const added = next.filter((node) => !this.places.has(node));
    if (added.length === 0 && next.length === this.old.length) return this.#base.footnotes;
    const kept = new Set(next);
    const labels = new Set(this.#base.footnotes);
    for (const { node } of this.old) if (!kept.has(node)) for (const label of labelsIn(node)) labels.delete(label);
    for (const node of added) for (const label of labelsIn(node)) labels.add(label);
    return labels;
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

/** The labels of the footnotes that are written in a block. */
function labelsIn(block: Node): readonly string[] {
  const labels: string[] = [];
  const visit = (node: Node): boolean => {
    if (node.type.name === 'footnoteDefinition') labels.push(normalizeLabel(String(node.attrs['label'])));
    return !node.isTextblock;
  };
  if (visit(block)) block.descendants(visit);
  return labels;
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
