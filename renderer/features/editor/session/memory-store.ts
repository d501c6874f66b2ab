/** A disk with one folder in memory, for tests: versions, failures on demand, other writers. */
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import { versionSchema, type Version } from '#shared/model/version.ts';
import { failure, success } from '#shared/rpc/contract.ts';
import type { JournalEntry, Journal } from './journal.ts';
import type { Clock, NoteStore } from './session-contract.ts';

export const notePath = vaultPathSchema.parse('notes/a.md');

export type StoreFault = 'disconnected' | 'disk-full' | 'read-only' | 'io';

export interface MemoryStore extends NoteStore {
  readonly files: Map<VaultPath, string>;
  readonly history: string[];
  readonly writes: string[];
  fault: StoreFault | null;
  /** Runs while a write is under way, before its answer arrives. */
  duringWrite: (() => void) | null;
}

/** A hash in the shape of a version (64-bit FNV-1a); it only has to differ where texts differ. */
export function versionOf(text: string): Version {
  let hash = 0xcbf29ce484222325n;
  for (const character of text) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return versionSchema.parse(hash.toString(16).padStart(64, '0'));
}

export function memoryStore(initial: Readonly<Record<string, string>> = {}): MemoryStore {
  const files = new Map(Object.entries(initial).map(([path, text]) => [vaultPathSchema.parse(path), text]));
  const store: MemoryStore = {
    files,
    history: [],
    writes: [],
    fault: null,
    duringWrite: null,
    async read(path) {
      await Promise.resolve();
      if (store.fault === 'disconnected') return failure('disconnected', 'gone');
      const text = files.get(path);
      if (text === undefined) return failure('not-found', 'no such note');
      return success({ path, text, version: versionOf(text), readOnly: null, hasBom: false, sizeBytes: text.length, modifiedMs: 0, createdMs: 0 });
    },
    async write({ path, text, baseVersion }) {
      await Promise.resolve();
      if (store.fault !== null) return failure(store.fault, 'fault');
      const current = files.get(path);
      if (current === undefined && baseVersion !== null) return failure('not-found', 'no such note');
      if (current !== undefined && baseVersion !== versionOf(current)) {
        return failure('stale', 'changed meanwhile', { text: current, version: versionOf(current) });
      }
      files.set(path, text);
      store.writes.push(text);
      store.duringWrite?.();
      await Promise.resolve();
      return success({ version: versionOf(text), changed: text !== current, modifiedMs: 0 });
    },
    async keep(path, text) {
      await Promise.resolve();
      if (store.fault === 'disconnected') return failure('disconnected', 'gone');
      store.history.push(text);
      return success({ id: String(store.history.length), path, takenMs: 0, sizeBytes: text.length, version: versionOf(text), reason: 'conflict' });
    },
  };
  return store;
}

export function memoryJournal(): Journal & { readonly entries: Map<VaultPath, JournalEntry> } {
  const entries = new Map<VaultPath, JournalEntry>();
  return {
    entries,
    read: (path) => Promise.resolve(entries.get(path) ?? null),
    put: (path, entry) => void entries.set(path, entry),
    putNow: (path, entry) => void entries.set(path, entry),
    clear: (path) => void entries.delete(path),
    move(from, to) {
      const entry = entries.get(from);
      if (entry !== undefined) entries.set(to, entry);
      entries.delete(from);
    },
  };
}

export interface ManualClock extends Clock {
  /** Lets time pass and every due task and answer happen. */
  pass(durationMs: number): Promise<void>;
}

export function manualClock(): ManualClock {
  let nowMs = 0;
  const tasks = new Set<{ readonly atMs: number; readonly task: () => void }>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
  };
  return {
    now: () => nowMs,
    after(delayMs, task) {
      const entry = { atMs: nowMs + delayMs, task };
      tasks.add(entry);
      return () => tasks.delete(entry);
    },
    async pass(durationMs) {
      const end = nowMs + durationMs;
      await settle();
      for (;;) {
        const due = [...tasks].filter((entry) => entry.atMs <= end).toSorted((a, b) => a.atMs - b.atMs)[0];
        if (due === undefined) break;
        nowMs = Math.max(nowMs, due.atMs);
        tasks.delete(due);
        due.task();
        await settle();
      }
      nowMs = end;
      await settle();
    },
  };
}
