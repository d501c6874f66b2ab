/** Shortcuts of the window as Electron writes them. */

const modifiers: Readonly<Record<string, string>> = { Mod: 'CommandOrControl', Ctrl: 'Control', Alt: 'Alt', Shift: 'Shift' };
const keys: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Enter: 'Return',
  Escape: 'Escape',
  Space: 'Space',
  Tab: 'Tab',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
};
const plainKey = /^(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|[`\-=[\]\\;',./])$/;

/** Null for keys that Electron does not know: a menu with such an accelerator could not be made. */
export function acceleratorOf(shortcut: string): string | null {
  const parts = shortcut.split('+');
  const key = parts.pop() ?? '';
  const name = keys[key] ?? (plainKey.test(key) ? key : undefined);
  const names = parts.map((part) => modifiers[part]);
  if (name === undefined || names.includes(undefined)) return null;
  return [...names, name].join('+');
}
