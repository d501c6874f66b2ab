/** Commands: what the palette lists, shortcuts run and menus call. The list of them is `#shared/model/command.ts`. */
import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { commandCatalogue, commandIds, type CommandGroup, type CommandId } from '#shared/model/command.ts';
import { resolveKeymap, type Keymap } from '#shared/model/keymap.ts';

/** Who runs a command, for as long as it is registered. */
export interface CommandHandler {
  readonly id: CommandId;
  /** Whether it can run now; absent means always. */
  readonly enabled?: () => boolean;
  /** The one element in which its keys are heard; absent means everywhere. */
  readonly keysWithin?: () => Pick<Element, 'contains'> | null;
  readonly run: () => void;
}

/** A command that can be reached now, with the keys that it has now. */
export interface Command extends CommandHandler {
  /** An i18next key with its namespace. */
  readonly titleKey: string;
  readonly group: CommandGroup;
  /** The first is the one shown. */
  readonly keys: readonly string[];
}

export interface CommandRegistry {
  /** Of several handlers of one command, the one added last runs. */
  add(handlers: readonly CommandHandler[]): () => void;
  /** The commands that have a handler, in the order of the list. */
  all(): readonly Command[];
  /** The keys of every command, also of those that have no handler now. */
  keymap(): Keymap;
  setKeymap(keymap: Keymap): void;
  onChange(listener: () => void): () => void;
}

export function commandTitleKey(id: CommandId): string {
  return `app:commands.${id}`;
}

export function createCommandRegistry(initial: Keymap = resolveKeymap({}, { apple: false, browser: false })): CommandRegistry {
  const groups = new Set<readonly CommandHandler[]>();
  const listeners = new Set<() => void>();
  let keymap = initial;
  let all: readonly Command[] = [];
  const changed = (): void => {
    const handlers = new Map([...groups].flat().map((handler) => [handler.id, handler]));
    all = commandIds.flatMap((id) => {
      const handler = handlers.get(id);
      if (handler === undefined) return [];
      return [{ ...handler, titleKey: commandTitleKey(id), group: commandCatalogue[id].group, keys: keymap[id] }];
    });
    for (const listener of listeners) listener();
  };
  return {
    add(handlers) {
      groups.add(handlers);
      changed();
      return () => {
        groups.delete(handlers);
        changed();
      };
    },
    all: () => all,
    keymap: () => keymap,
    setKeymap(next) {
      keymap = next;
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const CommandContext = createContext<CommandRegistry | null>(null);

export function useCommandRegistry(): CommandRegistry {
  const registry = use(CommandContext);
  if (registry === null) throw new Error('useCommandRegistry needs a CommandContext above it.');
  return registry;
}

/** The keys of every command, followed as they change. */
export function useKeymap(): Keymap {
  const registry = useCommandRegistry();
  return useSyncExternalStore(registry.onChange, registry.keymap);
}

/** The keys that a command has now: the first of them, for tooltips and menus. */
export function useCommandKeys(): (id: CommandId) => string | undefined {
  const keymap = useKeymap();
  return (id) => keymap[id][0];
}

/** Handles commands while `active`; `run` is called with the id of the one chosen. */
export function useCommands<Id extends CommandId>(active: boolean, ids: readonly Id[], run: (id: Id) => void): void {
  const registry = useCommandRegistry();
  const onRun = useEffectEvent(run);
  // A list written in place is new in each render; its text tells whether it changed.
  const signature = ids.join(' ');
  useEffect(() => {
    if (!active || signature === '') return undefined;
    // The text was joined from these ids.
    const added = signature.split(' ') as Id[];
    return registry.add(added.map((id) => ({ id, run: () => onRun(id) })));
  }, [active, registry, signature]);
}
