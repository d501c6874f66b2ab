/** Makes the document's nodes from the source tree. */
import { Fragment, type Attrs, type Mark, type Node, type Schema } from '@tiptap/pm/model';
import type { Inline, SourceBlock, SourceTree } from '#shared/markdown/tree/source-tree.ts';

/** The document of a source tree; an empty tree gives one empty paragraph. */
export function documentOf(tree: Pick<SourceTree, 'blocks'>, schema: Schema): Node {
  return documentWith(tree.blocks.map((block) => nodeOf(block, schema)), schema);
}

/** The document of some blocks' nodes. */
export function documentWith(nodes: readonly Node[], schema: Schema): Node {
  const children = [...nodes];
  // The schema wants a block behind frontmatter and in an empty note.
  if (children.every((child) => child.type.name === 'frontmatter')) children.push(nodeType(schema, 'paragraph').create());
  return nodeType(schema, 'doc').create(null, children);
}

/** The node of one block. */
export function nodeOf(block: SourceBlock, schema: Schema): Node {
  const type = nodeType(schema, block.type);
  switch (block.type) {
    case 'paragraph':
    case 'heading':
    case 'calloutTitle':
      return type.create(knownAttrs(block), block.inline === null ? null : inlineOf(block.inline, schema));
    case 'tableCell':
    case 'tableHeader': {
      const content = block.inline === null ? null : inlineOf(block.inline, schema);
      return type.create(knownAttrs(block), nodeType(schema, 'paragraph').create(null, content));
    }
    case 'codeBlock':
    case 'mathBlock':
    case 'rawBlock':
    case 'frontmatter': {
      const text = block.inline?.text ?? '';
      return type.create(knownAttrs(block), text === '' ? null : schema.text(text));
    }
    case 'table':
      return type.create(null, rowsOf(block, schema));
    case 'horizontalRule':
      return type.create();
    case 'listItem':
    case 'blockquote':
    case 'footnoteDefinition': {
      const children = block.children.map((child) => nodeOf(child, schema));
      if (children.length === 0) children.push(nodeType(schema, 'paragraph').create());
      return type.create(knownAttrs(block), children);
    }
    default:
      return type.create(knownAttrs(block), block.children.map((child) => nodeOf(child, schema)));
  }
}

/**
 * Rows filled up to the longest: left as they are, the editor's table plug-in would fill them up at
 * their start, and what stands in the first column would be in another. Saving ignores empty cells
 * at a row's end.
 */
function rowsOf(table: SourceBlock, schema: Schema): Node[] {
  const columns = Math.max(...table.children.map((row) => row.children.length));
  return table.children.map((row, index) => {
    const cells = row.children.map((cell) => nodeOf(cell, schema));
    while (cells.length < columns) {
      const align: unknown = table.children[0]?.children[cells.length]?.attrs['align'];
      cells.push(nodeType(schema, index === 0 ? 'tableHeader' : 'tableCell').create({ align: align ?? null }, nodeType(schema, 'paragraph').create()));
    }
    return nodeType(schema, row.type).create(knownAttrs(row), cells);
  });
}

function knownAttrs(block: SourceBlock): Attrs | null {
  // A table's alignment is on its cells.
  return block.type === 'table' ? null : block.attrs;
}

function inlineOf(inline: Inline, schema: Schema): Fragment {
  const cuts = new Set<number>([0, inline.text.length]);
  for (const span of inline.spans) cuts.add(span.from).add(span.to);
  for (const index of inline.atoms.keys()) cuts.add(index).add(index + 1);
  const places = [...cuts].sort((left, right) => left - right);
  const nodes: Node[] = [];
  const opening = [...inline.spans].sort((left, right) => left.from - right.from);
  let active: typeof opening = [];
  let next = 0;
  for (let index = 0; index + 1 < places.length; index += 1) {
    const from = places[index] ?? 0;
    const to = places[index + 1] ?? from;
    active = active.filter((span) => span.to > from);
    for (; next < opening.length; next += 1) {
      const span = opening[next];
      if (span === undefined || span.from > from) break;
      if (span.to > from) active.push(span);
    }
    let marks: readonly Mark[] = [];
    for (const span of active) {
      const type = schema.marks[span.type];
      if (type !== undefined) marks = type.create(span.attrs).addToSet(marks);
    }
    const atom = inline.atoms.get(from);
    if (atom === undefined) nodes.push(schema.text(inline.text.slice(from, to), marks));
    else nodes.push(nodeType(schema, atom.type).create(atom.attrs, null, marks));
  }
  return Fragment.fromArray(joinText(nodes, schema));
}

/** Neighbouring text with equal marks is one node in ProseMirror. */
function joinText(nodes: readonly Node[], schema: Schema): Node[] {
  const joined: Node[] = [];
  for (const node of nodes) {
    const last = joined[joined.length - 1];
    if (last?.isText === true && node.isText && last.sameMarkup(node)) {
      joined[joined.length - 1] = schema.text(`${last.text ?? ''}${node.text ?? ''}`, node.marks);
    } else {
      joined.push(node);
    }
  }
  return joined;
}

function nodeType(schema: Schema, name: string): Schema['nodes'][string] {
  const type = schema.nodes[name];
  if (type === undefined) throw new Error(`The schema has no node "${name}".`);
  return type;
}
