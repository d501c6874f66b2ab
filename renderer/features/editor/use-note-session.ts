/** The session of a note for as long as views show it, wired to the core, the page and the browser's storage. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { VaultPath } from '#shared/model/note-path.ts';
import { failure } from '#shared/rpc/contract.ts';
import { useApp } from '../../api/app-info.ts';
import { useCore, type Core } from '../../api/core.ts';
import { useOpenNote } from '../../api/open-notes.ts';
import { useWindowMemory } from '../../api/window-memory.ts';
import { createHistoryShelf } from './session/history-shelf.ts';
import { createCoreJournal, type JournalStore } from './session/core-journal.ts';
import { storageJournal } from './session/journal.ts';
import { mergeNotes } from '#shared/markdown/merge-notes.ts';
import { createNoteSession } from './session/note-session.ts';
import { createOpenSessions } from './session/open-sessions.ts';
import type { Clock, NoteSession, NoteStore } from './session/session-contract.ts';
import type { SessionState } from './session/session-state.ts';
import { takeWindowName } from './session/window-name.ts';

const clock: Clock = {
  now: () => performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

export interface TakenSession {
  /** Null until the effect has taken it. */
  readonly session: NoteSession | null;
  /** Another number for another session. */
  readonly serial: number;
}

export function useNoteSession(path: VaultPath, draft: string | undefined): TakenSession {
  const core = useCore();
  const { info } = useApp();
  const vault = info.vault?.folder ?? '';
  const memory = useWindowMemory();
  const shelf = memory.of(`editor.histories ${vault}`, createHistoryShelf);
  const journal = memory.of(`editor.journal ${vault}`, () => {
    const naming = memory.of('editor.windowName', () => takeWindowName(window.sessionStorage, navigator.locks, () => crypto.randomUUID()));
    return createCoreJournal(journalStore(core), storageJournal(window.localStorage, vault), naming);
  });
  const sessions = memory.of(`editor.sessions ${vault}`, createOpenSessions);
  const [shown, setShown] = useState<TakenSession>({ session: null, serial: 0 });
  const { session } = shown;

  useEffect(() => {
    const { session: taken, release } = sessions.take(path, () => {
      const made = createNoteSession({ store: noteStore(core), journal, clock, merge: mergeNotes, shelf }, { path, draft });
      void made.load();
      return { session: made, end: followWindow(core, made) };
    });
    // oxlint-disable-next-line react/set-state-in-effect -- the session's life is the window's, not a render's
    setShown((before) => (before.session === taken ? before : { session: taken, serial: before.serial + 1 }));
    return release;
    // A draft's text is read once: later ones are the same note.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [core, journal, sessions, path, shelf, vault]);

  useOpenNote(path, {
    flush: async () => session?.flush(),
    edit: (change) =>
      session?.edit((text) => {
        const changed = change(text);
        return changed === null ? null : { text: changed, caret: null };
      }) ?? false,
  });
  return shown;
}

/** Tells a session what the core and the page see; the returned function ends it. */
function followWindow(core: Core, session: NoteSession): () => void {
  const leave = (): void => session.leave();
  const flushHidden = (): void => {
    if (document.visibilityState === 'hidden') void session.flush();
  };
  const endings = [
    core.on('vault.changed', ({ changes }) => {
      for (const change of changes) session.noticeChange(change);
    }),
    core.onStateChange(() => {
      if (core.state() === 'open') session.retry();
    }),
    listen(window, 'pagehide', leave),
    listen(window, 'beforeunload', leave),
    listen(document, 'visibilitychange', flushHidden),
  ];
  return () => {
    for (const end of endings) end();
  };
}

const noState = (): null => null;
const noSubscription = (): (() => void) => () => undefined;

export function useSessionState(session: NoteSession | null): SessionState | null {
  return useSyncExternalStore<SessionState | null>(session?.subscribe ?? noSubscription, session?.state ?? noState);
}

/** The core as a store that says at once when it is out of reach, so that text is journalled rather than waiting. */
function noteStore(core: Core): NoteStore {
  const lost = failure('disconnected', 'The connection to the core is lost.');
  return {
    // The first read waits for the connection; nothing can be lost yet.
    read: (path) => core.call('note.read', { path }),
    write: async (params) => (core.state() === 'lost' ? lost : core.call('note.write', params)),
    keep: async (path, text) => (core.state() === 'lost' ? lost : core.call('history.keep', { path, text })),
  };
}

function journalStore(core: Core): JournalStore {
  return {
    isReachable: () => core.state() === 'open',
    keep: (entry) => core.call('journal.keep', entry),
    list: (path) => core.call('journal.list', { path }),
    drop: (name, path) => core.call('journal.drop', { window: name, path }),
    keepInHistory: (path, text) => core.call('history.keep', { path, text }),
  };
}

function listen(target: Window | Document, type: string, listener: () => void): () => void {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}
