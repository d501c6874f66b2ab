/**
 * The application menu as a template: the window's commands in the menus of the one list of
 * commands, and the system's own items in the places where each platform has them.
 */
import type { MenuItemConstructorOptions } from 'electron';
import { commandCatalogue, commandIds, type CommandGroup, type CommandId } from '#shared/model/command.ts';
import type { ShellMenu } from '#shared/model/shell-menu.ts';
import { acceleratorOf } from './accelerator.ts';

type Item = MenuItemConstructorOptions;

export interface MenuActions {
  readonly openVault: () => void;
  /** Runs a command in the window that has the focus. */
  readonly run: (id: CommandId) => void;
}

/** Until a window has told its own, and where none is open. */
const firstNames: Readonly<Record<CommandGroup, string>> = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  go: 'Go',
  format: 'Format',
  table: 'Table',
  window: 'Window',
  help: 'Help',
};
/** Keys that belong to every text field, so that no command takes them from it. */
const systemAccelerators: Partial<Readonly<Record<CommandId, string>>> = { 'edit.undo': 'CommandOrControl+Z', 'edit.redo': 'Shift+CommandOrControl+Z' };
const rule: Item = { type: 'separator' };

/** The system's roles are named in English, as Electron names them; the window's commands in the person's language. */
export function menuTemplate(menu: ShellMenu | null, mac: boolean, actions: MenuActions): Item[] {
  const commands = commandItems(menu, actions);
  const settings = commands('view.settings');
  const group = (name: CommandGroup): Item[] =>
    withoutEdgeRules(
      commandIds
        .filter((id) => commandCatalogue[id].group === name && !(mac && id === 'view.settings') && !(id in systemAccelerators))
        .flatMap((id) => [...(commandCatalogue[id].rule === true ? [rule] : []), ...commands(id)]),
    );
  const named = (name: CommandGroup, submenu: readonly Item[], role?: 'window' | 'help'): Item => ({
    label: `&${escapeLabel(menu?.groups[name] ?? firstNames[name])}`,
    submenu: withoutEdgeRules(submenu),
    // On macOS the system adds its own items to these two.
    ...(mac && role !== undefined ? { role } : {}),
  });
  const closeWindow: Item = { role: 'close', label: 'Close window', accelerator: 'Shift+CommandOrControl+W' };
  const menus: Item[] = [
    named('file', [...group('file'), rule, ...(mac ? [closeWindow] : [{ role: 'quit' } as const])]),
    named('edit', [
      // The window's own, so that they reach the history of a note; until it has told them, the system's.
      ...(menu === null ? [{ role: 'undo' } as const, { role: 'redo' } as const] : [...commands('edit.undo'), ...commands('edit.redo')]),
      rule,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'pasteAndMatchStyle' },
      { role: 'delete' },
      { role: 'selectAll' },
      rule,
      ...group('edit'),
    ]),
    named('format', group('format')),
    named('table', group('table')),
    named('view', [
      ...group('view'),
      rule,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      rule,
      { role: 'togglefullscreen' },
      rule,
      { role: 'reload' },
      { role: 'toggleDevTools' },
    ]),
    named('go', group('go')),
    named('window', mac ? [{ role: 'minimize' }, { role: 'zoom' }, rule, ...group('window'), rule, { role: 'front' }] : [...group('window'), rule, { role: 'minimize' }, closeWindow], 'window'),
    named('help', [...group('help'), ...(mac ? [] : [rule, { role: 'about' } as const])], 'help'),
  ];
  const filled = menus.filter(({ submenu, role }) => role !== undefined || (Array.isArray(submenu) && submenu.length > 0));
  return mac ? [appMenu(settings), ...filled] : filled;
}

/** The first menu on macOS, with the app's name. */
function appMenu(settings: readonly Item[]): Item {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      ...(settings.length > 0 ? [rule, ...settings] : []),
      rule,
      { role: 'services' },
      rule,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      rule,
      { role: 'quit' },
    ],
  };
}

/** A command's item, or none where the window has not told of the command. */
function commandItems(menu: ShellMenu | null, actions: MenuActions): (id: CommandId) => Item[] {
  const told = new Map(menu?.commands.map((command) => [command.id, command]));
  return (id) => {
    // Without a window a vault can be opened all the same, by the system's dialog.
    if (id === 'vault.open') return [{ id, label: `${escapeLabel(told.get(id)?.title ?? 'Open vault')}…`, click: () => actions.openVault() }];
    const command = told.get(id);
    if (command === undefined) return [];
    // Keys that mean something else in a text belong to the command outside of it.
    const accelerator = commandCatalogue[id].inText === true ? null : command.keys === null ? (systemAccelerators[id] ?? null) : acceleratorOf(command.keys);
    return [
      {
        id,
        label: escapeLabel(command.title),
        enabled: command.enabled,
        click: () => actions.run(id),
        // The window listens to the keyboard itself: the menu shows the keys, and does not take them.
        ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
      },
    ];
  };
}

/** A single `&` would underline the letter behind it. */
function escapeLabel(text: string): string {
  return text.replaceAll('&', '&&');
}

function withoutEdgeRules(items: readonly Item[]): Item[] {
  const kept = items.filter((item, index) => item !== rule || (index > 0 && items[index - 1] !== rule));
  while (kept[0] === rule) kept.shift();
  while (kept.at(-1) === rule) kept.pop();
  return kept;
}
