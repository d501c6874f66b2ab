/** Caret and scroll of a note while one editor takes over from another. */
import type { EditorHandle } from './editor-handle.ts';
import type { SourcePlace } from './source-place.ts';

export interface KeptView {
  readonly caret: SourcePlace;
  /** A place that is to stand where it stood. */
  readonly anchor: SourcePlace;
  /** How far below the scroller's upper edge, in pixels. */
  readonly anchorPx: number;
  readonly focused: boolean;
}

/** Below the edge, so that a line that is cut off does not count. */
const edgePx = 24;

export function keepView(handle: EditorHandle, scroller: HTMLElement): KeptView {
  const { top, bottom } = scroller.getBoundingClientRect();
  const caret = handle.caret();
  const caretY = handle.heightOf(caret);
  const isCaretSeen = caretY !== null && caretY >= top && caretY < bottom - edgePx;
  const anchor = isCaretSeen ? caret : handle.placeAtHeight(top + edgePx);
  const anchorY = handle.heightOf(anchor) ?? top;
  return { caret, anchor, anchorPx: anchorY - top, focused: handle.hasFocus() };
}

export function restoreView(handle: EditorHandle, scroller: HTMLElement, kept: KeptView): void {
  handle.setCaret(kept.caret);
  if (kept.focused) handle.focus();
  const scroll = (): void => {
    const y = handle.heightOf(kept.anchor);
    if (y !== null) scroller.scrollTop += y - scroller.getBoundingClientRect().top - kept.anchorPx;
  };
  scroll();
  // Heights out of sight are guesses until they have been laid out.
  requestAnimationFrame(scroll);
}
