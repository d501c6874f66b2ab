/** Undo and redo as a menu asks for them: what has the focus takes the step, in its own history. */

type HistoryStep = 'historyUndo' | 'historyRedo';

/** Where nothing has the focus, as when the palette has just gone, `focusNote` gives it to the note. */
export function stepThroughHistory(inputType: HistoryStep, focusNote: () => void): void {
  const attempt = (frames: number): void => {
    const isFocused = document.activeElement !== null && document.activeElement !== document.body;
    if (isFocused || frames === 0) {
      step(inputType);
      return;
    }
    if (frames === framesForFocus) focusNote();
    requestAnimationFrame(() => attempt(frames - 1));
  };
  requestAnimationFrame(() => setTimeout(() => attempt(framesForFocus), 0));
}

/** The note takes the focus when it is drawn next. */
const framesForFocus = 20;

/** A note's editor answers the event as it does the system's gestures; a text field has the browser's history. */
function step(inputType: HistoryStep): void {
  const target = document.activeElement;
  if (!(target instanceof HTMLElement)) return;
  const asked = new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true });
  if (!target.dispatchEvent(asked)) return;
  // Deprecated, and without a successor for a field's own history. Elsewhere it would leap to the last field.
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (isField) document.execCommand(inputType === 'historyUndo' ? 'undo' : 'redo');
}
