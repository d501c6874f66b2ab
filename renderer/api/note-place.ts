/** Where in the shown note the person is: its editor tells, and the outline beside it follows. */
import { useSyncExternalStore } from 'react';
import type { VaultPath } from '#shared/model/note-path.ts';
import { useWindowMemory } from './window-memory.ts';

/** By the editor's own reckoning: the number of the top-level heading (from 0; -1 above the first), or a line from 1. */
export type NotePlace = { readonly path: VaultPath } & ({ readonly kind: 'heading'; readonly index: number } | { readonly kind: 'line'; readonly line: number });

export interface NotePlaceStore {
  get(): NotePlace | null;
  report(place: NotePlace): void;
  subscribe(listener: () => void): () => void;
}

function createNotePlaceStore(): NotePlaceStore {
  let current: NotePlace | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    report(place) {
      if (current !== null && isSame(current, place)) return;
      current = place;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useNotePlaceStore(): NotePlaceStore {
  return useWindowMemory().of('note.place', createNotePlaceStore);
}

export function useNotePlace(): NotePlace | null {
  const store = useNotePlaceStore();
  return useSyncExternalStore(store.subscribe, store.get);
}

function isSame(a: NotePlace, b: NotePlace): boolean {
  if (a.path !== b.path) return false;
  return a.kind === 'heading' ? b.kind === 'heading' && a.index === b.index : b.kind === 'line' && a.line === b.line;
}
