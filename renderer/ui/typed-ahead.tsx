/** Stands for a dialog whose code is still being fetched, so that what is typed meanwhile goes into its field and not into the note. */
import { useLayoutEffect } from 'react';
import { holdKeys } from './held-keys.ts';

export function TypedAhead() {
  useLayoutEffect(() => {
    const held = holdKeys();
    return () => held.release();
  }, []);
  return null;
}
