import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manualClock, memoryJournal, memoryStore, notePath, versionOf } from './memory-store.ts';
import { mergeNotes as merge } from '#shared/markdown/merge-notes.ts';
import { createNoteSession } from './note-session.ts';

type Step =
  | { readonly kind: 'type' | 'outside'; readonly at: number }
  | { readonly kind: 'pass'; readonly durationMs: number }
  | { readonly kind: 'fault'; readonly fault: 'disconnected' | 'disk-full' | 'io' | null }
  | { readonly kind: 'choose'; readonly choice: 'mine' | 'theirs' | 'both' }
  | { readonly kind: 'delete' | 'write-again' | 'crash' | 'retry' | 'flush' };

const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('type' as const), at: fc.nat(20) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('outside' as const), at: fc.nat(20) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), durationMs: fc.constantFrom(0, 100, 500, 3000) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('fault' as const), fault: fc.constantFrom('disconnected' as const, 'disk-full' as const, 'io' as const, null) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('choose' as const), choice: fc.constantFrom('mine' as const, 'theirs' as const, 'both' as const) }) },
    { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'delete' }, { kind: 'write-again' }, { kind: 'crash' }, { kind: 'retry' }, { kind: 'flush' }) },
  ),
  { maxLength: 40 },
);

it('loses no line that either side wrote, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const store = memoryStore({ [notePath]: ['1', '2', '3', '4', '5', '6'].join('\n') });
      const clock = manualClock();
      const journal = memoryJournal();
      const everywhere = (): string =>
        [store.files.get(notePath) ?? '', ...store.history, journal.entries.get(notePath)?.text ?? '', shown].join('\n');
      const mine = new Set<string>();
      const theirs = new Set<string>();
      let shown = '';
      let session = createNoteSession({ store, clock, journal, merge }, { path: notePath });
      const start = async (): Promise<void> => {
        session = createNoteSession({ store, clock, journal, merge }, { path: notePath, draft: '' });
        await session.load();
        shown = session.text();
        session.attach({
          read: () => shown,
          replace: (text) => {
            shown = text;
          },
          write: (written) => {
            shown = written.text;
          },
          isComposing: () => false,
        });
      };
      await start();
      let serial = 0;
      for (const step of script) {
        switch (step.kind) {
          case 'type': {
            const line = `mine-${(serial += 1)}`;
            const lines = shown.split('\n');
            lines.splice(step.at % (lines.length + 1), 0, line);
            shown = lines.join('\n');
            mine.add(line);
            session.changed();
            break;
          }
          case 'outside': {
            const line = `theirs-${(serial += 1)}`;
            const lines = (store.files.get(notePath) ?? '').split('\n');
            lines.splice(step.at % (lines.length + 1), 0, line);
            const text = lines.join('\n');
            store.files.set(notePath, text);
            theirs.add(line);
            session.noticeChange({ kind: 'modified', path: notePath, entry: 'note', origin: 'outside', version: versionOf(text) });
            break;
          }
          case 'delete': {
            // The core snapshots what it sees deleted.
            const text = store.files.get(notePath);
            if (text === undefined) break;
            store.history.push(text);
            store.files.delete(notePath);
            session.noticeChange({ kind: 'deleted', path: notePath, entry: 'note', origin: 'outside' });
            break;
          }
          case 'pass':
            await clock.pass(step.durationMs);
            break;
          case 'fault':
            store.fault = step.fault;
            break;
          case 'choose': {
            // The core snapshots what a write replaces.
            const before = store.files.get(notePath);
            if (before !== undefined) store.history.push(before);
            await session.resolveConflict(step.choice);
            break;
          }
          case 'write-again':
            await session.writeAgain();
            break;
          case 'retry':
            session.retry();
            break;
          case 'flush':
            await session.flush();
            break;
          case 'crash':
            // A closing window has time for the journal, not for an answer of the core.
            if (session.state().phase !== 'open') break;
            session.leave();
            session.dispose();
            await clock.pass(0);
            await start();
            break;
        }
        if (session.state().phase === 'failed') {
          store.fault = null;
          await clock.pass(0);
          await start();
        }
      }
      const found = new Set(everywhere().split('\n'));
      expect([...mine, ...theirs].filter((line) => !found.has(line))).toEqual([]);
      // Once nothing stands in the way, disk and editor agree.
      store.fault = null;
      for (let round = 0; round < 2; round += 1) {
        session.retry();
        await clock.pass(60_000);
        await session.resolveConflict('both');
        await session.writeAgain();
      }
      expect(store.files.get(notePath) ?? '').toBe(shown);
    }),
    { numRuns: 500 },
  );
});
