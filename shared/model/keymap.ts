/** Which keys each command has: its defaults, or what a person chose instead; and where two have the same. */
import { commandCatalogue, commandIds, type CommandId } from './command.ts';

/** Where keys are pressed: decides which defaults hold. */
export interface KeyPlace {
  readonly apple: boolean;
  readonly browser: boolean;
}

/** A person's own keys, by command; an empty list takes the keys away. Unknown ids are those of another version. */
export type OwnKeys = Readonly<Record<string, readonly string[]>>;

export type Keymap = Readonly<Record<CommandId, readonly string[]>>;

/** Keys that no page can have in a browser. */
const keptByBrowsers: ReadonlySet<string> = new Set([
  'Mod+T',
  'Mod+W',
  'Mod+N',
  'Mod+Shift+T',
  'Mod+Shift+W',
  'Mod+Shift+N',
  'Mod+PageUp',
  'Mod+PageDown',
  'Mod+Shift+PageUp',
  'Mod+Shift+PageDown',
]);

export function isKeptByBrowser(keys: string): boolean {
  return keptByBrowsers.has(keys);
}

export function defaultKeysOf(id: CommandId, { apple, browser }: KeyPlace): readonly string[] {
  const { keys, appleKeys, browserKeys = [] } = commandCatalogue[id];
  const here = apple ? (appleKeys ?? keys) : keys;
  return browser ? [...here.filter((each) => !isKeptByBrowser(each)), ...browserKeys] : here;
}

/** The keys of every command. Keys that a browser keeps are left out where they could never arrive. */
export function resolveKeymap(own: OwnKeys, place: KeyPlace): Keymap {
  const entries = commandIds.map((id): [CommandId, readonly string[]] => {
    const chosen = own[id];
    if (chosen === undefined) return [id, defaultKeysOf(id, place)];
    return [id, place.browser ? chosen.filter((each) => !isKeptByBrowser(each)) : chosen];
  });
  // Made from every id there is.
  return Object.fromEntries(entries) as Keymap;
}

/** The other commands that have these keys. */
export function commandsWithKeys(keymap: Keymap, keys: string, except: CommandId): readonly CommandId[] {
  return commandIds.filter((id) => id !== except && keymap[id].includes(keys));
}
