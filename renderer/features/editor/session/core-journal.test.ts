import { describe, expect, it } from 'vitest';
import type { UnsavedText } from '#shared/api/journal.ts';
import { success, failure } from '#shared/rpc/contract.ts';
import { createCoreJournal, type JournalStore } from './core-journal.ts';
import { storageJournal, type Journal, type JournalEntry } from './journal.ts';
import { notePath } from './memory-store.ts';

/** What outlives a window: the core's files, the browser's storage, the history. */
function machine() {
  const files = new Map<string, UnsavedText>();
  const items = new Map<string, string>();
  const history: string[] = [];
  const reachable = { now: true };
  const open = new Set<string>();
  const store: JournalStore = {
    isReachable: () => reachable.now,
    keep: async (entry) => (reachable.now ? (files.set(`${entry.window} ${entry.path}`, entry), success({})) : failure('disconnected', 'gone')),
    list: async (path) => success({ entries: [...files.values()].filter((entry) => entry.path === path).toSorted((a, b) => b.atMs - a.atMs) }),
    drop: async (window, path) => (files.delete(`${window} ${path}`), success({})),
    keepInHistory: async (_path, text) => (history.push(text), { ok: true }),
  };
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  return {
    files,
    history,
    reachable,
    items,
    window(name: string): Journal {
      open.add(name);
      const naming = Promise.resolve({ name, isOpen: async (other: string) => open.has(other) });
      return createCoreJournal(store, storageJournal(storage, 'vault'), naming);
    },
    crash: (name: string) => void open.delete(name),
    settled: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}

function unsaved(text: string, atMs: number): JournalEntry {
  return { text, atMs, baseText: 'base', baseVersion: null };
}

describe('the journal with the core', () => {
  it('gives the next window what a closed one left, and takes it over', async () => {
    const { window, crash, files, settled } = machine();
    window('a').put(notePath, unsaved('typed', 1));
    await settled();
    crash('a');
    const next = window('b');
    expect(await next.read(notePath)).toMatchObject({ text: 'typed' });
    expect([...files.values()].map((entry) => entry.window)).toEqual(['b']);
    next.clear(notePath);
    await settled();
    expect(files.size).toBe(0);
  });

  it('leaves alone what another open window keeps', async () => {
    const { window, settled, files } = machine();
    window('a').put(notePath, unsaved('being typed', 1));
    await settled();
    expect(await window('b').read(notePath)).toBeNull();
    expect(files.size).toBe(1);
  });

  it('puts the older texts of closed windows into the history', async () => {
    const { window, settled, crash, files, history } = machine();
    window('a').put(notePath, unsaved('older', 1));
    window('b').put(notePath, unsaved('newer', 2));
    await settled();
    crash('a');
    crash('b');
    expect(await window('c').read(notePath)).toMatchObject({ text: 'newer' });
    expect(history).toEqual(['older']);
    expect([...files.values()].map((entry) => entry.text)).toEqual(['newer']);
  });

  it('keeps text in the page while the core is out of reach, and prefers the newer of both', async () => {
    const { window, settled, reachable } = machine();
    const journal = window('a');
    journal.put(notePath, unsaved('while it was there', 1));
    await settled();
    reachable.now = false;
    journal.put(notePath, unsaved('while it was away', 2));
    reachable.now = true;
    expect(await window('a').read(notePath)).toMatchObject({ text: 'while it was away' });
  });

  it('asks the core for nothing when there is nothing to take back', async () => {
    const { window, files, settled, items } = machine();
    const journal = window('a');
    journal.put(notePath, unsaved('x', 1));
    journal.clear(notePath);
    journal.clear(notePath);
    await settled();
    expect([files.size, items.size]).toEqual([0, 0]);
  });
});
