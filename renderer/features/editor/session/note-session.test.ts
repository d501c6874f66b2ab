import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { VaultChange } from '#shared/model/vault.ts';
import { manualClock, memoryJournal, memoryStore, notePath, versionOf, type MemoryStore } from './memory-store.ts';
import { createNoteSession, longestSaveDelayMs, saveDelayMs } from './note-session.ts';
import type { MergeResult, NoteSession } from './session-contract.ts';
import type { EditingSurface } from './session-state.ts';

/** Merges by whole lines at the same place; enough to tell a clean merge from a conflict. */
function lineMerge(base: string, mine: string, theirs: string): MergeResult {
  const [b, m, t] = [base, mine, theirs].map((text) => text.split('\n'));
  if (b === undefined || m === undefined || t === undefined || b.length !== m.length || b.length !== t.length) {
    return { clean: false, text: `${theirs}\n${mine}` };
  }
  let clean = true;
  const lines = b.flatMap((line, index) => {
    const [own, other] = [m[index] ?? '', t[index] ?? ''];
    if (own === other || other === line) return [own];
    if (own === line) return [other];
    clean = false;
    return [other, own];
  });
  return { clean, text: lines.join('\n') };
}

interface Bench {
  readonly store: MemoryStore;
  readonly clock: ReturnType<typeof manualClock>;
  readonly journal: ReturnType<typeof memoryJournal>;
  readonly session: NoteSession;
  readonly shown: { text: string; composing: boolean; unsaid: boolean };
  readonly surface: EditingSurface;
  readonly type: (text: string) => void;
  /** Another program writes the file and the watcher says so. */
  readonly outside: (text: string | null) => void;
}

function bench(initial: Readonly<Record<string, string>>, options: { draft?: string; journal?: ReturnType<typeof memoryJournal> } = {}): Bench {
  const store = memoryStore(initial);
  const clock = manualClock();
  const journal = options.journal ?? memoryJournal();
  const session = createNoteSession({ store, clock, journal, merge: lineMerge }, { path: notePath, draft: options.draft });
  const shown = { text: '', composing: false, unsaid: false };
  const surface: EditingSurface = {
    read: () => shown.text,
    replace: (text) => {
      shown.text = text;
      shown.unsaid = false;
    },
    write: (written) => {
      shown.text = written.text;
    },
    isComposing: () => shown.composing,
    isUnsaid: () => shown.unsaid,
  };
  return {
    store,
    clock,
    journal,
    session,
    shown,
    type(text) {
      shown.text = text;
      session.changed();
    },
    outside(text) {
      const change = { path: session.state().path, entry: 'note', origin: 'outside' } as const;
      if (text === null) {
        store.files.delete(session.state().path);
        session.noticeChange({ ...change, kind: 'deleted' });
      } else {
        store.files.set(session.state().path, text);
        session.noticeChange({ ...change, kind: 'modified', version: versionOf(text) });
      }
    },
    surface,
  };
}

async function opened(initial: string | null, options: Parameters<typeof bench>[1] = {}): Promise<Bench & { readonly detach: () => void }> {
  const made = bench(initial === null ? {} : { [notePath]: initial }, options);
  await made.session.load();
  made.shown.text = made.session.text();
  // The surface joins once the text is there, as the view does.
  const detach = made.session.attach(made.surface);
  return { ...made, detach };
}

