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
