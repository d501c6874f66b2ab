/**
 * Numbers footnotes as a reader counts them, whatever their labels are, and answers what stands
 * behind a label. Numbers are decorations: the labels in the file stay as they are.
 */
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { changedStretch, nodesIn } from './changed-stretch.ts';

const key = new PluginKey<DecorationSet>('footnotes');

const numbered: ReadonlySet<string> = new Set(['footnoteRef', 'footnoteDefinition']);

interface Place {
  readonly label: string;
  readonly offset: number;
  readonly size: number;
  readonly definition: boolean;
}

export function footnotesPlugin(): Plugin<DecorationSet> {
  // Blocks are never changed in place: typing in one leaves the others as they were read.
  const read = new WeakMap<Node, readonly Place[]>();
  const placesIn = (block: Node): readonly Place[] => {
    const known = read.get(block);
    if (known !== undefined) return known;
    const places = findPlaces(block);
    read.set(block, places);
    return places;
  };
  const decorate = (doc: Node): DecorationSet => {
    const places: Place[] = [];
    doc.forEach((block, start) => {
      for (const place of placesIn(block)) places.push({ ...place, offset: start + place.offset });
    });
    const numbers = numberLabels(places);
    return DecorationSet.create(
      doc,
      places.map(({ label, offset, size }) => {
        const number = String(numbers.get(label) ?? '');
        return Decoration.node(offset, offset + size, { 'data-number': number }, { footnoteNumber: number });
      }),
    );
  };
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => decorate(state.doc),
      apply(tr, before) {
        const stretch = changedStretch(tr);
        if (stretch === null) return before;
        const touched = nodesIn(tr.before, stretch.from, stretch.oldTo, numbered).length > 0 || nodesIn(tr.doc, stretch.from, stretch.to, numbered).length > 0;
        return touched ? decorate(tr.doc) : before.map(tr.mapping, tr.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** The number that the decorations of a footnote's mark give it, or null. */
export function footnoteNumber(decorations: readonly Decoration[]): string | null {
  for (const { spec } of decorations) {
    // ProseMirror types what was given with a decoration as `any`.
    const number: unknown = (spec as { readonly footnoteNumber?: unknown }).footnoteNumber;
    if (typeof number === 'string') return number;
  }
  return null;
}

/** Where a footnote is written out, and what its first link leads to. */
export interface FootnoteText {
  readonly position: number;
  readonly text: string;
  readonly target: string | null;
}

export function footnoteText(doc: Node, label: string): FootnoteText | null {
  let found: FootnoteText | null = null;
  doc.descendants((node, position) => {
    if (found !== null) return false;
    if (node.type.name !== 'footnoteDefinition') return !node.isTextblock;
    if (String(node.attrs['label']) === label) found = { position, text: node.textBetween(0, node.content.size, '\n'), target: firstLink(node) };
    return false;
  });
  return found;
}

function findPlaces(block: Node): readonly Place[] {
  const places: Place[] = [];
  const visit = (node: Node, offset: number): void => {
    const definition = node.type.name === 'footnoteDefinition';
    if (definition || node.type.name === 'footnoteRef') places.push({ label: String(node.attrs['label']), offset, size: node.nodeSize, definition });
  };
  visit(block, 0);
  block.descendants((node, position) => visit(node, position + 1));
  return places;
}

/** In the order in which they are referred to; those that nothing refers to come last. */
function numberLabels(places: readonly Place[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const definition of [false, true]) {
    for (const place of places) {
      if (place.definition === definition && !numbers.has(place.label)) numbers.set(place.label, numbers.size + 1);
    }
  }
  return numbers;
}

function firstLink(definition: Node): string | null {
  let target: string | null = null;
  definition.descendants((node) => {
    if (target === null && node.type.name === 'wikilink') target = String(node.attrs['target']);
    return target === null;
  });
  return target;
}
