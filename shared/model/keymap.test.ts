import { describe, expect, test } from 'vitest';
import { commandIds } from './command.ts';
import { commandsWithKeys, isKeptByBrowser, resolveKeymap, type KeyPlace } from './keymap.ts';

const desktop: KeyPlace = { apple: false, browser: false };
const mac: KeyPlace = { apple: true, browser: false };
const browser: KeyPlace = { apple: false, browser: true };
const places = [desktop, mac, browser, { apple: true, browser: true }];

describe('the keys that commands begin with', () => {
  test('are never the same for two of them', () => {
    for (const place of places) {
      const keys = Object.values(resolveKeymap({}, place)).flat();
      expect(keys.filter((each, index) => keys.indexOf(each) !== index)).toEqual([]);
    }
  });

  test('leave a browser its own keys, and have others there', () => {
    const keymap = resolveKeymap({}, browser);
    expect(Object.values(keymap).flat().filter(isKeptByBrowser)).toEqual([]);
    expect([keymap['note.create'], keymap['tab.new'], keymap['tab.close']]).toEqual([['Alt+N'], ['Alt+T'], ['Alt+W']]);
    expect(resolveKeymap({}, desktop)['tab.close']).toEqual(['Mod+W']);
  });

  test('do not type or select text on a Mac', () => {
    const moving = /^(?:Shift\+)?Alt\+(?:Shift\+)?(?:Arrow(?:Left|Right)|[A-Z])$/;
    expect(Object.values(resolveKeymap({}, mac)).flat().filter((keys) => moving.test(keys))).toEqual([]);
  });
});

describe('the keys that a person chose', () => {
  test('stand in place of the first ones, and may be none', () => {
    const keymap = resolveKeymap({ 'daily.today': ['F6', 'Mod+Shift+D'], 'palette.open': [], 'no.such': ['F8'] }, desktop);
    expect(keymap['daily.today']).toEqual(['F6', 'Mod+Shift+D']);
    expect(keymap['palette.open']).toEqual([]);
    expect(keymap['switcher.open']).toEqual(['Mod+O']);
    expect(Object.keys(keymap)).toEqual(commandIds);
  });

  test('are left out in a browser that would keep them', () => {
    expect(resolveKeymap({ 'daily.today': ['Mod+T', 'F6'] }, browser)['daily.today']).toEqual(['F6']);
  });

  test('are found where another command has them', () => {
    const keymap = resolveKeymap({ 'daily.today': ['Mod+P'] }, desktop);
    expect(commandsWithKeys(keymap, 'Mod+P', 'daily.today')).toEqual(['palette.open']);
    expect(commandsWithKeys(keymap, 'Mod+D', 'daily.today')).toEqual([]);
  });
});
