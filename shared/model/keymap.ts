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

function isKeptByBrowser(keys: string): boolean {
  return keptByBrowsers.has(keys);
}

/** What a text needs for itself, in every editor and every field. */
const keptByTexts: ReadonlySet<string> = new Set(['Mod+A', 'Mod+C', 'Mod+V', 'Mod+X', 'Mod+Z', 'Mod+Shift+Z', 'Mod+Shift+V']);

/** Why a person cannot choose these keys here, or null. */
export function keyRefusal(keys: string, place: KeyPlace): 'browser' | 'text' | null {
  if (keptByTexts.has(keys)) return 'text';
  return place.browser && isKeptByBrowser(keys) ? 'browser' : null;
}

/** The keys that a command begins with, those among them that this browser keeps too. */
function firstKeysOf(id: CommandId, { apple, browser }: KeyPlace): readonly string[] {
  const { keys, appleKeys, browserKeys = [] } = commandCatalogue[id];
  const here = apple ? (appleKeys ?? keys) : keys;
  return browser ? [...here, ...browserKeys] : here;
}

/** The keys of every command. Keys that a browser keeps are left out where they could never arrive. */
export function resolveKeymap(own: OwnKeys, place: KeyPlace): Keymap {
  const entries = commandIds.map((id): [CommandId, readonly string[]] => {
    const keys = own[id] ?? firstKeysOf(id, place);
    return [id, place.browser ? keys.filter((each) => !isKeptByBrowser(each)) : keys];
  });
  // Made from every id there is.
  return Object.fromEntries(entries) as Keymap;
}

/** The other commands that have these keys in the same place. */
export function commandsWithKeys(keymap: Keymap, keys: string, except: CommandId): readonly CommandId[] {
  return commandIds.filter((id) => id !== except && keymap[id].includes(keys) && !isApart(id, except));
}

/** In a text keys mean the text's own command, and elsewhere the window's. */
function isApart(left: CommandId, right: CommandId): boolean {
  const isWindows = (id: CommandId): boolean => commandCatalogue[id].scope === undefined;
  const isText = (id: CommandId): boolean => commandCatalogue[id].inText === true;
  return (isText(left) && isWindows(right)) || (isText(right) && isWindows(left));
}

/** Keys shown in a browser go; those that it hides stay for the desktop. */
export function removeKeys(own: OwnKeys, id: CommandId, keys: string, place: KeyPlace): OwnKeys {
  return withKeys(own, id, (own[id] ?? firstKeysOf(id, place)).filter((each) => each !== keys), place);
}

/** Adds keys to a command, and takes them from every other one. */
export function moveKeys(own: OwnKeys, id: CommandId, keys: string, place: KeyPlace): OwnKeys {
  const freed = commandsWithKeys(resolveKeymap(own, place), keys, id).reduce((before, other) => removeKeys(before, other, keys, place), own);
  const before = freed[id] ?? firstKeysOf(id, place);
  return before.includes(keys) ? freed : withKeys(freed, id, [...before, keys], place);
}

export function resetKeys(own: OwnKeys, id: CommandId): OwnKeys {
  return Object.fromEntries(Object.entries(own).filter(([each]) => each !== id));
}

/** What is as it was at first is not a person's own. */
function withKeys(own: OwnKeys, id: CommandId, keys: readonly string[], place: KeyPlace): OwnKeys {
  const first = firstKeysOf(id, place);
  const isFirst = keys.length === first.length && keys.every((each, index) => each === first[index]);
  return isFirst ? resetKeys(own, id) : { ...own, [id]: keys };
}
