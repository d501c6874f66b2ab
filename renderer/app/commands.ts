/** Which command a key press means, and running one by its id. */
import type { Command, CommandRegistry } from '../api/commands.ts';
import { matchesKeys, type KeyPress } from '../ui/keys.ts';

/** The command that a key press on `target` means now, or null: a command of the text itself before one of the window. */
export function commandFor(press: KeyPress, commands: readonly Command[], apple: boolean, target: Element | null = null): Command | null {
  const meant = commands.filter((command) => isHeard(command, target) && command.keys.some((keys) => matchesKeys(press, keys, apple)) && isEnabled(command));
  return meant.find(({ keysWithin }) => keysWithin !== undefined) ?? meant[0] ?? null;
}

function isHeard({ keysWithin }: Command, target: Element | null): boolean {
  return keysWithin === undefined || (target !== null && keysWithin()?.contains(target) === true);
}

export function isEnabled(command: Command): boolean {
  return command.enabled?.() ?? true;
}

/** Runs a command by its id; false where there is none or it cannot run now. */
export function runCommand(registry: CommandRegistry, id: string): boolean {
  const command = registry.all().find((candidate) => candidate.id === id);
  if (command === undefined || !isEnabled(command)) return false;
  command.run();
  return true;
}
