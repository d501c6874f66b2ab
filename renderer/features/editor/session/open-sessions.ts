/** One session for each open note, however many panes show it. */
import type { VaultPath } from '#shared/model/note-path.ts';
import type { NoteSession } from './session-contract.ts';

export interface OpenSessions {
  /**
   * The session of the note at this path, made and loaded by `make` where there is none. The returned
   * function lets it go: the last one to do so has it write what is unsaved, and end.
   */
  take(path: VaultPath, make: () => { readonly session: NoteSession; readonly end: () => void }): { readonly session: NoteSession; readonly release: () => void };
}

interface Entry {
  readonly session: NoteSession;
  readonly end: () => void;
  users: number;
}

export function createOpenSessions(): OpenSessions {
  const entries = new Set<Entry>();

  async function close(entry: Entry): Promise<void> {
    // Where a pane goes on with another view of it, or follows it to its new name, it stays.
    await Promise.resolve();
    if (entry.users > 0) return;
    entry.session.leave();
    try {
      await entry.session.flush();
    } finally {
      if (entry.users === 0 && entries.delete(entry)) {
        entry.session.dispose();
        entry.end();
      }
    }
  }

  return {
    take(path, make) {
      const found = [...entries].find(({ session }) => session.state().path === path && session.state().phase !== 'failed');
      const entry = found ?? { ...make(), users: 0 };
      entries.add(entry);
      entry.users += 1;
      let released = false;
      return {
        session: entry.session,
        release() {
          if (released) return;
          released = true;
          entry.users -= 1;
          void close(entry);
        },
      };
    },
  };
}
