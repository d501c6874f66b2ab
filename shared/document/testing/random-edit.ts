/** Random edits such as a person makes, for property tests and the long fidelity run. */
import { Fragment, Slice, type Node, type NodeType, type Schema } from '@tiptap/pm/model';
import { canJoin, canSplit, findWrapping, liftTarget, type Transform } from '@tiptap/pm/transform';

/** Draws an integer in `[0, bound)`. */
export type Draw = (bound: number) => number;

/** A reproducible source of numbers (xorshift). */
export function seededDraw(seed: number): Draw {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  return (bound) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return bound <= 0 ? 0 : state % bound;
  };
}

const SNIPPETS = [
  'word', ' ', 'a b', '漢字', '😀', '*', '**', '_', '`', '[[x]]', '[', ']', '# ', '#tag', '1. ', '- ', '> ', '==', '~~', '$', '$5', '%%', '%', '^', '^[', '|', '\\', '<b>', '<', '&amp;', '&', '!', '![', '---', '===', '```', '    ', '\t', '(x)', ': ', 'k:: v', '[^1]', 'https://a.b/c_d_e', '"', '.', '- [ ] ', '[!note]', '=', '+ ', '~~~', '$$', '*a', 'a*', '\u00a0', '¶', '//',
] as const;

const MARKS = ['bold', 'italic', 'strike', 'highlight', 'code', 'link'] as const;

interface Place {
  readonly node: Node;
  readonly pos: number;
}

export type EditKind = (typeof EDITS)[number]['kind'];

interface RandomEdit {
  readonly kind: string;
  readonly weight: number;
  readonly apply: (tr: Transform, draw: Draw) => void;
}

const EDITS: readonly RandomEdit[] = [
  { kind: 'insertText', weight: 8, apply: insertText },
  { kind: 'deleteText', weight: 5, apply: deleteText },
  { kind: 'toggleMark', weight: 4, apply: toggleMark },
  { kind: 'split', weight: 3, apply: split },
  { kind: 'join', weight: 2, apply: join },
  { kind: 'deleteBlock', weight: 2, apply: deleteBlock },
  { kind: 'insertBlock', weight: 2, apply: insertBlock },
  { kind: 'changeType', weight: 1, apply: changeType },
  { kind: 'deleteRange', weight: 1, apply: deleteAcross },
  { kind: 'task', weight: 1, apply: toggleTask },
  { kind: 'wrap', weight: 1, apply: wrap },
  { kind: 'lift', weight: 1, apply: lift },
  { kind: 'paste', weight: 2, apply: paste },
  { kind: 'move', weight: 1, apply: moveBlock },
];

/** Applies one random edit; tells its kind, or `null` where it did not fit the document. */
export function applyRandomEdit(tr: Transform, draw: Draw): string | null {
  const total = EDITS.reduce((sum, edit) => sum + edit.weight, 0);
  let at = draw(total);
  for (const edit of EDITS) {
    at -= edit.weight;
    if (at >= 0) continue;
    const steps = tr.steps.length;
    try {
      edit.apply(tr, draw);
    } catch (error) {
      // ProseMirror refuses what the schema does not allow; a person could not do it either.
      if (error instanceof RangeError || (error instanceof Error && /Invalid|Cannot|replace/iu.test(error.name + error.message))) return null;
      throw error;
    }
    return tr.steps.length > steps ? edit.kind : null;
  }
  return null;
}

function textBlocks(doc: Node): Place[] {
  const places: Place[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) places.push({ node, pos });
    return !node.isTextblock;
  });
  return places;
}

function blocks(doc: Node): Place[] {
  const places: Place[] = [];
  doc.descendants((node, pos) => {
    if (node.isBlock && node.type.name !== 'frontmatter') places.push({ node, pos });
    return !node.isTextblock;
  });
  return places;
}

