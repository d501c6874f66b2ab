import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manualClock, memoryJournal, memoryStore, notePath, type ManualClock, type MemoryStore } from './memory-store.ts';
import { mergeNotes } from '#shared/markdown/merge-notes.ts';
import { createNoteSession } from './note-session.ts';
import type { NoteSession } from './session-contract.ts';
import type { EditingSurface } from './session-state.ts';

interface Editor extends EditingSurface {
  readonly shown: { text: string; composing: boolean; replaced: number };
  readonly edit: (change: (text: string) => string) => void;
  readonly leave: () => void;
}

interface Bench {
  readonly store: MemoryStore;
  readonly clock: ManualClock;
  readonly session: NoteSession;
  readonly open: () => Editor;
}

/** One session, shown by as many editors as a test opens. */
async function bench(initial: string): Promise<Bench> {
  const store = memoryStore({ [notePath]: initial });
  const clock = manualClock();
  const session = createNoteSession({ store, clock, journal: memoryJournal(), merge: mergeNotes }, { path: notePath, draft: undefined });
  await session.load();
  const open = (): Editor => {
    const shown = { text: session.text(), composing: false, replaced: 0 };
    const surface: EditingSurface = {
      read: () => shown.text,
      replace(text) {
        if (text !== shown.text) shown.replaced += 1;
        shown.text = text;
      },
      write: (written) => void (shown.text = written.text),
      isComposing: () => shown.composing,
    };
    const detach = session.attach(surface);
    const edit = (change: (text: string) => string): void => {
      shown.text = change(shown.text);
      session.changed(surface);
    };
    return { ...surface, shown, edit, leave: detach };
  };
  return { store, clock, session, open };
}

const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('\n');

describe('two editors of one note', () => {
  it('show what is typed in either of them long before it is saved', async () => {
    const { clock, store, open } = await bench(lines('One.', 'Two.'));
    const [left, right] = [open(), open()];
    left.edit((text) => text.replace('One.', 'One more.'));
    await clock.pass(20);
    expect(right.shown.text).toBe(lines('One more.', 'Two.'));
    expect(left.shown.replaced).toBe(0);
    expect(store.writes).toHaveLength(0);
    await clock.pass(3000);
    expect(store.writes).toHaveLength(1);
  });

  it('keep both when both were typed in at the same moment, also in one place', async () => {
    const { clock, store, session, open } = await bench(lines('One.', 'Between.', 'Two.'));
    const [left, right] = [open(), open()];
    left.edit((text) => text.replace('One.', 'One left.'));
    right.edit((text) => text.replace('Two.', 'Two right.'));
    await clock.pass(3000);
    expect(store.files.get(notePath)).toBe(lines('One left.', 'Between.', 'Two right.'));
    left.edit((text) => text.replace('Between.', 'Mine.'));
    right.edit((text) => text.replace('Between.', 'Theirs.'));
    await clock.pass(3000);
    expect(store.files.get(notePath)).toContain('Mine.');
    expect(store.files.get(notePath)).toContain('Theirs.');
    expect([left.shown.text, right.shown.text]).toEqual([session.text(), session.text()]);
  });

  it('take nothing from under an input method', async () => {
    const { clock, open } = await bench(lines('One.'));
    const [left, right] = [open(), open()];
    right.shown.composing = true;
    left.edit((text) => text.replace('One.', 'Uno.'));
    await clock.pass(200);
    expect(right.shown.replaced).toBe(0);
    right.shown.composing = false;
    await clock.pass(200);
    expect(right.shown.text).toBe(lines('Uno.'));
  });

  it('leave their last words to the one that stays, and to the file', async () => {
    const { clock, store, session, open } = await bench(lines('One.'));
    const [left, right] = [open(), open()];
    left.edit((text) => text.replace('One.', 'Uno.'));
    left.leave();
    expect(right.shown.text).toBe(lines('Uno.'));
    right.leave();
    expect(session.text()).toBe(lines('Uno.'));
    await clock.pass(3000);
    expect(store.files.get(notePath)).toBe(lines('Uno.'));
  });

  it('lose no word, whoever types where and when', async () => {
    const step = fc.record({ editor: fc.constantFrom(0, 1), paragraph: fc.nat(3), waitMs: fc.constantFrom(0, 10, 50, 390, 410) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { clock, store, open } = await bench(lines('P0.', 'P1.', 'P2.', 'P3.'));
        const [left, right] = [open(), open()];
        const words: string[] = [];
        for (const [index, { editor, paragraph, waitMs }] of steps.entries()) {
          const word = `w${index}e${editor}`;
          words.push(word);
          (editor === 0 ? left : right).edit((text) => text.replace(`P${paragraph}.`, `P${paragraph}. ${word}`));
          await clock.pass(waitMs);
        }
        await clock.pass(10_000);
        const text = store.files.get(notePath) ?? '';
        expect(words.filter((word) => !text.includes(word))).toEqual([]);
        expect([left.shown.text, right.shown.text]).toEqual([text, text]);
      }),
      { numRuns: 60 },
    );
  });
});
