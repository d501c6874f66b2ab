/** Every command of the window, with its default keys; and the keyboard that runs them. */
import type { Command, CommandRegistry } from '../api/commands.ts';
import { matchesKeys, type KeyPress } from '../ui/keys.ts';

/**
 * Default keys by command. Browsers keep some for their own tabs and windows (`keptByBrowsers`);
 * those commands have a second shortcut that works in both shells.
 */
export const defaultKeys = {
  'switcher.open': ['Mod+O'],
  'palette.open': ['Mod+P'],
  'search.open': ['Mod+Shift+F'],
  'daily.today': ['Mod+D'],
  'daily.previous': ['Alt+Shift+ArrowLeft'],
  'daily.next': ['Alt+Shift+ArrowRight'],
  'note.create': ['Mod+N', 'Alt+N'],
  'note.rename': ['F2'],
  'note.delete': [],
  'note.reveal': [],
  'tab.new': ['Mod+T', 'Alt+T'],
  'tab.close': ['Mod+W', 'Alt+W'],
  'tab.reopen': ['Mod+Shift+T', 'Alt+Shift+T'],
  'tab.next': ['Mod+PageDown', 'Alt+PageDown'],
  'tab.previous': ['Mod+PageUp', 'Alt+PageUp'],
  'tab.moveLeft': ['Mod+Shift+PageUp', 'Alt+Shift+PageUp'],
  'tab.moveRight': ['Mod+Shift+PageDown', 'Alt+Shift+PageDown'],
  'history.back': ['Alt+ArrowLeft', 'Mod+['],
  'history.forward': ['Alt+ArrowRight', 'Mod+]'],
  'view.graph': ['Mod+G'],
  'view.chat': ['Mod+Shift+L'],
  'view.import': [],
  'view.review': [],
  'view.settings': ['Mod+,'],
  'section.chat': [],
  'section.links': [],
  'section.outline': [],
  'section.graph': [],
  'layout.sidebar': ['Mod+\\'],
  'layout.right': ['Mod+Shift+\\'],
  'focus.files': ['Mod+Shift+E'],
  'theme.toggle': [],
  'vault.open': [],
  'vault.reindex': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Keys that no page can have in a browser. */
const keptByBrowsers: ReadonlySet<string> = new Set([
  'Mod+T',
  'Mod+W',
  'Mod+N',
  'Mod+Shift+T',
  'Mod+PageUp',
  'Mod+PageDown',
  'Mod+Shift+PageUp',
  'Mod+Shift+PageDown',
]);

export type CommandId = keyof typeof defaultKeys;

/** The list of commands for what each of them does. The title key is the id under `commands`. */
export function createCommands(
  run: Readonly<Record<CommandId, () => void>>,
  enabled: Partial<Readonly<Record<CommandId, () => boolean>>>,
  inBrowser: boolean,
): readonly Command[] {
  return (Object.keys(defaultKeys) as CommandId[]).map((id) => {
    const when = enabled[id];
    const keys: readonly string[] = defaultKeys[id];
    return {
      id,
      titleKey: `app:commands.${id}`,
      keys: inBrowser ? keys.filter((shortcut) => !keptByBrowsers.has(shortcut)) : keys,
      ...(when === undefined ? {} : { enabled: when }),
      run: run[id],
    };
  });
}

/** The command that a key press means now, or null. */
export function commandFor(press: KeyPress, commands: readonly Command[], apple: boolean): Command | null {
  return (
    commands.find(
      (command) => (command.enabled?.() ?? true) && command.keys.some((keys) => matchesKeys(press, keys, apple)),
    ) ?? null
  );
}

/** Runs a command by its id; false where there is none or it cannot run now. */
export function runCommand(registry: CommandRegistry, id: string): boolean {
  const command = registry.all().find((candidate) => candidate.id === id);
  if (command === undefined || !(command.enabled?.() ?? true)) return false;
  command.run();
  return true;
}
