/** Commands: what the palette lists, shortcuts run and menus call, by one id each. */
import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from 'react';

export interface Command {
  /** `domain.verb`, such as `note.create`. */
  readonly id: string;
  /** An i18next key with its namespace, such as `app:commands.createNote`. */
  readonly titleKey: string;
  /** Shortcuts, such as `Mod+Shift+F`; the first is the one shown. */
  readonly keys: readonly string[];
  /** Whether it can run now; absent means always. */
  readonly enabled?: () => boolean;
  readonly run: () => void;
}

export interface CommandRegistry {
  /** Later additions come before earlier ones with the same keys. */
  add(commands: readonly Command[]): () => void;
  all(): readonly Command[];
  onChange(listener: () => void): () => void;
}

export function createCommandRegistry(): CommandRegistry {
  const groups = new Set<readonly Command[]>();
  const listeners = new Set<() => void>();
  let all: readonly Command[] = [];
  const changed = (): void => {
    all = [...groups].toReversed().flat();
    for (const listener of listeners) listener();
  };
  return {
    add(commands) {
      groups.add(commands);
      changed();
      return () => {
        groups.delete(commands);
        changed();
      };
    },
    all: () => all,
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

/** The keys that a command has now: the first of them, for tooltips and menus. */
export function useCommandKeys(): (id: string) => string | undefined {
  const registry = useCommandRegistry();
  const commands = useSyncExternalStore(registry.onChange, registry.all);
  return (id) => commands.find((command) => command.id === id)?.keys[0];
}

export interface FeatureCommand {
  readonly id: string;
  readonly titleKey: string;
  readonly keys?: readonly string[];
}

/** Adds commands while `active`; `run` is called with the id of the one chosen. */
export function useCommands(active: boolean, commands: readonly FeatureCommand[], run: (id: string) => void): void {
  const registry = useCommandRegistry();
  const onRun = useEffectEvent(run);
  // A list written in place is new in each render; its text tells whether it changed.
  const signature = JSON.stringify(commands);
  useEffect(() => {
    if (!active) return undefined;
    const added = JSON.parse(signature) as readonly FeatureCommand[];
    return registry.add(added.map((command) => ({ keys: [], ...command, run: () => onRun(command.id) })));
  }, [active, registry, signature]);
}
