/** Stands for a dialog whose code is still being fetched, so that what is typed meanwhile goes into its field and not into the note. */
import { useLayoutEffect } from 'react';

export function TypedAhead() {
  useLayoutEffect(() => {
    let typed = '';
    const keep = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.length === 1) typed += event.key;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', keep, { capture: true });
    return () => {
      window.removeEventListener('keydown', keep, { capture: true });
      if (typed === '') return;
      // The field that took the focus tells of it as if it had been typed there. Deprecated, and without a successor that does.
      setTimeout(() => {
        if (document.activeElement instanceof HTMLInputElement) document.execCommand('insertText', false, typed);
      }, 0);
    };
  }, []);
  return null;
}
