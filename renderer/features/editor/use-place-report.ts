/** Tells the window where in the note the caret is, or what is scrolled to while the caret is out of sight. */
import { useEffect, type RefObject } from 'react';
import type { VaultPath } from '#shared/model/note-path.ts';
import { useNotePlaceStore } from '../../api/note-place.ts';
import type { EditorHandle } from './editor-handle.ts';

/** Below the upper edge: a heading that is just scrolled to counts. */
const edgePx = 96;

/** `jump` changes with each wish to go somewhere, which may move the caret without a scroll. */
export function usePlaceReport(active: boolean, path: VaultPath, handle: EditorHandle | null, scroller: RefObject<HTMLElement | null>, jump: number | undefined): void {
  const store = useNotePlaceStore();
  useEffect(() => {
    const element = scroller.current;
    if (!active || handle === null || element === null) return undefined;
    let frame = 0;
    const report = (): void => {
      frame = 0;
      const { top, bottom } = element.getBoundingClientRect();
      if (handle.rich !== null) {
        store.report({ path, kind: 'heading', index: handle.rich.headingBetween(top + edgePx, bottom) });
        return;
      }
      const caret = handle.caret();
      const caretY = handle.heightOf(caret);
      const isSeen = caretY !== null && caretY >= top && caretY < bottom;
      store.report({ path, kind: 'line', line: (isSeen ? caret : handle.placeAtHeight(top + edgePx)).line });
    };
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(report);
    };
    const onSelect = (): void => {
      if (handle.hasFocus()) soon();
    };
    soon();
    document.addEventListener('selectionchange', onSelect);
    element.addEventListener('scroll', soon, { passive: true });
    return () => {
      if (frame !== 0) cancelAnimationFrame(frame);
      document.removeEventListener('selectionchange', onSelect);
      element.removeEventListener('scroll', soon);
    };
  }, [active, handle, jump, path, scroller, store]);
}