describe('note session', () => {
  it('writes nothing when nothing was edited, however often it is flushed', async () => {
    const { session, store, clock } = await opened('one\n');
    session.changed();
    await clock.pass(5000);
    await session.flush();
    session.leave();
    await clock.pass(5000);
    expect(store.writes).toEqual([]);
    expect(session.state().saving).toBe('saved');
  });

  it('writes once typing has paused', async () => {
    const { store, clock, type, session } = await opened('one\n');
    type('one two\n');
    await clock.pass(saveDelayMs - 1);
    expect(store.writes).toEqual([]);
    expect(session.state().saving).toBe('unsaved');
    await clock.pass(1);
    expect(store.files.get(notePath)).toBe('one two\n');
    expect(session.state().saving).toBe('saved');
  });

  it('writes at the latest two seconds after the first change while typing goes on', async () => {
    const { store, clock, type } = await opened('');
    for (let key = 1; key * 100 <= longestSaveDelayMs; key += 1) {
      type('x'.repeat(key));
      await clock.pass(100);
    }
    expect(store.writes.length).toBe(1);
  });

  it('saves what was typed while a write was under way', async () => {
    const { store, clock, type, session } = await opened('a');
    store.duringWrite = () => {
      store.duringWrite = null;
      type('abc');
    };
    type('ab');
    await clock.pass(3000);
    expect(store.files.get(notePath)).toBe('abc');
    expect(session.state().saving).toBe('saved');
  });

  it('does not write when an undo led back to the saved text', async () => {
    const { store, clock, type } = await opened('a');
    type('ab');
    type('a');
    await clock.pass(3000);
    expect(store.writes).toEqual([]);
  });

  it('creates a draft only at the first real change', async () => {
    const { store, clock, type, session } = await opened(null, { draft: '# Monday\n' });
    expect(session.text()).toBe('# Monday\n');
    session.changed();
    await clock.pass(3000);
    await session.flush();
    expect(store.files.size).toBe(0);
    type('# Monday\nwoke up\n');
    await clock.pass(3000);
    expect(store.files.get(notePath)).toBe('# Monday\nwoke up\n');
  });

  it('merges a draft with a file that another program made meanwhile', async () => {
    const { store, clock, type } = await opened(null, { draft: 'title\n-\n-' });
    store.files.set(notePath, 'title\n- theirs\n-');
    type('title\n-\n- mine');
    await clock.pass(3000);
    expect(store.files.get(notePath)).toBe('title\n- theirs\n- mine');
  });

  it('reloads a clean editor when another program changed the file', async () => {
    const { clock, outside, shown, store } = await opened('a');
    outside('b');
    await clock.pass(10);
    expect(shown.text).toBe('b');
    expect(store.writes).toEqual([]);
  });

  it('merges an outside change into a dirty editor and writes both', async () => {
    const { store, clock, outside, type, shown } = await opened('a\nb\nc');
    type('A\nb\nc');
    outside('a\nb\nC');
    await clock.pass(3000);
    expect(shown.text).toBe('A\nb\nC');
    expect(store.files.get(notePath)).toBe('A\nb\nC');
  });

  it('merges when the write turns out to be stale, before the watcher spoke', async () => {
    const { store, clock, type } = await opened('a\nb\nc');
    store.files.set(notePath, 'a\nb\nC');
    type('A\nb\nc');
    await clock.pass(3000);
    expect(store.files.get(notePath)).toBe('A\nb\nC');
  });

  it('waits with a reload until the input method has finished composing', async () => {
    const { clock, outside, shown } = await opened('a');
    shown.composing = true;
    outside('b');
    await clock.pass(1000);
    expect(shown.text).toBe('a');
    shown.composing = false;
    await clock.pass(1000);
    expect(shown.text).toBe('b');
  });

  describe('a true conflict', () => {
    const conflicting = async (): Promise<Bench> => {
      const made = await opened('a');
      made.type('mine');
      made.outside('theirs');
      await made.clock.pass(3000);
      return made;
    };

    it('writes nothing, shows both sides and puts mine into the history', async () => {
      const { session, store, shown } = await conflicting();
      expect(session.state().conflict).toMatchObject({ mine: 'mine', theirs: { text: 'theirs' }, kept: true });
      expect(session.state().saving).toBe('held');
      expect(store.files.get(notePath)).toBe('theirs');
      expect(store.history).toEqual(['mine']);
      expect(shown.text).toBe('mine');
    });

    it('keeps what is typed meanwhile in the journal', async () => {
      const { type, clock, journal, store } = await conflicting();
      type('mine and more');
      await clock.pass(3000);
      expect(journal.entries.get(notePath)?.text).toBe('mine and more');
      expect(store.files.get(notePath)).toBe('theirs');
    });

    it('writes mine over theirs when asked to keep mine', async () => {
      const { session, store } = await conflicting();
      await session.resolveConflict('mine');
      expect(store.files.get(notePath)).toBe('mine');
      expect(session.state()).toMatchObject({ conflict: null, saving: 'saved' });
    });

    it('shows theirs when asked to keep theirs, after keeping what was typed since', async () => {
      const { session, store, shown, type } = await conflicting();
      type('mine, longer');
      await session.resolveConflict('theirs');
      expect(shown.text).toBe('theirs');
      expect(store.history).toEqual(['mine', 'mine, longer']);
      expect(session.state()).toMatchObject({ conflict: null, saving: 'saved' });
    });

    it('does not give up mine when it could not be kept', async () => {
      const { session, store, shown, type } = await conflicting();
      type('mine, longer');
      store.fault = 'disconnected';
      await session.resolveConflict('theirs');
      expect(shown.text).toBe('mine, longer');
      expect(session.state().conflict).not.toBeNull();
    });

    it('writes both sides when asked to keep both', async () => {
      const { session, store } = await conflicting();
      await session.resolveConflict('both');
      expect(store.files.get(notePath)).toBe('theirs\nmine');
    });

    it('goes away by itself when the other side takes its change back', async () => {
      const { session, store, outside, clock } = await conflicting();
      outside('a');
      await clock.pass(3000);
      expect(session.state().conflict).toBeNull();
      expect(store.files.get(notePath)).toBe('mine');
    });
  });

  describe('a deleted file', () => {
    it('is not written again by itself; the text stays and is journalled', async () => {
      const { session, store, clock, outside, type, journal } = await opened('a');
      type('ab');
      outside(null);
      await clock.pass(5000);
      type('abc');
      await clock.pass(5000);
      expect(store.files.size).toBe(0);
      expect(session.state()).toMatchObject({ deleted: true, saving: 'held' });
      expect(journal.entries.get(notePath)?.text).toBe('abc');
    });

    it('is written again when asked', async () => {
      const { session, store, clock, outside } = await opened('a');
      outside(null);
      await clock.pass(100);
      await session.writeAgain();
      expect(store.files.get(notePath)).toBe('a');
      expect(session.state()).toMatchObject({ deleted: false, saving: 'saved' });
    });

    it('is taken up again when it comes back with another text', async () => {
      const { session, clock, outside, shown } = await opened('a');
      outside(null);
      await clock.pass(100);
      outside('b');
      await clock.pass(100);
      expect(session.state().deleted).toBe(false);
      expect(shown.text).toBe('b');
    });
  });

  describe('trouble', () => {
    it.each(['disconnected', 'disk-full', 'read-only', 'io'] as const)('%s is shown, journalled, and retried until it is over', async (fault) => {
      const { session, store, clock, type, journal } = await opened('a');
      store.fault = fault;
      type('ab');
      await clock.pass(20_000);
      expect(session.state()).toMatchObject({ saving: 'unsaved', trouble: { code: fault } });
      expect(session.state().trouble?.attempts).toBeGreaterThan(3);
      expect(journal.entries.get(notePath)?.text).toBe('ab');
      store.fault = null;
      await clock.pass(31_000);
      expect(store.files.get(notePath)).toBe('ab');
      expect(session.state()).toMatchObject({ saving: 'saved', trouble: null });
      expect(journal.entries.get(notePath)).toBeUndefined();
    });

    it('journals what is typed while retries wait', async () => {
      const { store, clock, type, journal } = await opened('a');
      store.fault = 'disconnected';
      type('ab');
      await clock.pass(8000);
      type('abc');
      await clock.pass(saveDelayMs);
      expect(journal.entries.get(notePath)?.text).toBe('abc');
    });

    it('retries at once when the connection is back', async () => {
      const { session, store, clock, type } = await opened('a');
      store.fault = 'disconnected';
      type('ab');
      await clock.pass(20_000);
      store.fault = null;
      session.retry();
      await clock.pass(0);
      expect(store.files.get(notePath)).toBe('ab');
    });
  });

  describe('what Markdown cannot say', () => {
    it('is not written, but kept in the history and the journal, and said', async () => {
      const { session, store, clock, type, shown, journal } = await opened('a');
      shown.unsaid = true;
      type('a $$ b');
      await clock.pass(saveDelayMs);
      expect(store.writes).toEqual([]);
      expect(store.history).toEqual(['a $$ b']);
      expect(journal.entries.get(notePath)?.text).toBe('a $$ b');
      expect(session.state()).toMatchObject({ saving: 'unsaved', trouble: { code: 'unwritable-document' } });
      await session.flush();
      expect(store.writes).toEqual([]);
      expect(store.history).toEqual(['a $$ b']);
    });

    it('is over with the next change that can be said, or when it is undone', async () => {
      const { session, store, clock, type, shown } = await opened('a');
      shown.unsaid = true;
      type('a $$ b');
      await clock.pass(saveDelayMs);
      shown.unsaid = false;
      type('a b');
      await clock.pass(saveDelayMs);
      expect(store.files.get(notePath)).toBe('a b');
      expect(session.state()).toMatchObject({ saving: 'saved', trouble: null });
      shown.unsaid = true;
      type('a b $$');
      await clock.pass(saveDelayMs);
      shown.unsaid = false;
      type('a b');
      await clock.pass(saveDelayMs);
      expect(session.state()).toMatchObject({ saving: 'saved', trouble: null });
      expect(store.writes.length).toBe(1);
    });

    it('is written once it is shown as the text that it is', async () => {
      const { session, store, clock, type, shown, surface, detach } = await opened('a');
      shown.unsaid = true;
      type('a $$ b');
      await clock.pass(saveDelayMs);
      const { isUnsaid: _isUnsaid, ...source } = surface;
      detach();
      session.attach(source);
      await clock.pass(0);
      expect(store.files.get(notePath)).toBe('a $$ b');
      expect(session.state().trouble).toBeNull();
    });

    it('is in the history before what another program wrote is merged with its text', async () => {
      const { store, clock, type, shown, outside } = await opened('a\nb\nc');
      shown.unsaid = true;
      type('A\nb\nc');
      outside('a\nb\nC');
      await clock.pass(0);
      expect(store.history).toEqual(['A\nb\nc']);
      expect(shown.text).toBe('A\nb\nC');
    });
  });

  describe('after a crash', () => {
    const crashed = async (): Promise<ReturnType<typeof memoryJournal>> => {
      const first = await opened('a\nb\nc');
      first.store.fault = 'disconnected';
      first.type('A\nb\nc');
      await first.clock.pass(1000);
      return first.journal;
    };

    it('puts the unsaved text back, says so and writes it', async () => {
      const second = await opened('a\nb\nc', { journal: await crashed() });
      expect(second.session.state().recovered).toBe(true);
      expect(second.shown.text).toBe('A\nb\nc');
      await second.clock.pass(3000);
      expect(second.store.files.get(notePath)).toBe('A\nb\nc');
      expect(second.journal.entries.get(notePath)).toBeUndefined();
    });

    it('merges the unsaved text with what was written meanwhile', async () => {
      const second = await opened('a\nb\nC', { journal: await crashed() });
      await second.clock.pass(3000);
      expect(second.store.files.get(notePath)).toBe('A\nb\nC');
    });

    it('keeps both where the unsaved text conflicts', async () => {
      const second = await opened('other\nb\nc', { journal: await crashed() });
      expect(second.session.state().conflict).toMatchObject({ mine: 'A\nb\nc', theirs: { text: 'other\nb\nc' } });
    });

    it('forgets a journal that the disk already holds', async () => {
      const second = await opened('A\nb\nc', { journal: await crashed() });
      expect(second.session.state().recovered).toBe(false);
      expect(second.journal.entries.get(notePath)).toBeUndefined();
    });

    it('shows the unsaved text of a note that is gone', async () => {
      const second = await opened(null, { journal: await crashed() });
      expect(second.session.state()).toMatchObject({ phase: 'open', deleted: true, recovered: true });
      expect(second.session.text()).toBe('A\nb\nc');
      await second.session.writeAgain();
      expect(second.store.files.get(notePath)).toBe('A\nb\nc');
    });
  });

  it('follows its file when it or a folder above it moves', async () => {
    const { session, store, clock, type } = await opened('a');
    store.files.delete(notePath);
    const destination = vaultPathSchema.parse('archive/a.md');
    store.files.set(destination, 'a');
    const move: VaultChange = {
      kind: 'moved',
      entry: 'folder',
      fromPath: vaultPathSchema.parse('notes'),
      path: vaultPathSchema.parse('archive'),
      origin: 'app',
    };
    session.noticeChange(move);
    type('ab');
    await clock.pass(3000);
    expect([...store.files]).toEqual([[destination, 'ab']]);
  });

  it('says why a note could not be read, and reads it when asked again', async () => {
    const made = bench({ [notePath]: 'a' });
    made.store.fault = 'disconnected';
    await made.session.load();
    expect(made.session.state()).toMatchObject({ phase: 'failed', failure: { code: 'disconnected' } });
    made.store.fault = null;
    made.session.retry();
    await made.clock.pass(10);
    expect(made.session.state().phase).toBe('open');
  });
});
