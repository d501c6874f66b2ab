/** Notes that are open in editors: the note sessions of the window, over the real core, without a page. */
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { createCoreJournal } from '../../renderer/features/editor/session/core-journal.ts';
import { storageJournal } from '../../renderer/features/editor/session/journal.ts';
import { mergeNotes } from '#shared/markdown/merge-notes.ts';
import { createNoteSession } from '../../renderer/features/editor/session/note-session.ts';
import type { Clock, NoteSession, NoteStore } from '../../renderer/features/editor/session/session-contract.ts';
import type { AppClient } from './app-actor.ts';
import { listNotes, notePool } from './outside-actor.ts';
import { lineOf, withLine, type TokenLedger } from './token-ledger.ts';

export const sessionOps = ['open', 'type', 'type', 'type', 'flush', 'resolve', 'write-again', 'retry', 'close', 'crash'] as const;
export type SessionOp = (typeof sessionOps)[number];

interface OpenNote {
  readonly session: NoteSession;
  readonly window: string;
  shown: string;
}

export interface SessionActor {
  act(op: SessionOp, a: number, b: number): Promise<string>;
  /** Listens to this core from now on. */
  listen(): void;
  /** Without a word to the core, as a window that vanishes. */
  crashAll(): void;
  /** Lets every session bring its text to disk; what it says is wrong with one that cannot. */
  finish(): Promise<readonly string[]>;
  /** What pages keep on their own. */
  pageTexts(): readonly string[];
}

const clock: Clock = {
  now: () => performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
const mostOpen = 4;
const choices = ['mine', 'theirs', 'both'] as const;

export function createSessionActor(root: string, ledger: TokenLedger, client: () => AppClient): SessionActor {
  const open: OpenNote[] = [];
  const storage = new Map<string, string>();
  let windows = 0;

  async function openNote(name: string): Promise<string> {
    if (open.length >= mostOpen) return 'open: enough are';
    const path = vaultPathSchema.parse(name);
    windows += 1;
    // Two windows may show one note; a window shows it once.
    const window = `w${windows}`;
    const page = storageJournal(
      { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value), removeItem: (key) => void storage.delete(key) },
      'vault',
    );
    const journal = createCoreJournal(
      {
        isReachable: () => true,
        keep: (entry) => client().call('journal.keep', entry),
        list: (at) => client().call('journal.list', { path: at }),
        drop: (of, at) => client().call('journal.drop', { window: of, path: at }),
        keepInHistory: (at, text) => client().call('history.keep', { path: at, text }),
      },
      page,
      Promise.resolve({ name: window, isOpen: (other) => Promise.resolve(open.some((each) => each.window === other)) }),
    );
    const store: NoteStore = {
      read: (at) => client().call('note.read', { path: at }),
      write: (params) => client().call('note.write', params),
      keep: (at, text) => client().call('history.keep', { path: at, text }),
    };
    const session = createNoteSession({ store, journal, clock, merge: mergeNotes }, { path });
    const note: OpenNote = { session, window, shown: '' };
    open.push(note);
    await session.load();
    if (session.state().phase !== 'open') {
      session.dispose();
      open.splice(open.indexOf(note), 1);
      return `open ${name}: ${session.state().failure?.code ?? 'failed'}`;
    }
    note.shown = session.text();
    session.attach({
      read: () => note.shown,
      replace: (text) => {
        note.shown = text;
      },
      write: (written) => {
        note.shown = written.text;
      },
      isComposing: () => false,
    });
    return `open ${name} in ${window}`;
  }

  async function act(op: SessionOp, a: number, b: number): Promise<string> {
    if (op === 'open') {
      const notes = listNotes(root);
      return openNote(notes[a % notes.length] ?? notePool[0]);
    }
    const note = open[a % Math.max(1, open.length)];
    if (note === undefined) return `${op}: none is open`;
    const { session } = note;
    const name = `${session.state().path} in ${note.window}`;
    switch (op) {
      case 'type': {
        if (session.state().phase !== 'open' || session.state().readOnly !== null) return `type ${name}: not open`;
        const token = ledger.make('app');
        note.shown = withLine(note.shown, lineOf(token, b), b);
        ledger.wrote(token, `typed into ${name}`);
        session.changed();
        return `type ${name} ${token}`;
      }
      case 'flush':
        await session.flush();
        break;
      case 'resolve':
        await session.resolveConflict(choices[b % choices.length] ?? 'both');
        break;
      case 'write-again':
        await session.writeAgain();
        break;
      case 'retry':
        session.retry();
        break;
      case 'close':
        session.leave();
        await session.flush();
        end(note);
        break;
      case 'crash':
        crash(note);
        break;
    }
    return `${op} ${name}`;
  }

  function end(note: OpenNote): void {
    note.session.dispose();
    const index = open.indexOf(note);
    if (index !== -1) open.splice(index, 1);
  }

  function crash(note: OpenNote): void {
    // A page that goes has time for its own storage, not for an answer of the core.
    note.session.leave();
    end(note);
  }

  return {
    act,
    listen() {
      client().on('vault.changed', ({ changes }) => {
        for (const change of changes) for (const { session } of [...open]) session.noticeChange(change);
      });
    },
    crashAll() {
      for (const note of [...open]) crash(note);
    },
    async finish() {
      const wrong: string[] = [];
      for (let round = 0; round < 6; round += 1) {
        for (const { session } of open) {
          session.retry();
          await session.flush();
          if (session.state().conflict !== null) await session.resolveConflict('both');
          if (session.state().deleted) await session.writeAgain();
          await session.flush();
        }
      }
      for (const note of open) {
        const { path, saving, trouble, phase } = note.session.state();
        const read = await client().call('note.read', { path });
        if (phase !== 'open') wrong.push(`${path} in ${note.window} is ${phase}`);
        else if (saving !== 'saved') wrong.push(`${path} in ${note.window} stays ${saving}: ${trouble?.code ?? 'no trouble told'}`);
        else if (!read.ok || read.value.text !== note.shown) wrong.push(`${path} in ${note.window} shows ${JSON.stringify(note.shown)}, the disk has ${JSON.stringify(read.ok ? read.value.text : read.code)}`);
      }
      return wrong;
    },
    pageTexts: () => [...storage.values()],
  };
}
