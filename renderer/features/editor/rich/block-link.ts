/** Makes a block one that links can name: gives it an id, where it has none and is no heading. */
import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { headingForLink } from '#shared/markdown/wikilink.ts';

export interface LinkableBlock {
  /** Behind the note's name in a link: `#Heading` or `#^id`. */
  readonly fragment: string;
  /** Writes the id; null where there is nothing to write. */
  readonly transaction: Transaction | null;
}

const trailingId = /(?:^|\s)\^([A-Za-z0-9-]+)$/u;

/** The block at a position as a link may name it; `newId` is taken where it has no name yet. */
export function linkableBlock(state: EditorState, position: number, newId: string): LinkableBlock | null {
  const node = state.doc.nodeAt(position);
  if (node === null || node.type.name === 'frontmatter') return null;
  if (node.type.name === 'heading') return { fragment: `#${headingForLink(node.textContent)}`, transaction: null };
  const line = lineOf(node);
  if (line !== null) {
    const known = trailingId.exec(textOf(line.node))?.[1];
    if (known !== undefined) return { fragment: `#^${known}`, transaction: null };
    const end = position + line.offset + line.node.nodeSize - 1;
    return { fragment: `#^${newId}`, transaction: state.tr.insert(end, state.schema.text(` ^${newId}`)) };
  }
  // Of what has no line of its own the id stands below.
  const after = position + node.nodeSize;
  const next = state.doc.nodeAt(after);
  const known = next === null ? undefined : /^\^([A-Za-z0-9-]+)$/u.exec(next.textContent)?.[1];
  if (known !== undefined) return { fragment: `#^${known}`, transaction: null };
  const paragraph = state.schema.nodes['paragraph'];
  if (paragraph === undefined) return null;
  return { fragment: `#^${newId}`, transaction: state.tr.insert(after, paragraph.create(null, state.schema.text(`^${newId}`))) };
}

/** The paragraph that carries the id of a paragraph or item, with its place from the block's start. */
function lineOf(node: Node): { readonly node: Node; readonly offset: number } | null {
  if (node.type.name === 'paragraph') return { node, offset: 0 };
  const first = node.firstChild;
  return node.type.name === 'listItem' && first?.type.name === 'paragraph' ? { node: first, offset: 1 } : null;
}

function textOf(node: Node): string {
  return node.textBetween(0, node.content.size, '', '\ufffc');
}

/** Short, and of characters that every reader of the dialect allows. */
export function newBlockId(random: () => number = Math.random): string {
  return Math.floor(random() * 36 ** 6)
    .toString(36)
    .padStart(6, '0');
}
