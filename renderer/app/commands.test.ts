import { describe, expect, test } from 'vitest';
import { commandIds, type CommandId } from '#shared/model/command.ts';
import { resolveKeymap } from '#shared/model/keymap.ts';
import { createCommandRegistry, type CommandHandler } from '../api/commands.ts';
import type { KeyPress } from '../ui/keys.ts';
import { commandFor, runCommand } from './commands.ts';

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

function record(over: Partial<Record<CommandId, Partial<CommandHandler>>> = {}) {
  const ran: string[] = [];
  const registry = createCommandRegistry();
  registry.add(commandIds.map((id) => ({ id, run: () => ran.push(id), ...over[id] })));
  return { ran, registry };
}

describe('commands', () => {
  test('are found by their keys on either kind of system', () => {
    const commands = record().registry.all();
    expect(commandFor(press('p', { ctrlKey: true }), commands, false)?.id).toBe('palette.open');
    expect(commandFor(press('p', { metaKey: true }), commands, true)?.id).toBe('palette.open');
    expect(commandFor(press('p', { ctrlKey: true }), commands, true)).toBeNull();
    expect(commandFor(press('F', { ctrlKey: true, shiftKey: true }), commands, false)?.id).toBe('search.open');
    expect(commandFor(press('p'), commands, false)).toBeNull();
  });

  test('follow the keys that a person chose', () => {
    const { registry } = record();
    registry.setKeymap(resolveKeymap({ 'daily.today': ['F6'], 'source.selectNext': [], 'palette.open': [] }, { apple: false, browser: false }));
    expect(commandFor(press('F6'), registry.all(), false)?.id).toBe('daily.today');
    expect(commandFor(press('d', { ctrlKey: true }), registry.all(), false)).toBeNull();
    expect(commandFor(press('p', { ctrlKey: true }), registry.all(), false)).toBeNull();
  });

  test('that cannot run now do not, by keys or by id', () => {
    const { ran, registry } = record({ 'note.rename': { enabled: () => false } });
    expect(commandFor(press('F2'), registry.all(), false)).toBeNull();
    expect(runCommand(registry, 'note.rename')).toBe(false);
    expect(runCommand(registry, 'view.settings')).toBe(true);
    expect(runCommand(registry, 'no.such')).toBe(false);
    expect(ran).toEqual(['view.settings']);
  });

  test('of a text come before those of the window there', () => {
    const within = {} as Element;
    const text = { contains: (node: Node | null) => node === within };
    const commands = record({ 'source.selectNext': { keysWithin: () => text } }).registry.all();
    const keys = press('d', { ctrlKey: true });
    expect(commandFor(keys, commands, false, within)?.id).toBe('source.selectNext');
    expect(commandFor(keys, commands, false)?.id).toBe('daily.today');
  });

  test('of a text are heard in that text only', () => {
    const [within, outside] = [{}, {}] as [Element, Element];
    const text = { contains: (node: Node | null) => node === within };
    const commands = record({ 'format.bold': { keysWithin: () => text } }).registry.all();
    const bold = press('b', { ctrlKey: true });
    expect(commandFor(bold, commands, false, within)?.id).toBe('format.bold');
    expect(commandFor(bold, commands, false, outside)).toBeNull();
    expect(commandFor(bold, commands, false)).toBeNull();
  });

  test('are run by whoever registered last, and by the one before once that one leaves', () => {
    const { ran, registry } = record();
    const leave = registry.add([{ id: 'editor.find', run: () => ran.push('own') }]);
    runCommand(registry, 'editor.find');
    leave();
    runCommand(registry, 'editor.find');
    expect(ran).toEqual(['own', 'editor.find']);
    expect(registry.all().filter(({ id }) => id === 'editor.find')).toHaveLength(1);
  });

  test('without a handler are not offered, and keep their keys', () => {
    const registry = createCommandRegistry();
    expect(registry.all()).toEqual([]);
    expect(registry.keymap()['format.bold']).toEqual(['Mod+B']);
  });
});
