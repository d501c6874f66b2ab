/**
 * One open note between the editor and the disk: loads it, saves changes, follows other programs.
 *
 * The session owns the *base*: the text and version that the disk is believed to hold. The text
 * itself lives in the editing surfaces, which it keeps alike. Everything that touches the disk runs in one queue, and
 * whatever follows an `await` reads the surface again, because the person goes on typing.
 *
 *     change ──debounce──▶ write(text, base.version) ──ok──▶ base = text
 *                               │ stale
 *                               ▼
 *     outside change ──▶ merge(base, mine, theirs) ──clean──▶ surface.replace, write again
 *                               │ conflict
 *                               ▼
 *                     both sides kept and shown; nothing is written until a choice is made
 *
 * Invariant: text that is on no disk is in the surface, and after each tick also in the journal.
 */
import type { Note } from '#shared/model/note.ts';
import { movedPath } from './moved-path.ts';
import type { JournalEntry } from './journal.ts';
import { createNoteHistory, type NoteHistory } from './note-history.ts';
import type { NoteSession, NoteSessionDeps, NoteSessionOptions } from './session-contract.ts';
import type { Base, Conflict, SessionState, Trouble, TroubleCode } from './session-state.ts';
import { createSurfaces } from './surfaces.ts';
import { readWriteFailure } from './write-failure.ts';

export const saveDelayMs = 400;
export const longestSaveDelayMs = 2000;
/** Well before the first write of what was typed. */
const journalDelayMs = 200;
const firstRetryMs = 1000;
const longestRetryMs = 30_000;
const compositionRetryMs = 150;
/** Longer texts are journalled only once a write has failed: storage is slow and small. */
const eagerJournalLength = 256 * 1024;

