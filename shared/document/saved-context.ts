/**
 * What a save is compared by: what the document that is saved defines. The call of a footnote that
 * nobody has written is only text, and so is a link by a label that is defined nowhere; where a
 * definition went or came, blocks that nobody touched read otherwise, and are expected to.
 */
import type { Node } from '@tiptap/pm/model';
import { normalizeLabel } from '#shared/markdown/tree/decode.ts';
import { collectDefinitions, parseMarkdown } from '#shared/markdown/tree/parse.ts';
import type { Definition } from '#shared/markdown/tree/source-tree.ts';
import { lineStart } from './apply-edits.ts';
import { Canonicalizer, childrenOf } from './canonical.ts';
import type { LoadedNote } from './load-markdown.ts';
import { sameDefinitions, sameKeys } from './same-definitions.ts';
import type { LoadedBlock } from './save-memory.ts';
import { documentOf } from './source-document.ts';

interface Definitions {
  readonly definitions: Map<string, Definition>;
  readonly footnotes: Set<string>;
}

export interface SaveContext {
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Normalised labels. */
  readonly footnotes: ReadonlySet<string>;
  readonly canonical: Canonicalizer;
  /** Whether the document defines something else than the loaded note. */
  readonly isChanged: boolean;
  /** The nodes as the file will read: blocks as loaded have changed where what they refer to has. */
  readonly expected: (nodes: readonly Node[]) => readonly Node[];
}

export interface LoadedPlaces {
  readonly old: readonly LoadedBlock[];
  readonly places: ReadonlyMap<Node, number>;
}

/** The context of a save of `next`; `last` where it still holds. */
export function saveContext(base: LoadedNote, loaded: LoadedPlaces, next: readonly Node[], last: SaveContext | null): SaveContext {
  const defined = definitionsOf(base, loaded, next);
  if (last !== null && sameDefinitions(defined.definitions, last.definitions) && sameKeys(defined.footnotes, last.footnotes)) return last;
  const isAsLoaded = sameDefinitions(defined.definitions, base.definitions) && sameKeys(defined.footnotes, base.footnotes);
  if (isAsLoaded) return { ...defined, canonical: base.canonical, isChanged: false, expected: (nodes) => nodes };
  return { ...defined, canonical: new Canonicalizer(base.doc.type.schema, defined), isChanged: true, expected: readAnew(base, loaded, defined) };
}

function definitionsOf(base: LoadedNote, { old, places }: LoadedPlaces, next: readonly Node[]): Pick<LoadedNote, 'definitions' | 'footnotes'> {
  const added = next.filter((node) => !places.has(node));
  if (added.length === 0 && next.length === old.length) return base;
  const kept = new Set(next);
  const removed = noDefinitions();
  collectDefinitions(old.filter(({ node }) => !kept.has(node)).map(({ block }) => block), removed);
  if (removed.definitions.size + removed.footnotes.size === 0 && !added.some(mayDefine)) return base;
  const found = noDefinitions();
  for (const node of next) {
    const known = old[places.get(node) ?? -1];
    if (known === undefined) collectFromNode(node, found);
    else collectDefinitions([known.block], found);
  }
  return found;
}

function noDefinitions(): Definitions {
  return { definitions: new Map(), footnotes: new Set() };
}

function mayDefine(node: Node): boolean {
  let may = isDefining(node);
  node.descendants((inner) => {
    may ||= isDefining(inner);
    return !may && !inner.isTextblock;
  });
  return may;
}

function isDefining(node: Node): boolean {
  return node.type.name === 'rawBlock' || node.type.name === 'footnoteDefinition';
}

function collectFromNode(node: Node, into: Definitions): void {
  if (node.type.name === 'footnoteDefinition') into.footnotes.add(normalizeLabel(String(node.attrs['label'])));
  if (node.type.name === 'rawBlock') collectDefinitions(parseMarkdown(node.textContent, { offset: 1 }).blocks, into);
  if (!node.isTextblock) node.forEach((child) => collectFromNode(child, into));
}

function readAnew(base: LoadedNote, { old, places }: LoadedPlaces, defined: Pick<LoadedNote, 'definitions' | 'footnotes'>): SaveContext['expected'] {
  const read = new WeakMap<Node, readonly Node[]>();
  return (nodes) =>
    nodes.flatMap((node) => {
      const block = old[places.get(node) ?? -1]?.block;
      if (block === undefined || isDefining(node) || node.type.name === 'frontmatter') return [node];
      const known = read.get(node);
      if (known !== undefined) return known;
      const source = base.text.slice(lineStart(base.text, block.start), block.end);
      const tree = source.includes('[') ? parseMarkdown(source, { ...defined, offset: 1 }) : null;
      const now = tree === null ? [node] : childrenOf(documentOf(tree, base.doc.type.schema));
      read.set(node, now);
      return now;
    });
}
