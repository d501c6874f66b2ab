/** Keys that are pressed before what they are meant for is there: kept, and pressed again where the focus is then. */

export interface HeldKeys {
  /** Keeps what is pressed from now on, and what of earlier keys was not pressed again yet. */
  hold(): void;
  /** Presses them where the focus is, each in a task of its own as a person's; what comes meanwhile queues behind them. */
  release(): void;
  /** Forgets them: what they were meant for does not come. */
  drop(): void;
}

export function createHeldKeys(): HeldKeys {
  let held: KeyboardEvent[] = [];
  let isHolding = false;
  const keep = (event: KeyboardEvent): void => {
    // Those that are pressed again are not a person's; an input method's are the browser's alone.
    if (!event.isTrusted || event.isComposing || modifiers.has(event.key)) return;
    held.push(event);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const end = (): void => {
    window.removeEventListener('keydown', keep, { capture: true });
    held = [];
  };
  const pressNext = (): void => {
    // One of them asked for something else that has to come first: the rest is meant for that.
    if (isHolding) return;
    const next = held.shift();
    if (next === undefined) {
      end();
      return;
    }
    press(next);
    setTimeout(pressNext, 0);
  };
  return {
    hold() {
      isHolding = true;
      window.addEventListener('keydown', keep, { capture: true });
    },
    release() {
      isHolding = false;
      setTimeout(pressNext, 0);
    },
    drop() {
      isHolding = false;
      end();
    },
  };
}

const modifiers: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Process', 'Dead']);

/** What a browser does by itself with a key that nobody took. Deprecated, and without a successor that editors hear of. */
const nativeEdits: Readonly<Record<string, string>> = { Backspace: 'delete', Delete: 'forwardDelete' };

function press(event: KeyboardEvent): void {
  const target = document.activeElement ?? document.body;
  const { key, code, location, ctrlKey, shiftKey, altKey, metaKey } = event;
  if (!target.dispatchEvent(new KeyboardEvent('keydown', { key, code, location, ctrlKey, shiftKey, altKey, metaKey, bubbles: true, cancelable: true, composed: true }))) return;
  if ((ctrlKey || altKey || metaKey) && !event.getModifierState('AltGraph')) return;
  const nativeEdit = nativeEdits[key];
  if (nativeEdit !== undefined) document.execCommand(nativeEdit);
  else if (key.length <= 2 && [...key].length === 1) document.execCommand('insertText', false, key);
  else if (key === 'Enter' && target instanceof HTMLInputElement) target.form?.requestSubmit();
}
