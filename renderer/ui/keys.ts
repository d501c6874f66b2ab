/**
 * Shortcuts as text (`Mod+Shift+F`), matched against key events and written for people.
 * `Mod` is Command on Apple systems and Control elsewhere.
 */

/** What of a keyboard event a shortcut is matched against. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** Where digits and signs are on the keyboard that shortcuts are written for. */
const signCodes: Readonly<Record<string, string>> = {
  '`': 'Backquote',
  '-': 'Minus',
  '=': 'Equal',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  ';': 'Semicolon',
  "'": 'Quote',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
};

function codeOf(key: string): string | undefined {
  return /^\d$/.test(key) ? `Digit${key}` : signCodes[key];
}

/** Whether a key event is the shortcut. Letters match by position where a layout has other letters. */
export function matchesKeys(press: KeyPress, keys: string, apple: boolean): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name);
  const wantsCtrl = wants('Ctrl') || (wants('Mod') && !apple);
  const wantsMeta = wants('Mod') && apple;
  if (press.ctrlKey !== wantsCtrl || press.metaKey !== wantsMeta) return false;
  if (press.altKey !== wants('Alt') || press.shiftKey !== wants('Shift')) return false;
  if (key === 'Space' && press.key === ' ') return true;
  if (press.key.toLowerCase() === key.toLowerCase()) return true;
  // With Shift or Option a key types another sign: the place still says which it was.
  if ((press.shiftKey || press.altKey) && press.code === codeOf(key)) return true;
  // Option and non-Latin layouts change `key`; `code` still says which key it was.
  const latin = /^[a-z]$/i.test(press.key);
  return /^[a-z]$/i.test(key) && (!latin || press.altKey) && press.code === `Key${key.toUpperCase()}`;
}

const modifierKeys = /^(?:Control|Shift|Alt|AltGraph|Meta|OS|CapsLock|Fn|Dead|Process|Unidentified)$/;
const namedKey = /^(?:F\d+|Arrow(?:Left|Right|Up|Down)|Page(?:Up|Down)|Home|End|Insert|Delete|Backspace|Enter|Tab|Escape)$/;

/**
 * The shortcut that was pressed, or null for what can be none: modifiers alone, keys that type or
 * move by themselves, and the system's own key.
 */
export function shortcutOf(press: KeyPress, apple: boolean): string | null {
  if (modifierKeys.test(press.key) || (press.metaKey && !apple)) return null;
  const key = keyOf(press);
  const holds = press.ctrlKey || press.metaKey || press.altKey;
  if (key === null || (!holds && !/^F\d+$/.test(key))) return null;
  const modifiers = [
    apple && press.ctrlKey && 'Ctrl',
    (apple ? press.metaKey : press.ctrlKey) && 'Mod',
    press.altKey && 'Alt',
    press.shiftKey && 'Shift',
  ].filter((name) => name !== false);
  return [...modifiers, key].join('+');
}

/** The key without what Shift or Option make of it. */
function keyOf({ key, code, shiftKey, altKey }: KeyPress): string | null {
  if (namedKey.test(key)) return key;
  if (key === ' ') return 'Space';
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (letter !== undefined) return letter;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  const sign = Object.entries(signCodes).find(([, at]) => at === code)?.[0];
  if ((shiftKey || altKey) && sign !== undefined) return sign;
  return key.length === 1 && key !== '+' ? key.toUpperCase() : null;
}

const appleNames: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
};
const otherNames: Readonly<Record<string, string>> = { Mod: 'Ctrl' };
const commonNames: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  Delete: 'Del',
};

/** The keys of a shortcut, one string each. */
export function formatKeys(keys: string, apple: boolean): readonly string[] {
  const names = apple ? appleNames : otherNames;
  return keys.split('+').map((key) => names[key] ?? commonNames[key] ?? key.toUpperCase().slice(0, 1) + key.slice(1));
}
