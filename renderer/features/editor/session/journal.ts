/** Unsaved text, kept so that a crash or a reload loses nothing: what a session asks, and the part in the browser's storage. */
import { z } from 'zod';
import type { VaultPath } from '#shared/model/note-path.ts';
import { versionSchema } from '#shared/model/version.ts';

const journalEntrySchema = z
  .object({
    text: z.string(),
    baseVersion: versionSchema.nullable(),
    /** Null where storage had no room for it: then only a two-sided comparison is possible. */
    baseText: z.string().nullable(),
    /** When it was kept; epoch milliseconds. */
    atMs: z.number(),
  })
  .readonly();
export type JournalEntry = z.infer<typeof journalEntrySchema>;

export interface Journal {
  /** What an earlier run left of a note; it stays kept until it is cleared. */
  read(path: VaultPath): Promise<JournalEntry | null>;
  put(path: VaultPath, entry: JournalEntry): void;
  /** The same where nothing can be waited for: the page may be gone the next moment. */
  putNow(path: VaultPath, entry: JournalEntry): void;
  clear(path: VaultPath): void;
  move(from: VaultPath, to: VaultPath): void;
}

/** What needs no waiting: small, and written to disk when the browser pleases. */
export interface PageJournal {
  read(path: VaultPath): JournalEntry | null;
  /** Whether the text is kept: storage may be full or forbidden. */
  put(path: VaultPath, entry: JournalEntry): boolean;
  clear(path: VaultPath): void;
}

/** A journal over `localStorage` or its like; `vault` keeps the notes of several vaults apart. */
export function storageJournal(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, vault: string): PageJournal {
  const keyOf = (path: VaultPath): string => `verso.unsaved\n${vault}\n${path}`;
  const tryPut = (path: VaultPath, entry: JournalEntry): boolean => {
    try {
      storage.setItem(keyOf(path), JSON.stringify(entry));
      return true;
    } catch {
      return false;
    }
  };
  return {
    read(path) {
      try {
        const parsed = journalEntrySchema.safeParse(JSON.parse(storage.getItem(keyOf(path)) ?? 'null'));
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
    put: (path, entry) => tryPut(path, entry) || tryPut(path, { ...entry, baseText: null }),
    clear(path) {
      try {
        storage.removeItem(keyOf(path));
      } catch {
        // Storage that cannot be reached holds nothing to clear.
      }
    },
  };
}
