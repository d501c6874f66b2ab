import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock, memoryJournal, memoryStore, notePath, versionOf, type ManualClock, type MemoryStore } from './memory-store.ts';
import { mergeNotes } from './merge-notes.ts';
import { createNoteSession } from './note-session.ts';
import type { NoteSession } from './session-contract.ts';
import { shareJournal, type JournalClaims } from './shared-journal.ts';

interface Editor {
  readonly session: NoteSession;
  readonly shown: { text: string };
  readonly edit: (change: (text: string) => string) => void;
}

interface Bench {
  readonly store: MemoryStore;
  readonly clock: ManualClock;
  readonly journal: ReturnType<typeof memoryJournal>;
  readonly editors: readonly [Editor, Editor];
}

/** Two editors in one window over one file, which hear of each other's writes as of any other's. */
async function bench(initial: string): Promise<Bench> {
  const store = memoryStore({ [notePath]: initial });
  const clock = manualClock();
  const journal = memoryJournal();
  const claims: JournalClaims = new Map();
  const open = async (): Promise<Editor> => {
    const session = createNoteSession({ store, clock, journal: shareJournal(journal, claims), merge: mergeNotes }, { path: notePath, draft: undefined });
    await session.load();
    const shown = { text: session.text() };
    session.attach({ read: () => shown.text, replace: (text) => void (shown.text = text), write: (written) => void (shown.text = written.text), isComposing: () => false });
    const edit = (change: (text: string) => string): void => {
      shown.text = change(shown.text);
      session.changed();
    };
    return { session, shown, edit };
  };
  const editors = [await open(), await open()] as const;
  store.duringWrite = () => {
    const version = versionOf(store.files.get(notePath) ?? '');
    for (const { session } of editors) session.noticeChange({ kind: 'modified', entry: 'note', origin: 'app', path: notePath, version });
  };
  return { store, clock, journal, editors };
}

const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('\n');

describe('two editors over one note', () => {
  it('what one saves arrives in the other, which writes nothing for it', async () => {
    const { editors, clock, store } = await bench(lines('One.', 'Two.'));
    editors[0].edit((text) => text.replace('One.', 'One more.'));
    await clock.pass(3000);
    expect(editors[1].shown.text).toBe(lines('One more.', 'Two.'));
    expect(store.writes).toHaveLength(1);
  });

  it('what is typed in both at once is merged, in the file and in both', async () => {
    const { editors, clock, store } = await bench(lines('One.', 'Between.', 'Two.'));
    editors[0].edit((text) => text.replace('One.', 'One left.'));
    editors[1].edit((text) => text.replace('Two.', 'Two right.'));
    await clock.pass(5000);
    const whole = lines('One left.', 'Between.', 'Two right.');
    expect(store.files.get(notePath)).toBe(whole);
    expect(editors.map(({ shown }) => shown.text)).toEqual([whole, whole]);
    expect(editors.map(({ session }) => session.state().saving)).toEqual(['saved', 'saved']);
  });

  it('a save of one leaves the unsaved text of the other in the journal', async () => {
    const { editors, clock, store, journal } = await bench(lines('Same.'));
    editors[0].edit(() => lines('Mine.'));
    await clock.pass(100);
    editors[1].edit(() => lines('Theirs.'));
    await clock.pass(5000);
    // The first saved; the second collides and waits for a choice.
    expect(store.files.get(notePath)).toBe(lines('Mine.'));
    expect(editors[1].session.state().conflict).not.toBeNull();
    editors[0].edit(() => lines('Mine again.'));
    await clock.pass(5000);
    expect(store.files.get(notePath)).toBe(lines('Mine again.'));
    expect(journal.entries.get(notePath)?.text).toBe(lines('Theirs.'));
  });

  it('loses no word, whoever types where and when', async () => {
    const step = fc.record({ editor: fc.constantFrom(0, 1), paragraph: fc.nat(3), waitMs: fc.constantFrom(0, 50, 390, 410, 900) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { editors, clock, store } = await bench(lines('P0.', 'P1.', 'P2.', 'P3.'));
        const words: string[] = [];
        for (const [index, { editor, paragraph, waitMs }] of steps.entries()) {
          const word = `w${index}e${editor}`;
          words.push(word);
          // Each editor has its own paragraphs, so that nothing truly collides.
          const name = `P${editor === 0 ? paragraph % 2 : 2 + (paragraph % 2)}.`;
          (editor === 0 ? editors[0] : editors[1]).edit((text) => text.replace(name, `${name} ${word}`));
          await clock.pass(waitMs);
        }
        await clock.pass(10_000);
        const text = store.files.get(notePath) ?? '';
        expect(words.filter((word) => !text.includes(word))).toEqual([]);
        expect(editors.map(({ shown }) => shown.text)).toEqual([text, text]);
      }),
      { numRuns: 60 },
    );
  });
});
