/**
 * Follows what a long note's window shows: at every scroll, and when the text or the window changes
 * its size. Of neighbours that are far the first has the room of all, and the others have none: what
 * the page lays out is a screen or two of blocks and a box or two.
 */
import type { Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { foldedPart, foldsOf } from '../folding.ts';
import { createBlockHeights } from './block-heights.ts';
import { canBeFar, nearBlocksOf, setWindow, type Stretch } from './near-blocks.ts';

/** Screens above and below that are drawn, and the least of them before that is done again. */
const drawnScreens = 1.5;
const leastScreens = 0.75;

export interface WindowWatch {
  update(before: EditorState): void;
  destroy(): void;
}

export function watchWindow(view: EditorView): WindowWatch {
  const heights = createBlockHeights();
  let scroller: Element | null = null;
  let frame = 0;
  /** The elements that have the room of their neighbours too. */
  let rooms: readonly HTMLElement[] = [];

  const look = (): void => {
    if (view.isDestroyed || scroller === null) return;
    const { top, bottom, height } = scroller.getBoundingClientRect();
    if (height === 0) return;
    const isRoomSeen = rooms.some((room) => {
      const box = room.getBoundingClientRect();
      return box.bottom > top - height * leastScreens && box.top < bottom + height * leastScreens;
    });
    if (!isRoomSeen) return;
    const next = measure(top - height * drawnScreens, bottom + height * drawnScreens);
    view.dispatch(setWindow(view.state.tr, next));
  };

  /** Writes down how high the drawn blocks are, and answers which blocks stand between two heights of the page. */
  function measure(top: number, bottom: number): Stretch {
    const { doc } = view.state;
    const drawn = drawnPlaces();
    const hidden = hiddenParts();
    let from: number | null = null;
    let to = 0;
    let y = view.dom.getBoundingClientRect().top;
    let isFar = false;
    let above: { readonly block: Node; readonly top: number } | null = null;
    doc.forEach((block, offset) => {
      let start = y;
      if (drawn.has(offset)) {
        const box = boxAt(offset);
        if (box !== null) [start, y] = [box.top, box.bottom];
        if (box !== null && above !== null) heights.keep(above.block, box.top - above.top);
        above = box === null ? null : { block, top: box.top };
        isFar = false;
      } else if (!isIn(hidden, offset)) {
        if (!isFar) start = boxAt(offset)?.top ?? y;
        y = start + heights.of(block);
        isFar = true;
        above = null;
      }
      if (y < top || start > bottom) return;
      from ??= offset;
      to = offset + block.nodeSize;
    });
    return from === null ? { from: 0, to: 0 } : { from, to };
  }

  /** Gives each run of far blocks its room. */
  function makeRoom(): void {
    for (const room of rooms) {
      room.dataset['far'] = '';
      room.style.blockSize = '';
    }
    const drawn = drawnPlaces();
    const hidden = hiddenParts();
    const runs: { readonly offset: number; heightPx: number }[] = [];
    let isOpen = false;
    view.state.doc.forEach((block, offset) => {
      if (drawn.has(offset)) isOpen = false;
      else if (!isIn(hidden, offset)) {
        if (!isOpen) runs.push({ offset, heightPx: 0 });
        isOpen = true;
        const run = runs.at(-1);
        if (run !== undefined) run.heightPx += heights.of(block);
      }
    });
    rooms = runs.flatMap(({ offset, heightPx }) => {
      const dom = view.nodeDOM(offset);
      if (!(dom instanceof HTMLElement)) return [];
      dom.dataset['far'] = 'room';
      dom.style.blockSize = `${heightPx}px`;
      return [dom];
    });
  }

  function drawnPlaces(): ReadonlySet<number> {
    const places = new Set(nearBlocksOf(view.state)?.decorations.find().map(({ from }) => from));
    const first = view.state.doc.firstChild;
    if (first !== null && !canBeFar(first)) places.add(0);
    return places;
  }

  /** What headings that are folded hide. */
  function hiddenParts(): readonly Stretch[] {
    const { doc } = view.state;
    return foldsOf(view.state).flatMap((fold) => {
      const part = doc.nodeAt(fold)?.type.name === 'heading' ? foldedPart(doc, fold) : null;
      return part ?? [];
    });
  }

  /** Null for what has no box. */
  function boxAt(offset: number): DOMRect | null {
    const dom = view.nodeDOM(offset);
    const box = dom instanceof Element ? dom.getBoundingClientRect() : null;
    return box === null || box.height === 0 ? null : box;
  }

  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(now);
  };
  const now = (): void => {
    frame = 0;
    // The editor is made before it stands in the page.
    if (scroller === null) follow();
    look();
  };
  const sizes = new ResizeObserver(soon);
  function follow(): void {
    scroller = view.dom.closest('.note-scroller');
    if (scroller === null) return;
    scroller.addEventListener('scroll', look, { passive: true });
    sizes.observe(scroller);
    heights.setLine(Number.parseFloat(getComputedStyle(view.dom).lineHeight));
    makeRoom();
  }

  makeRoom();
  sizes.observe(view.dom);
  soon();
  return {
    update(before) {
      const { state } = view;
      if (nearBlocksOf(state)?.shape === nearBlocksOf(before)?.shape && foldsOf(state) === foldsOf(before)) return;
      makeRoom();
      soon();
    },
    destroy() {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      scroller?.removeEventListener('scroll', look);
    },
  };
}

function isIn(stretches: readonly Stretch[], offset: number): boolean {
  return stretches.some(({ from, to }) => offset >= from && offset < to);
}
