import { describe, expect, test } from 'vitest';
import { commandIds } from './command.ts';
import { commandsWithKeys, keyRefusal, moveKeys, removeKeys, resetKeys, resolveKeymap, type KeyPlace, type OwnKeys } from './keymap.ts';

const desktop: KeyPlace = { apple: false, browser: false };
const mac: KeyPlace = { apple: true, browser: false };
const browser: KeyPlace = { apple: false, browser: true };
const places = [desktop, mac, browser, { apple: true, browser: true }];

describe('the keys that commands begin with', () => {
  test('are never the same for two of them', () => {
    for (const place of places) {
      const keymap = resolveKeymap({}, place);
      for (const id of commandIds) {
        expect(new Set(keymap[id]).size).toBe(keymap[id].length);
        for (const keys of keymap[id]) expect(commandsWithKeys(keymap, keys, id)).toEqual([]);
      }
    }
  });

  test('may be the same in a text and outside of it, as the next word like this one and today are', () => {
    const keymap = resolveKeymap({}, desktop);
    expect([keymap['source.selectNext'], keymap['daily.today']]).toEqual([['Mod+D'], ['Mod+D']]);
    const own = moveKeys({}, 'format.bold', 'Mod+D', desktop);
    expect(own).toEqual({ 'source.selectNext': [], 'daily.today': [], 'format.bold': ['Mod+B', 'Mod+D'] });
  });

  test('leave a browser its own keys, and have others there', () => {
    const keymap = resolveKeymap({}, browser);
    expect(Object.values(keymap).flat().filter((keys) => keyRefusal(keys, browser) !== null)).toEqual([]);
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

describe('changing keys', () => {
  test('adds to those that a command has, and takes them away again without a trace', () => {
    const added = moveKeys({}, 'daily.today', 'F7', desktop);
    expect(added).toEqual({ 'daily.today': ['Mod+D', 'F7'] });
    expect(removeKeys(added, 'daily.today', 'F7', desktop)).toEqual({});
    expect(moveKeys(added, 'daily.today', 'F7', desktop)).toEqual(added);
  });

  test('takes keys from the command that had them', () => {
    const own = moveKeys({}, 'daily.today', 'Mod+P', desktop);
    expect(resolveKeymap(own, desktop)['palette.open']).toEqual([]);
    expect(resolveKeymap(own, desktop)['daily.today']).toEqual(['Mod+D', 'Mod+P']);
  });

  test('in a browser leaves the desktop the keys that the browser hides', () => {
    const own = moveKeys({}, 'note.create', 'F7', browser);
    expect(resolveKeymap(own, browser)['note.create']).toEqual(['Alt+N', 'F7']);
    expect(resolveKeymap(own, desktop)['note.create']).toContain('Mod+N');
  });

  test('can be undone for one command, and leaves what another version knows', () => {
    const own: OwnKeys = { 'daily.today': ['F6'], 'some.later': ['F9'] };
    expect(resetKeys(own, 'daily.today')).toEqual({ 'some.later': ['F9'] });
    expect(moveKeys(own, 'palette.open', 'F1', desktop)).toHaveProperty('some.later', ['F9']);
  });

  test('is refused where a text or the browser needs the keys', () => {
    expect(keyRefusal('Mod+C', desktop)).toBe('text');
    expect(keyRefusal('Mod+T', browser)).toBe('browser');
    expect(keyRefusal('Mod+T', desktop)).toBeNull();
  });
});
