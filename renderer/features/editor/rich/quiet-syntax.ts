/**
 * What stands in the text for the writer only. Inline HTML as it looks: text between a pair of plain
 * tags (`<kbd>`, `<sub>`, `<u>` …) wears them, and the tags are quiet until the caret is in their
 * block. A block id on a line of its own is told from one at the end of a text. The file keeps all.
 */
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, type DecorationSet } from '@tiptap/pm/view';
import { decorateBlocks, decorateChanged, type DecorateBlock } from './block-decorations.ts';

const plain: ReadonlySet<string> = new Set(['abbr', 'b', 'cite', 'code', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'u', 'var']);
const key = new PluginKey<DecorationSet>('quietSyntax');

/** A decoration by its place within a block: an element that text wears, or a class of a node. */
interface Worn {
  readonly from: number;
  readonly to: number;
  readonly element?: string;
  readonly className?: 'html-tag' | 'html-break' | 'only-block-id';
}

export function quietSyntaxPlugin(): Plugin<DecorationSet> {
  // Blocks are never changed in place: typing in one leaves the others as they were read.
  const read = new WeakMap<Node, readonly Worn[]>();
  const wornIn = (block: Node): readonly Worn[] => {
    const known = read.get(block) ?? readBlock(block);
    read.set(block, known);
    return known;
  };
  const decorate: DecorateBlock = (block, start) =>
    wornIn(block).map(({ from, to, element, className }) =>
      element === undefined ? Decoration.node(start + from, start + to, { class: className ?? '' }) : Decoration.inline(start + from, start + to, { nodeName: element }),
    );
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => decorateBlocks(state.doc, decorate),
      apply: (tr, before) => decorateChanged(tr, before, decorate),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Places count from where the top-level block begins. */
function readBlock(block: Node): readonly Worn[] {
  if (block.isTextblock) return readText(block, 0);
  const worn: Worn[] = [];
  block.descendants((node, position) => {
    if (node.isTextblock) worn.push(...readText(node, position + 1));
    return !node.isTextblock;
  });
  return worn;
}

function readText(block: Node, start: number): readonly Worn[] {
  const worn = readTags(block).map((each) => ({ ...each, from: start + 1 + each.from, to: start + 1 + each.to }));
  if (/^\^[A-Za-z0-9-]+$/u.test(block.textContent)) worn.push({ from: start, to: start + block.nodeSize, className: 'only-block-id' });
  return worn;
}

function readTags(block: Node): readonly Worn[] {
  const worn: Worn[] = [];
  const open: { readonly tag: string; readonly from: number; readonly to: number }[] = [];
  block.forEach((node, offset) => {
    if (node.type.name !== 'rawInline') return;
    const source = String(node.attrs['source']);
    const end = offset + node.nodeSize;
    if (/^<br\s*\/?>$/iu.test(source)) {
      worn.push({ from: offset, to: end, className: 'html-break' });
      return;
    }
    const [, slash, name = ''] = /^<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*)?>$/iu.exec(source) ?? [];
    const tag = name.toLowerCase();
    if (!plain.has(tag)) return;
    if (slash === '') {
      open.push({ tag, from: offset, to: end });
      return;
    }
    const at = open.findLastIndex((opened) => opened.tag === tag);
    const opened = open[at];
    if (opened === undefined) return;
    open.length = at;
    worn.push({ from: opened.from, to: opened.to, className: 'html-tag' }, { from: offset, to: end, className: 'html-tag' });
    if (offset > opened.to) worn.push({ from: opened.to, to: offset, element: tag });
  });
  return worn;
}
