import { describe, expect, it } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import { commandGroups, commandIds } from '#shared/model/command.ts';
import { resolveKeymap } from '#shared/model/keymap.ts';
import type { ShellMenu } from '#shared/model/shell-menu.ts';
import { acceleratorOf } from './accelerator.ts';
import { menuTemplate, type MenuActions } from './menu-template.ts';

const none: MenuActions = { openVault: () => undefined, run: () => undefined };
const keymap = resolveKeymap({}, { apple: false, browser: false });
const told: ShellMenu = {
  groups: { file: 'Datei', edit: 'Bearbeiten', view: 'Ansicht', go: 'Gehe zu', format: 'Format', table: 'Tabelle', window: 'Fenster', help: 'Hilfe' },
  commands: commandIds.map((id) => ({ id, title: `R&D ${id}`, keys: keymap[id][0] ?? null, enabled: id !== 'note.rename' })),
};

const items = (template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
const find = (template: readonly MenuItemConstructorOptions[], id: string) => items(template).find((item) => item.id === id);

describe('the application menu', () => {
  it.each([true, false])('has every command once (macOS: %s), in the person’s language', (mac) => {
    const template = menuTemplate(told, mac, none);
    const ids = items(template).flatMap(({ id }) => (id === undefined ? [] : [id]));
    expect(ids.toSorted()).toEqual([...commandIds].toSorted());
    expect(template.map(({ label }) => label).filter((label) => label !== undefined)).toHaveLength(commandGroups.length);
    expect(template.some(({ label }) => label === '&Bearbeiten')).toBe(true);
    expect(find(template, 'tab.close')?.label).toBe('R&&D tab.close');
  });

  it('shows the keys as they are now, and leaves them to the window', () => {
    const template = menuTemplate(told, false, none);
    expect(find(template, 'search.open')).toMatchObject({ accelerator: 'CommandOrControl+Shift+F', registerAccelerator: false });
    expect(find(template, 'daily.previous')).toMatchObject({ accelerator: 'Alt+Shift+Left' });
    const own = { ...told, commands: told.commands.map((command) => ({ ...command, keys: command.id === 'search.open' ? 'Mod+Hyper+ß' : command.keys })) };
    expect(find(menuTemplate(own, false, none), 'search.open')).not.toHaveProperty('accelerator');
  });

  it('has accelerators that Electron knows for all first keys, none of them twice', () => {
    for (const apple of [true, false]) {
      const keys = Object.values(resolveKeymap({}, { apple, browser: false })).flat();
      expect(keys.filter((each) => acceleratorOf(each) === null)).toEqual([]);
    }
    const used = items(menuTemplate(told, true, none)).flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]));
    expect(new Set(used).size).toBe(used.length);
  });

  it('disables what cannot be done now, and runs what is chosen', () => {
    const ran: string[] = [];
    const template = menuTemplate(told, false, { openVault: () => ran.push('dialog'), run: (id) => ran.push(id) });
    expect(find(template, 'note.rename')?.enabled).toBe(false);
    // The click's arguments are of no use to us.
    const click = (id: string) => (find(template, id)?.click as (() => void) | undefined)?.();
    click('daily.today');
    click('vault.open');
    expect(ran).toEqual(['daily.today', 'dialog']);
  });

  it('follows macOS: the app’s own menu with the settings, and closing a window beside closing a tab', () => {
    const mac = menuTemplate(told, true, none);
    expect(mac[0]?.role).toBe('appMenu');
    expect(JSON.stringify(mac[0])).toContain('view.settings');
    expect(JSON.stringify(mac[1])).not.toContain('view.settings');
    expect(items([mac[1] ?? {}]).find(({ role }) => role === 'close')?.accelerator).toBe('Shift+CommandOrControl+W');
    expect(mac.find(({ label }) => label === '&Hilfe')?.role).toBe('help');
    const other = menuTemplate(told, false, none);
    expect(items([other[0] ?? {}]).at(-1)?.role).toBe('quit');
  });

  it('offers to open a vault, and what the system brings, before any window has told its commands', () => {
    const template = menuTemplate(null, false, none);
    expect(template.map(({ label }) => label)).toEqual(['&File', '&Edit', '&View', '&Window', '&Help']);
    expect(items(template).flatMap(({ id }) => id ?? [])).toEqual(['vault.open']);
  });

  it('has undo and redo of the window, which reach a note’s own history, and the system’s before there is one', () => {
    const ran: string[] = [];
    const template = menuTemplate(told, true, { openVault: () => undefined, run: (id) => ran.push(id) });
    expect(find(template, 'edit.undo')).toMatchObject({ accelerator: 'CommandOrControl+Z', registerAccelerator: false });
    (find(template, 'edit.redo')?.click as (() => void) | undefined)?.();
    expect(ran).toEqual(['edit.redo']);
    expect(items(template).filter(({ role }) => role === 'undo' || role === 'redo')).toEqual([]);
    expect(items(menuTemplate(null, true, none)).filter(({ role }) => role === 'undo' || role === 'redo')).toHaveLength(2);
  });

  it('has no separator at an edge or beside another', () => {
    for (const template of [menuTemplate(null, true, none), menuTemplate(told, true, none), menuTemplate(told, false, none)]) {
      for (const { submenu } of template) {
        const types = (Array.isArray(submenu) ? submenu : []).map(({ type }) => type);
        expect(types.some((type, index) => type === 'separator' && (index === 0 || index === types.length - 1 || types[index - 1] === 'separator'))).toBe(false);
      }
    }
  });
});
