/** Undo and redo as a menu asks for them: what has the focus takes the step, in its own history. */

type HistoryStep = 'historyUndo' | 'historyRedo';

/** Where nothing has the focus `focusNote` gives it to the note, which takes it as it is drawn. */
export function stepThroughHistory(inputType: HistoryStep, focusNote: () => void): void {
  if (document.activeElement !== null && document.activeElement !== document.body) {
    step(inputType);
    return;
  }
  focusNote();
  setTimeout(() => step(inputType), 0);
}

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
