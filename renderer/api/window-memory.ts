/** What features keep for as long as the window lives, beyond the life of their views. */
import { createContext, use } from 'react';

export interface WindowMemory {
  /** The value under a key of the feature that made it, such as `editor.histories`. */
  of<T>(key: string, make: () => T): T;
}

export function createWindowMemory(): WindowMemory {
  const values = new Map<string, unknown>();
  return {
    of<T>(key: string, make: () => T): T {
      if (!values.has(key)) values.set(key, make());
      return values.get(key) as T; // One feature owns a key, and makes what it asks for.
    },
  };
}

export const WindowMemoryContext = createContext<WindowMemory | null>(null);

export function useWindowMemory(): WindowMemory {
  const memory = use(WindowMemoryContext);
  if (memory === null) throw new Error('useWindowMemory needs a WindowMemoryContext above it.');
  return memory;
}
