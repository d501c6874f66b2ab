import { expect, test } from 'vitest';
import { formatKeys, matchesKeys, shortcutOf, type KeyPress } from './keys.ts';

const press = (key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

test('extra modifiers are another shortcut', () => {
  expect(matchesKeys(press('d', 'KeyD', { ctrlKey: true }), 'Mod+D', false)).toBe(true);
  expect(matchesKeys(press('D', 'KeyD', { ctrlKey: true, shiftKey: true }), 'Mod+D', false)).toBe(false);
  expect(matchesKeys(press('d', 'KeyD', { ctrlKey: true, metaKey: true }), 'Mod+D', false)).toBe(false);
});

test('a Cyrillic layout and the Option key still mean the key at that place', () => {
  expect(matchesKeys(press('в', 'KeyD', { ctrlKey: true }), 'Mod+D', false)).toBe(true);
  expect(matchesKeys(press('†', 'KeyT', { altKey: true }), 'Alt+T', true)).toBe(true);
});

test('a Latin layout means the letter, not its place', () => {
  // Dvorak: the key at KeyE types ".".
  expect(matchesKeys(press('d', 'KeyH', { ctrlKey: true }), 'Mod+D', false)).toBe(true);
  expect(matchesKeys(press('e', 'KeyD', { ctrlKey: true }), 'Mod+D', false)).toBe(false);
});

test('keys are written as the platform writes them', () => {
  expect(formatKeys('Mod+Shift+F', true)).toEqual(['⌘', '⇧', 'F']);
  expect(formatKeys('Mod+PageDown', false)).toEqual(['Ctrl', 'PgDn']);
});

test('digits and signs with Shift are the key at their place', () => {
  expect(matchesKeys(press('&', 'Digit7', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+7', false)).toBe(true);
  expect(matchesKeys(press('>', 'Period', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+.', false)).toBe(true);
  expect(matchesKeys(press('|', 'Backslash', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+\\', false)).toBe(true);
  expect(matchesKeys(press('¡', 'Digit1', { metaKey: true, altKey: true }), 'Mod+Alt+1', true)).toBe(true);
  // French: the digit needs Shift, and means itself without the place's help.
  expect(matchesKeys(press('&', 'Digit1', { ctrlKey: true }), 'Mod+1', false)).toBe(false);
});

test('what is pressed is written as the shortcut that it will match', () => {
  const presses: readonly (readonly [KeyPress, boolean, string])[] = [
    [press('p', 'KeyP', { ctrlKey: true }), false, 'Mod+P'],
    [press('P', 'KeyP', { ctrlKey: true, altKey: true, shiftKey: true }), false, 'Mod+Alt+Shift+P'],
    [press('&', 'Digit7', { ctrlKey: true, shiftKey: true }), false, 'Mod+Shift+7'],
    [press('>', 'Period', { ctrlKey: true, shiftKey: true }), false, 'Mod+Shift+.'],
    [press('†', 'KeyT', { altKey: true }), true, 'Alt+T'],
    [press('ArrowLeft', 'ArrowLeft', { ctrlKey: true, metaKey: true }), true, 'Ctrl+Mod+ArrowLeft'],
    [press('в', 'KeyD', { ctrlKey: true }), false, 'Mod+D'],
    [press('F6', 'F6'), false, 'F6'],
    [press(' ', 'Space', { ctrlKey: true, shiftKey: true }), false, 'Mod+Shift+Space'],
  ];
  for (const [pressed, apple, keys] of presses) {
    expect(shortcutOf(pressed, apple)).toBe(keys);
    expect(matchesKeys(pressed, keys, apple), keys).toBe(true);
  }
});

test('modifiers alone and keys that type or move are no shortcut', () => {
  for (const key of ['a', 'Enter', 'ArrowUp', 'Tab', '7', ' ']) expect(shortcutOf(press(key, ''), false)).toBeNull();
  expect(shortcutOf(press('Control', 'ControlLeft', { ctrlKey: true }), false)).toBeNull();
  expect(shortcutOf(press('d', 'KeyD', { metaKey: true }), false)).toBeNull();
  expect(shortcutOf(press('A', 'KeyA', { shiftKey: true }), false)).toBeNull();
});
