/** Keeps what is typed for a note that was asked for until the note stands: it goes there, and not into the one before. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isFocusFloating } from '../../ui/floating.ts';
import { createHeldKeys } from '../../ui/held-keys.ts';
import { useWorkspace } from '../workspace-context.ts';

/** A note that takes longer has met a problem, which is shown: keys are the person's again. */
const longestWaitMs = 5000;

export function AwaitedNote() {
  const awaited = useWorkspace((state) => state.awaited);
  const endAwaiting = useWorkspace((state) => state.endAwaiting);
  const [held] = useState(createHeldKeys);
  const isWaiting = awaited !== null;
  const isComing = useRef(false);
  useLayoutEffect(() => {
    if (awaited !== null) isComing.current = awaited === 'coming';
  }, [awaited]);
  useLayoutEffect(() => {
    if (!isWaiting) return undefined;
    held.hold();
    const giveUp = setTimeout(() => {
      isComing.current = false;
      endAwaiting();
    }, longestWaitMs);
    return () => {
      clearTimeout(giveUp);
      if (isComing.current) held.release();
      else held.drop();
    };
  }, [endAwaiting, held, isWaiting]);
  useEffect(() => {
    if (!isWaiting) return undefined;
    // A question about the note, which is answered first.
    const onFocus = (): void => {
      if (!isFocusFloating()) return;
      isComing.current = true;
      endAwaiting();
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, [endAwaiting, isWaiting]);
  return null;
}
