/** Stands for a dialog whose code is still being fetched, so that what is typed meanwhile goes into its field and not into the note. */
import { useLayoutEffect } from 'react';
import { createHeldKeys } from './held-keys.ts';

export function TypedAhead() {
  useLayoutEffect(() => {
    const held = createHeldKeys();
    held.hold();
    return () => held.release();
  }, []);
  return null;
}
