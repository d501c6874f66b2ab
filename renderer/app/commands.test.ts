import { describe, expect, test } from 'vitest';
import { createCommandRegistry } from '../api/commands.ts';
import type { KeyPress } from '../ui/keys.ts';
import { commandFor, createCommands, defaultKeys, runCommand, type CommandId } from './commands.ts';

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});
const ids = Object.keys(defaultKeys) as readonly CommandId[];

function record(inBrowser = false, enabled: Partial<Record<CommandId, () => boolean>> = {}) {
  const ran: string[] = [];
  const run = Object.fromEntries(ids.map((id) => [id, () => ran.push(id)])) as unknown as Record<CommandId, () => void>;
  return { ran, commands: createCommands(run, enabled, inBrowser) };
}

describe('commands', () => {
  test('no two have the same keys', () => {
    const keys = ids.flatMap((id): readonly string[] => defaultKeys[id]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('are found by their keys on either kind of system', () => {
    const { commands } = record();
    expect(commandFor(press('p', { ctrlKey: true }), commands, false)?.id).toBe('palette.open');
    expect(commandFor(press('p', { metaKey: true }), commands, true)?.id).toBe('palette.open');
    expect(commandFor(press('p', { ctrlKey: true }), commands, true)).toBeNull();
    expect(commandFor(press('F', { ctrlKey: true, shiftKey: true }), commands, false)?.id).toBe('search.open');
    expect(commandFor(press('p'), commands, false)).toBeNull();
  });

  test('leave a browser its own keys, and have others there', () => {
    const { commands } = record(true);
    expect(commandFor(press('t', { ctrlKey: true }), commands, false)).toBeNull();
    expect(commandFor(press('t', { altKey: true }), commands, false)?.id).toBe('tab.new');
    for (const id of ['tab.new', 'tab.close', 'tab.reopen', 'tab.next', 'tab.previous', 'note.create']) {
      expect(commands.find((command) => command.id === id)?.keys.length, id).toBeGreaterThan(0);
    }
  });

  test('that cannot run now do not, by keys or by id', () => {
    const { ran, commands } = record(false, { 'note.rename': () => false });
    const registry = createCommandRegistry();
    registry.add(commands);
    expect(commandFor(press('F2'), commands, false)).toBeNull();
    expect(runCommand(registry, 'note.rename')).toBe(false);
    expect(runCommand(registry, 'view.settings')).toBe(true);
    expect(runCommand(registry, 'no.such')).toBe(false);
    expect(ran).toEqual(['view.settings']);
  });

  test('of a view go before those of the window, and leave with it', () => {
    const registry = createCommandRegistry();
    const own = { id: 'note.find', titleKey: 'x', keys: ['Mod+O'], run: () => undefined };
    registry.add(record().commands);
    const leave = registry.add([own]);
    expect(commandFor(press('o', { ctrlKey: true }), registry.all(), false)?.id).toBe('note.find');
    leave();
    expect(commandFor(press('o', { ctrlKey: true }), registry.all(), false)?.id).toBe('switcher.open');
  });
});
