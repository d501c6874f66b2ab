/** Keeps the line that is written at one height of the window, as a typewriter does. */
import { useEffect, type RefObject } from 'react';
import type { EditorHandle } from './editor-handle.ts';

/** How far down the scroller the line stands. */
const share = 0.45;

export function useTypewriter(on: boolean, handle: EditorHandle | null, scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (!on || handle === null || element === null) return undefined;
    let frame = 0;
    let pointing = false;
    const centre = (): void => {
      frame = 0;
      const y = caretTop();
      if (y === null || !handle.hasFocus()) return;
      const { top, height } = element.getBoundingClientRect();
      element.scrollTop += y - top - height * share;
    };
    const onSelect = (): void => {
      // A click puts the caret where the pointer is: nothing may jump under it.
      if (!pointing && handle.hasFocus() && frame === 0) frame = requestAnimationFrame(centre);
    };
    const onDown = (): void => {
      pointing = true;
    };
    const onKey = (): void => {
      pointing = false;
    };
    document.addEventListener('selectionchange', onSelect);
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('keydown', onKey, { capture: true });
    return () => {
      if (frame !== 0) cancelAnimationFrame(frame);
      document.removeEventListener('selectionchange', onSelect);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('keydown', onKey, { capture: true });
    };
  }, [handle, on, scroller]);
}

function caretTop(): number | null {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0) return null;
  const { focusNode } = selection;
  const range = document.createRange();
  if (focusNode === null) return null;
  range.setStart(focusNode, selection.focusOffset);
  const rect = range.getClientRects()[0];
  if (rect !== undefined && rect.height > 0) return rect.top;
  // In an empty line the caret has no box of its own.
  const line = focusNode instanceof Element ? (focusNode.childNodes[selection.focusOffset] ?? focusNode) : focusNode.parentElement;
  return line instanceof Element ? line.getBoundingClientRect().top : null;
}
