/** A note session for as long as a view shows its note, wired to the core, the page and the browser's storage. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { VaultPath } from '#shared/model/note-path.ts';
import { failure } from '#shared/rpc/contract.ts';
import { useApp } from '../../api/app-info.ts';
import { useCore, type Core } from '../../api/core.ts';
import { useOpenNote, useOpenNotes } from '../../api/open-notes.ts';
import { useWindowMemory } from '../../api/window-memory.ts';
import { createHistoryShelf } from './session/history-shelf.ts';
import { createCoreJournal, type JournalStore } from './session/core-journal.ts';
import { storageJournal } from './session/journal.ts';
import { mergeNotes } from './session/merge-notes.ts';
import { createNoteSession } from './session/note-session.ts';
import type { Clock, NoteSession, NoteStore } from './session/session-contract.ts';
import { shareJournal, type JournalClaims } from './session/shared-journal.ts';
import type { SessionState } from './session/session-state.ts';
import { takeWindowName } from './session/window-name.ts';

const clock: Clock = {
  now: () => performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Null until the effect has made it. */
export function useNoteSession(path: VaultPath, draft: string | undefined): NoteSession | null {
  const core = useCore();
  const { info } = useApp();
  const vault = info.vault?.folder ?? '';
  const memory = useWindowMemory();
  const shelf = memory.of(`editor.histories ${vault}`, createHistoryShelf);
  const journal = memory.of(`editor.journal ${vault}`, () => {
    const naming = memory.of('editor.windowName', () => takeWindowName(window.sessionStorage, navigator.locks, () => crypto.randomUUID()));
    return createCoreJournal(journalStore(core), storageJournal(window.localStorage, vault), naming);
  });
  const claims = memory.of<JournalClaims>(`editor.journalClaims ${vault}`, () => new Map());
  const openNotes = useOpenNotes();
  const [session, setSession] = useState<NoteSession | null>(null);

  useEffect(() => {
    const shared = shareJournal(journal, claims);
    const made = createNoteSession(
      { store: noteStore(core), journal: shared, clock, merge: mergeNotes, shelf },
      { path, draft },
    );
    setSession(made);
    // Where another pane has the note open, its text is written first: this editor begins with it.
    void openNotes.flush(path).then(() => made.load());
    const leave = (): void => made.leave();
    const flushHidden = (): void => {
      if (document.visibilityState === 'hidden') void made.flush();
    };
    const endings = [
      core.on('vault.changed', ({ changes }) => {
        for (const change of changes) made.noticeChange(change);
      }),
      core.onStateChange(() => {
        if (core.state() === 'open') made.retry();
      }),
      listen(window, 'pagehide', leave),
      listen(window, 'beforeunload', leave),
      listen(document, 'visibilitychange', flushHidden),
    ];
    return () => {
      for (const end of endings) end();
      made.leave();
      void made.flush().finally(() => {
        made.dispose();
        shared.end();
      });
    };
    // A draft's text is read once: later ones are the same note.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [core, journal, openNotes, claims, path, shelf, vault]);

  useOpenNote(path, {
    flush: async () => session?.flush(),
    edit: (change) =>
      session?.edit((text) => {
        const changed = change(text);
        return changed === null ? null : { text: changed, caret: null };
      }) ?? false,
  });
  return session;
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
