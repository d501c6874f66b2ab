/**
 * One journal for several sessions over the same note, as two panes have them. The journal holds
 * one text of each note in a window: when the session that put it there has saved it, the unsaved
 * text of another session takes its place.
 */
import type { VaultPath } from '#shared/model/note-path.ts';
import type { Journal, JournalEntry } from './journal.ts';

/** What each session would have kept, by note; for as long as the window lives. */
export type JournalClaims = Map<VaultPath, Map<object, JournalEntry>>;

export interface SharedJournal extends Journal {
  /** The session is gone: what it left in the journal is there for the next one. */
  end(): void;
}

/** The journal as one session sees it. */
export function shareJournal(journal: Journal, claims: JournalClaims): SharedJournal {
  const self = {};
  const claim = (path: VaultPath, entry: JournalEntry): void => {
    const all = claims.get(path) ?? new Map<object, JournalEntry>();
    claims.set(path, all.set(self, entry));
  };
  const release = (path: VaultPath): JournalEntry | undefined => {
    const all = claims.get(path);
    all?.delete(self);
    if (all?.size === 0) claims.delete(path);
    return all === undefined ? undefined : [...all.values()].at(-1);
  };
  return {
    read: (path) => journal.read(path),
    put(path, entry) {
      claim(path, entry);
      journal.put(path, entry);
    },
    putNow(path, entry) {
      claim(path, entry);
      journal.putNow(path, entry);
    },
    clear(path) {
      const other = release(path);
      if (other === undefined) journal.clear(path);
      else journal.put(path, other);
    },
    move(from, to) {
      const all = claims.get(from);
      claims.delete(from);
      if (all !== undefined) claims.set(to, all);
      journal.move(from, to);
    },
    end() {
      for (const path of [...claims.keys()]) release(path);
    },
  };
}
