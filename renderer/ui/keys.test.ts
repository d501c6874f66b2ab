import { expect, test } from 'vitest';
import { formatKeys, matchesKeys, type KeyPress } from './keys.ts';

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