export function createNoteSession(deps: NoteSessionDeps, options: NoteSessionOptions): NoteSession {
  const { store, journal, clock } = deps;
  const listeners = new Set<() => void>();
  let state: SessionState = {
    path: options.path,
    phase: 'loading',
    failure: null,
    readOnly: null,
    exists: false,
    saving: 'saved',
    trouble: null,
    conflict: null,
    deleted: false,
    recovered: false,
  };
  let base: Base = { text: '', version: null };
  let heldText = '';
  const surfaces = createSurfaces({ clock, merge: deps.merge, heldText: () => heldText });
  /** Of each view that shows the note; the first one's goes on when the note is opened again. */
  const histories = new Map<object, NoteHistory>();
  /** Whether the surface changed since its text was last compared with the base. */
  let dirty = false;
  let firstChangeMs: number | null = null;
  let cancelTimer: (() => void) | null = null;
  let attempts = 0;
  /** What the journal holds, where this session put it there. */
  let journalled: string | null = null;
  let journalTimer: (() => void) | null = null;
  let retryAtMs = 0;
  /** What was last put into the history because it could not be written. */
  let keptUnsaid: string | null = null;
  let disposed = false;
  /** Versions that this session wrote and that have not come back as a change: such an echo needs no look at the disk. */
  const ownVersions = new Set<string>();
  let queue: Promise<void> = Promise.resolve();

  const update = (patch: Partial<SessionState>): void => {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  };
  const serially = (task: () => Promise<void>): Promise<void> => {
    queue = queue.then(() => (disposed ? undefined : task()));
    return queue;
  };
  const readText = (): string | null => {
    if (surfaces.current() === null) return heldText;
    const text = surfaces.read();
    if (text !== null) heldText = text;
    return text;
  };
  const showText = (text: string): void => {
    heldText = text;
    surfaces.replace(text);
  };

  function schedule(delayMs: number): void {
    cancelTimer?.();
    cancelTimer = clock.after(delayMs, () => {
      cancelTimer = null;
      void tick();
    });
  }

  function tick(): Promise<void> {
    if (state.trouble !== null && clock.now() < retryAtMs) {
      writeJournal(readText());
      schedule(Math.max(0, retryAtMs - clock.now()));
      return Promise.resolve();
    }
    return serially(save);
  }

  function writeJournal(text: string | null, now = false): void {
    if (text === null || text === base.text || (!now && text === journalled)) return;
    journalled = text;
    const entry: JournalEntry = { text, baseVersion: base.version, baseText: base.text, atMs: Date.now() };
    if (now) journal.putNow(state.path, entry);
    else journal.put(state.path, entry);
  }

  /** A moment after a change, and again and again while changes go on: before the next write, a crash takes no more than that. */
  function journalSoon(): void {
    if (journalTimer !== null || heldText.length > eagerJournalLength) return;
    journalTimer = clock.after(journalDelayMs, () => {
      journalTimer = null;
      if (dirty && !disposed && !surfaces.isComposing()) writeJournal(readText());
    });
  }

  function settleSaved(): void {
    attempts = 0;
    journalled = null;
    journal.clear(state.path);
    update({ saving: 'saved', trouble: null });
  }

  function report(code: TroubleCode, message: string, text: string | null): void {
    attempts += 1;
    const trouble: Trouble = { code, message, attempts };
    dirty = true;
    writeJournal(text);
    const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (attempts - 1));
    retryAtMs = clock.now() + delayMs;
    update({ saving: 'unsaved', trouble });
    schedule(delayMs);
  }

  /** What is shown stays in the window, the journal and the history; the next change may say it, and is tried at once. */
  async function holdUnsaid(text: string | null): Promise<void> {
    dirty = true;
    writeJournal(text);
    retryAtMs = 0;
    update({ saving: 'unsaved', trouble: { code: 'unwritable-document', message: 'The document could not be expressed as Markdown.', attempts: 1 } });
    if (text === null || text === keptUnsaid) return;
    keptUnsaid = text;
    await store.keep(state.path, text);
  }

  async function save(): Promise<void> {
    if (state.phase !== 'open' || state.readOnly !== null) return;
    const text = readText();
    if (text === null) return holdUnsaid(null);
    if (state.conflict !== null || state.deleted) {
      writeJournal(text);
      return;
    }
    dirty = false;
    firstChangeMs = null;
    if (text === base.text) {
      settleSaved();
      return;
    }
    if (surfaces.isUnsaid()) return holdUnsaid(text);
    const { path } = state;
    update({ saving: 'writing' });
    if (text.length <= eagerJournalLength) writeJournal(text);
    const outcome = await store.write({ path, text, baseVersion: base.version });
    if (outcome.ok) {
      base = { text, version: outcome.value.version };
      if (outcome.value.changed) ownVersions.add(outcome.value.version);
      if (!state.exists) update({ exists: true });
      if (dirty) {
        attempts = 0;
        update({ saving: 'unsaved', trouble: null });
        writeJournal(heldText);
      } else settleSaved();
      return;
    }
    dirty = true;
    if (state.path !== path) {
      // The note moved while the write was under way; the next tick writes to its new place.
      update({ saving: 'unsaved' });
      schedule(0);
      return;
    }
    const meaning = readWriteFailure(outcome);
    switch (meaning.kind) {
      case 'changed':
        return meaning.theirs === null ? pull() : reconcile(meaning.theirs);
      case 'gone':
        writeJournal(text);
        update({ deleted: true, saving: 'held', trouble: null });
        return undefined;
      case 'trouble':
        return report(meaning.code, outcome.message, text);
    }
  }

  /** Brings what the disk holds together with what the editor holds. */
  async function reconcile(theirs: { readonly text: string; readonly version: NonNullable<Base['version']> }): Promise<void> {
    while (surfaces.isComposing()) {
      await new Promise<void>((resolve) => clock.after(compositionRetryMs, resolve));
      if (disposed) return;
    }
    // What is merged is the text: what is shown goes then, and is in the history.
    const shown = readText();
    if (shown !== null && surfaces.isUnsaid()) await holdUnsaid(shown);
    const mine = readText();
    if (mine === null) return holdUnsaid(null);
    if (mine === theirs.text || mine === base.text) {
      base = theirs;
      dirty = false;
      if (mine !== theirs.text) showText(theirs.text);
      update({ conflict: null, deleted: false });
      settleSaved();
      return;
    }
    const merged = deps.merge(base.text, mine, theirs.text);
    if (merged.clean) {
      base = theirs;
      showText(merged.text);
      update({ conflict: null, deleted: false, saving: 'unsaved' });
      dirty = true;
      attempts = 0;
      schedule(0);
      return;
    }
    const conflict: Conflict = { baseText: base.text, mine, theirs, kept: false };
    writeJournal(mine);
    update({ conflict, deleted: false, saving: 'held', trouble: null });
    const kept = await store.keep(state.path, mine);
    if (kept.ok && state.conflict === conflict) update({ conflict: { ...conflict, kept: true } });
  }

  /** Looks at the disk because something there may have changed. */
  async function pull(): Promise<void> {
    if (state.phase !== 'open') return;
    const { path } = state;
    const outcome = await store.read(path);
    if (path !== state.path) return pull();
    if (outcome.ok) {
      const note = outcome.value;
      if (!state.exists) update({ exists: true });
      if (note.readOnly !== state.readOnly) update({ readOnly: note.readOnly });
      if (note.version === base.version && state.conflict === null) {
        if (!state.deleted) return;
        update({ deleted: false, saving: 'unsaved' });
        schedule(0);
        return;
      }
      return reconcile(note);
    }
    if (outcome.code === 'not-found' && base.version !== null) {
      const unsaved = readText() !== base.text;
      writeJournal(heldText);
      update({ deleted: true, saving: unsaved ? 'held' : state.saving, trouble: null });
    }
  }

  async function load(): Promise<void> {
    const { path } = state;
    update({ phase: 'loading', failure: null });
    const entry = await journal.read(path);
    const outcome = await store.read(path);
    if (disposed) return;
    if (outcome.ok) return open(outcome.value, entry);
    if (outcome.code === 'not-found' && (options.draft !== undefined || entry !== null)) {
      base = { text: entry?.baseText ?? options.draft ?? '', version: null };
      heldText = entry?.text ?? base.text;
      const wasFile = entry !== null && entry.baseVersion !== null;
      update({ phase: 'open', recovered: entry !== null, deleted: wasFile, saving: wasFile ? 'held' : 'saved' });
      if (entry !== null && !wasFile) markChanged();
      return;
    }
    update({ phase: 'failed', failure: { code: outcome.code, message: outcome.message } });
  }

  async function open(note: Note, entry: JournalEntry | null): Promise<void> {
    base = { text: note.text, version: note.version };
    heldText = note.text;
    if (entry === null || entry.text === note.text || note.readOnly !== null) {
      // A read-only note keeps its journal entry: the text has nowhere else to go yet.
      if (note.readOnly === null) journal.clear(state.path);
      update({ phase: 'open', exists: true, readOnly: note.readOnly, saving: 'saved' });
      return;
    }
    heldText = entry.text;
    update({ phase: 'open', exists: true, readOnly: note.readOnly, recovered: true, saving: 'unsaved' });
    if (entry.baseVersion === note.version) {
      markChanged();
      return;
    }
    base = { text: entry.baseText ?? '', version: entry.baseVersion };
    await serially(() => reconcile(note));
  }

  function markChanged(): void {
    dirty = true;
    const now = clock.now();
    firstChangeMs ??= now;
    journalSoon();
    if (state.saving === 'saved') update({ saving: state.conflict !== null || state.deleted ? 'held' : 'unsaved' });
    schedule(Math.max(0, Math.min(saveDelayMs, firstChangeMs + longestSaveDelayMs - now)));
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load,
    text: () => readText() ?? heldText,
    lastText: () => heldText,
    history(view) {
      const kept = histories.get(view);
      const history = kept ?? (histories.size === 0 ? deps.shelf?.take(state.path) : null) ?? createNoteHistory(heldText);
      if (kept === undefined) histories.set(view, history);
      history.outside(readText() ?? heldText);
      return history;
    },
    attach(next) {
      readText();
      surfaces.add(next);
      // Its text is what another editor shows by now, so that nothing is in the way of writing it.
      if (state.trouble?.code === 'unwritable-document') schedule(0);
      return () => {
        if (!surfaces.has(next)) return;
        readText();
        surfaces.remove(next);
      };
    },
    changed(surface) {
      if (state.phase !== 'open' || state.readOnly !== null) return;
      surfaces.changed(surface);
      markChanged();
    },
    edit(change, where) {
      const surface = where ?? surfaces.current();
      if (state.phase !== 'open' || state.readOnly !== null || surface === null || surfaces.isComposing()) return false;
      const text = readText();
      const written = text === null ? null : change(text);
      if (written === null || written.text === text) return false;
      surface.write(written);
      surfaces.changed(surface);
      markChanged();
      return true;
    },
    flush() {
      const waiting = dirty || state.saving === 'unsaved';
      cancelTimer?.();
      cancelTimer = null;
      if (!waiting) return queue;
      retryAtMs = 0;
      return serially(save);
    },
    leave() {
      if (!dirty && state.saving === 'saved') return;
      writeJournal(readText(), true);
      if (state.conflict === null && !state.deleted) void serially(save);
    },
    noticeChange(change) {
      const destination = movedPath(state.path, change);
      if (destination !== null) {
        journal.move(state.path, destination);
        update({ path: destination });
        return;
      }
      if (change.path !== state.path && !(change.kind === 'deleted' && state.path.startsWith(`${change.path}/`))) return;
      void serially(async () => {
        // Each is one echo: the same text again is somebody else's, another window's undo for one.
        if (change.origin === 'app' && change.version !== undefined && ownVersions.delete(change.version)) return;
        const known = change.version !== undefined && change.version === base.version;
        if (!known || state.deleted || state.conflict !== null) await pull();
      });
    },
    retry() {
      if (state.phase === 'failed') {
        void load();
        return;
      }
      retryAtMs = 0;
      void serially(async () => {
        await pull();
        if (dirty) await save();
      });
    },
    resolveConflict(choice) {
      return serially(async () => {
        const { conflict } = state;
        const mine = readText();
        if (conflict === null || mine === null) return;
        if (choice === 'mine') {
          base = conflict.theirs;
          update({ conflict: null, saving: 'unsaved' });
          return save();
        }
        if (choice === 'both') {
          const merged = deps.merge(conflict.baseText, mine, conflict.theirs.text);
          base = conflict.theirs;
          showText(merged.text);
          update({ conflict: null, saving: 'unsaved' });
          return save();
        }
        if (!conflict.kept || mine !== conflict.mine) {
          const kept = await store.keep(state.path, mine);
          if (!kept.ok) {
            update({ trouble: { code: kept.code === 'io' ? 'io' : 'disconnected', message: kept.message, attempts: 1 } });
            return;
          }
          // Typed while the text was being kept: that part would be lost.
          if (readText() !== mine) return;
        }
        base = conflict.theirs;
        dirty = false;
        showText(conflict.theirs.text);
        update({ conflict: null });
        settleSaved();
      });
    },
    writeAgain() {
      return serially(async () => {
        if (!state.deleted) return;
        // The base keeps its text: if a file is there by now, the write is stale and merges.
        base = { text: base.text, version: null };
        update({ deleted: false, saving: 'unsaved' });
        const text = readText();
        if (text === base.text) base = { text: '', version: null };
        await save();
      });
    },
    dismissRecovered: () => update({ recovered: false }),
    dispose() {
      cancelTimer?.();
      cancelTimer = null;
      journalTimer?.();
      disposed = true;
      surfaces.dispose();
      listeners.clear();
      const [history] = histories.values();
      if (history !== undefined) deps.shelf?.put(state.path, history);
    },
  };
}
