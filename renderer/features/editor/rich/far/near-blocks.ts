/**
 * Which blocks of a long note are drawn: those near the window and those near the caret. All others
 * are empty room, so that a key costs what a screen of text costs and not what the note holds. A
 * matter of the view alone: the document, saving and searching know nothing of it.
 */
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Selection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { changedStretch } from '../changed-stretch.ts';

/** Positions in the document; blocks that lie in it or touch it count. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface NearBlocks {
  /** What the window shows, with a margin. */
  readonly window: Stretch;
  /** What is around the ends of the selection, with a margin. */
  readonly ends: readonly Stretch[];
  /** One for each near block. */
  readonly decorations: DecorationSet;
  /** Another one as soon as other blocks are drawn, or others are there. */
  readonly shape: symbol;
}

const key = new PluginKey<NearBlocks>('nearBlocks');
const mark = { nearWindow: true } as const;

/** Drawn around the caret, so that arrows find the next lines; and the least of them. */
const blocksAround = 12;
const leastAround = 3;
/** Drawn before the window was measured. */
const firstBlocks = 40;

/** `watch` follows the window of a view and tells it by `setWindow`. */
export function nearBlocksPlugin(watch: (view: EditorView) => { update(before: EditorState): void; destroy(): void }): Plugin<NearBlocks> {
  return new Plugin<NearBlocks>({
    key,
    state: {
      init: (_config, state) => drawNear(state.doc, { from: 0, to: blocksFrom(state.doc, 0, firstBlocks) }, endsOf(state.doc, state.selection)),
      apply: (tr, before) => follow(tr, before),
    },
    props: { decorations: (state) => key.getState(state)?.decorations },
    view(view) {
      const watching = watch(view);
      return {
        update: (_view, before) => watching.update(before),
        destroy: () => watching.destroy(),
      };
    },
  });
}

/** Undefined where every block is drawn. */
export function nearBlocksOf(state: EditorState): NearBlocks | undefined {
  return key.getState(state);
}

/** What the window shows by now, with a margin. */
export function setWindow(tr: Transaction, window: Stretch): Transaction {
  return tr.setMeta(key, window).setMeta('addToHistory', false);
}

/** Draws the block at a position, which is to be shown next. */
export function drawAt(view: EditorView, position: number): void {
  const near = key.getState(view.state);
  if (near === undefined || [near.window, ...near.ends].some(({ from, to }) => position >= from && position < to)) return;
  view.dispatch(setWindow(view.state.tr, around(view.state.doc, position, blocksAround)));
}

/** Whether a top-level block with these decorations is drawn. */
export function isNear(decorations: readonly Decoration[]): boolean {
  // ProseMirror types what was given with a decoration as `any`.
  return decorations.some(({ spec }) => (spec as { readonly nearWindow?: unknown }).nearWindow === true);
}

/** What the properties are written in is always drawn. */
export function canBeFar(block: Node): boolean {
  return block.type.isInGroup('block');
}

function follow(tr: Transaction, before: NearBlocks): NearBlocks {
  const set = tr.getMeta(key) as Stretch | undefined; // Only this file sets this key.
  if (set === undefined && !tr.docChanged && !tr.selectionSet) return before;
  const { doc, selection } = tr;
  const window = set ?? mapped(tr, before.window);
  const ends = before.ends.map((each) => mapped(tr, each));
  const areEndsDrawn = [selection.$anchor, selection.$head].every(({ pos }) => isWithin(around(doc, pos, leastAround), [window, ...ends]));
  if (set === undefined && areEndsDrawn && (!tr.docChanged || isInOneBlock(tr))) {
    return { ...before, window, ends, decorations: tr.docChanged ? before.decorations.map(tr.mapping, doc) : before.decorations };
  }
  return drawNear(doc, window, areEndsDrawn && set === undefined ? ends : endsOf(doc, selection));
}

function drawNear(doc: Node, window: Stretch, ends: readonly Stretch[]): NearBlocks {
  const decorations: Decoration[] = [];
  doc.forEach((block, offset) => {
    const end = offset + block.nodeSize;
    if (canBeFar(block) && [window, ...ends].some(({ from, to }) => offset < to && end > from)) decorations.push(Decoration.node(offset, end, {}, mark));
  });
  return { window, ends, decorations: DecorationSet.create(doc, decorations), shape: Symbol('shape') };
}

/** Typing: the same blocks before and after. */
function isInOneBlock(tr: Transaction): boolean {
  const stretch = changedStretch(tr);
  if (stretch === null) return true;
  const { before, doc } = tr;
  if (before.childCount !== doc.childCount) return false;
  const [$from, $to] = [doc.resolve(stretch.from), doc.resolve(stretch.to)];
  return $from.depth > 0 && $to.depth > 0 && $from.index(0) === $to.index(0);
}

/** What is added at its end lies behind it: the rest of a note that is still being read must not all be drawn. */
function mapped(tr: Transaction, { from, to }: Stretch): Stretch {
  return tr.docChanged ? { from: tr.mapping.map(from, -1), to: tr.mapping.map(to, -1) } : { from, to };
}

function isWithin({ from, to }: Stretch, stretches: readonly Stretch[]): boolean {
  return stretches.some((each) => from >= each.from && to <= each.to);
}

function endsOf(doc: Node, selection: Selection): readonly Stretch[] {
  const head = around(doc, selection.head, blocksAround);
  return selection.anchor >= head.from && selection.anchor <= head.to ? [head] : [head, around(doc, selection.anchor, blocksAround)];
}

/** The block at a position with so many before and behind it. */
function around(doc: Node, position: number, blocks: number): Stretch {
  const $position = doc.resolve(Math.max(0, Math.min(position, doc.content.size)));
  const index = Math.min($position.index(0), doc.childCount - 1);
  let from = $position.posAtIndex(index, 0);
  for (let at = index - 1; at >= Math.max(0, index - blocks); at -= 1) from -= doc.child(at).nodeSize;
  return { from, to: blocksFrom(doc, index, blocks + 1, $position.posAtIndex(index, 0)) };
}

/** Where so many blocks from one on end. */
function blocksFrom(doc: Node, index: number, blocks: number, start = 0): number {
  let to = start;
  for (let at = index; at < Math.min(doc.childCount, index + blocks); at += 1) to += doc.child(at).nodeSize;
  return to;
}