function pick<Item>(items: readonly Item[], draw: Draw): Item {
  const item = items[draw(items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

function nodeType(schema: Schema, name: string): NodeType {
  const type = schema.nodes[name];
  if (type === undefined) throw new Error(`no node ${name}`);
  return type;
}

function insertText(tr: Transform, draw: Draw): void {
  const { node, pos } = pick(textBlocks(tr.doc), draw);
  const at = pos + 1 + (draw(3) === 0 ? node.content.size : draw(node.content.size + 1));
  const marks = draw(2) === 0 ? tr.doc.resolve(at).marks() : [];
  tr.insert(at, tr.doc.type.schema.text(pick(SNIPPETS, draw), node.type.spec.code === true ? [] : marks));
}

function deleteText(tr: Transform, draw: Draw): void {
  const { node, pos } = pick(textBlocks(tr.doc), draw);
  const from = draw(node.content.size + 1);
  const to = Math.min(node.content.size, from + 1 + draw(draw(4) === 0 ? 40 : 6));
  tr.delete(pos + 1 + from, pos + 1 + to);
}

function toggleMark(tr: Transform, draw: Draw): void {
  const { node, pos } = pick(textBlocks(tr.doc), draw);
  const from = pos + 1 + draw(node.content.size + 1);
  const to = Math.min(pos + 1 + node.content.size, from + 1 + draw(12));
  const name = pick(MARKS, draw);
  const type = tr.doc.type.schema.marks[name];
  if (type === undefined || !node.type.allowsMarkType(type)) return;
  if (tr.doc.rangeHasMark(from, to, type)) tr.removeMark(from, to, type);
  else tr.addMark(from, to, type.create(name === 'link' ? { href: 'https://example.org/a' } : null));
}

function split(tr: Transform, draw: Draw): void {
  const { node, pos } = pick(textBlocks(tr.doc), draw);
  const at = pos + 1 + draw(node.content.size + 1);
  const depth = tr.doc.resolve(at).node(-1).type.name === 'listItem' ? 2 : 1;
  if (canSplit(tr.doc, at, depth)) tr.split(at, depth);
}

function join(tr: Transform, draw: Draw): void {
  const { pos } = pick(blocks(tr.doc), draw);
  if (pos > 0 && canJoin(tr.doc, pos)) tr.join(pos);
}

function deleteBlock(tr: Transform, draw: Draw): void {
  const { node, pos } = pick(blocks(tr.doc), draw);
  tr.delete(pos, pos + node.nodeSize);
}

function insertBlock(tr: Transform, draw: Draw): void {
  const { schema } = tr.doc.type;
  const { pos, node } = pick(blocks(tr.doc), draw);
  const text = schema.text(pick(['new', 'two words', ...SNIPPETS], draw));
  const paragraph = nodeType(schema, 'paragraph').create(null, text);
  const item = nodeType(schema, 'listItem').create(null, paragraph);
  const made = pick(
    [
      paragraph,
      item,
      nodeType(schema, 'heading').create({ level: 1 + draw(6) }, text),
      nodeType(schema, 'bulletList').create(null, [item, item]),
      nodeType(schema, 'orderedList').create(null, item),
      nodeType(schema, 'blockquote').create(null, paragraph),
      nodeType(schema, 'callout').create({ kind: 'tip' }, [nodeType(schema, 'calloutTitle').create(null, text), paragraph]),
      nodeType(schema, 'codeBlock').create({ language: 'js' }, schema.text('let a\n\n  b')),
      nodeType(schema, 'horizontalRule').create(),
      nodeType(schema, 'mathBlock').create(null, schema.text('x^2')),
      nodeType(schema, 'paragraph').create(null, nodeType(schema, 'wikilink').create({ target: 'Note', alias: draw(2) === 0 ? 'n' : null })),
    ],
    draw,
  );
  tr.insert(draw(2) === 0 ? pos : pos + node.nodeSize, made);
}

function changeType(tr: Transform, draw: Draw): void {
  const { schema } = tr.doc.type;
  const { node, pos } = pick(textBlocks(tr.doc), draw);
  const name = pick(['paragraph', 'heading', 'codeBlock'], draw);
  tr.setBlockType(pos + 1, pos + 1 + node.content.size, nodeType(schema, name), name === 'heading' ? { level: 1 + draw(6) } : null);
}

function deleteAcross(tr: Transform, draw: Draw): void {
  const from = draw(tr.doc.content.size);
  tr.deleteRange(from, Math.min(tr.doc.content.size, from + 1 + draw(80)));
}

function toggleTask(tr: Transform, draw: Draw): void {
  const items = blocks(tr.doc).filter((place) => place.node.type.name === 'listItem');
  const { node, pos } = pick(items, draw);
  const checked: unknown = node.attrs['checked'];
  tr.setNodeAttribute(pos, 'checked', checked === null ? ' ' : pick([null, 'x', ' ', '-'], draw));
}

function wrap(tr: Transform, draw: Draw): void {
  const { pos } = pick(textBlocks(tr.doc), draw);
  const range = tr.doc.resolve(pos + 1).blockRange();
  const type = nodeType(tr.doc.type.schema, pick(['blockquote', 'bulletList', 'orderedList'], draw));
  const wrapping = range === null ? null : findWrapping(range, type);
  if (range !== null && wrapping !== null) tr.wrap(range, wrapping);
}

function lift(tr: Transform, draw: Draw): void {
  const { pos } = pick(textBlocks(tr.doc), draw);
  const range = tr.doc.resolve(pos + 1).blockRange();
  const target = range === null ? null : liftTarget(range);
  if (range !== null && target !== null) tr.lift(range, target);
}

function paste(tr: Transform, draw: Draw): void {
  const from = draw(tr.doc.content.size);
  const slice = tr.doc.slice(from, Math.min(tr.doc.content.size, from + 1 + draw(60)));
  const at = draw(tr.doc.content.size);
  tr.replaceRange(at, at, draw(2) === 0 ? slice : new Slice(Fragment.from(slice.content), 0, 0));
}

function moveBlock(tr: Transform, draw: Draw): void {
  const { node, pos } = pick(blocks(tr.doc), draw);
  tr.delete(pos, pos + node.nodeSize);
  const { pos: to } = pick(blocks(tr.doc), draw);
  tr.insert(to, node);
}
