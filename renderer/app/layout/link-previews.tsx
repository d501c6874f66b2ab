/** Shows what a link leads to, anywhere in the window: after a rest of the pointer, or at once by a key. */
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';
import { useCommandRegistry } from '../../api/commands.ts';
import { previewPlaceAt, previewPlaceAtFocus, type PreviewPlace } from '../../api/link-preview.ts';

const PreviewCard = lazy(async () => ({ default: (await import('../../features/editor/preview/preview-card.tsx')).PreviewCard }));

/** Long enough that a pointer which only passes shows nothing. */
const restMs = 450;
/** Time to move from the link into the card. */
const leaveMs = 250;

interface Shown {
  readonly place: PreviewPlace;
  readonly element: HTMLElement;
  readonly anchor: DOMRect;
  readonly byKeys: boolean;
}

export function LinkPreviews() {
  const registry = useCommandRegistry();
  const [shown, setShown] = useState<Shown | null>(null);

  const close = useEffectEvent(() => setShown(null));
  const show = useEffectEvent((found: NonNullable<ReturnType<typeof previewPlaceAt>>, byKeys: boolean) => {
    setShown({ ...found, anchor: found.element.getBoundingClientRect(), byKeys });
  });
  const isShown = useEffectEvent((element: HTMLElement | null) => shown !== null && shown.element === element);
  const heldByKeys = useEffectEvent(() => shown?.byKeys === true);

  useEffect(() => {
    const removeCommand = registry.add([
      {
        id: 'link.preview',
        run: () => {
          const found = previewPlaceAtFocus();
          if (found !== null) show(found, true);
        },
      },
    ]);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waitingFor: HTMLElement | null = null;
    const onOver = (event: MouseEvent): void => {
      if (heldByKeys()) return;
      if (event.target instanceof Element && event.target.closest('[data-preview-card]') !== null && previewPlaceAt(event.target) === null) {
        clearTimeout(timer);
        waitingFor = null;
        return;
      }
      const found = event.buttons === 0 ? previewPlaceAt(event.target) : null;
      if (found !== null && found.element === waitingFor) return;
      clearTimeout(timer);
      waitingFor = found?.element ?? null;
      if (found === null) {
        timer = setTimeout(close, leaveMs);
        return;
      }
      if (isShown(found.element)) return;
      timer = setTimeout(() => {
        if (found.element.isConnected) show(found, false);
      }, restMs);
    };
    const onDown = (event: MouseEvent): void => {
      clearTimeout(timer);
      waitingFor = null;
      if (!(event.target instanceof Element) || event.target.closest('[data-preview-card]') === null) close();
    };
    const onScroll = (event: Event): void => {
      if (event.target instanceof Element && event.target.closest('[data-preview-card]') !== null) return;
      clearTimeout(timer);
      waitingFor = null;
      close();
    };
    const onKey = (event: KeyboardEvent): void => {
      clearTimeout(timer);
      waitingFor = null;
      if (event.key === 'Escape') close();
    };
    document.addEventListener('mouseover', onOver, { passive: true });
    document.addEventListener('mousedown', onDown, true);
    document.addEventListener('keydown', onKey, true);
    window.addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => {
      removeCommand();
      clearTimeout(timer);
      document.removeEventListener('mouseover', onOver);
      document.removeEventListener('mousedown', onDown, true);
      document.removeEventListener('keydown', onKey, true);
      window.removeEventListener('scroll', onScroll, { capture: true });
    };
  }, [registry]);

  if (shown === null) return null;
  return (
    <Suspense fallback={null}>
      <PreviewCard key={JSON.stringify(shown.place)} place={shown.place} anchor={shown.anchor} takesFocus={shown.byKeys} onClose={() => setShown(null)} />
    </Suspense>
  );
}
