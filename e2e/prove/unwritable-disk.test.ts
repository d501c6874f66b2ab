/** A note that cannot be written is said to be so, kept outside the vault meanwhile, and written when it can be. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { mergeNotes } from '#shared/markdown/merge-notes.ts';
import { startTestCore, valueOf, writeVault, type TestCore } from '../../electron/core.test-support.ts';
import { createCoreJournal } from '../../renderer/features/editor/session/core-journal.ts';
import { createNoteSession } from '../../renderer/features/editor/session/note-session.ts';
import type { NoteSession } from '../../renderer/features/editor/session/session-contract.ts';
import { hookDiskCalls, systemError } from './disk-calls.ts';

const path_ = vaultPathSchema.parse('Note.md');
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error('It did not happen.');
};

interface Editor {
  readonly session: NoteSession;
  shown: string;
}

/** The note in an editor over the real core, as a window has it. */
async function edit({ client }: TestCore): Promise<Editor> {
  const journal = createCoreJournal(
    {
      isReachable: () => true,
      keep: (entry) => client.call('journal.keep', entry),
      list: (at) => client.call('journal.list', { path: at }),
      drop: (window, at) => client.call('journal.drop', { window, path: at }),
      keepInHistory: (at, text) => client.call('history.keep', { path: at, text }),
    },
    { read: () => null, put: () => true, clear: () => undefined },
    Promise.resolve({ name: 'w1', isOpen: () => Promise.resolve(false) }),
  );
  const session = createNoteSession(
    {
      store: { read: (at) => client.call('note.read', { path: at }), write: (params) => client.call('note.write', params), keep: (at, text) => client.call('history.keep', { path: at, text }) },
      journal,
      merge: mergeNotes,
      clock: {
        now: () => performance.now(),
        after(delayMs, task) {
          const timer = setTimeout(task, delayMs);
          return () => clearTimeout(timer);
        },
      },
    },
    { path: path_ },
  );
  await session.load();
  const editor: Editor = { session, shown: session.text() };
  session.attach({
    read: () => editor.shown,
    replace: (text) => {
      editor.shown = text;
    },
    write: (written) => {
      editor.shown = written.text;
    },
    isComposing: () => false,
  });
  onTestFinished(() => session.dispose());
  return editor;
}

function type(editor: Editor, text: string): void {
  editor.shown += text;
  editor.session.changed();
}

async function unsaved({ client }: TestCore): Promise<readonly string[]> {
  return valueOf(await client.call('journal.list', {})).entries.map(({ text }) => text);
}

function newBase(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'verso-test-'));
}

/** Says it, keeps the text, and writes it by itself once the disk takes it. */
async function expectToCome(test: TestCore, file: string, code: string, block: () => void | Promise<void>, unblock: () => void): Promise<void> {
  const editor = await edit(test);
  await block();
  const long = `${'typed on a bad day '.repeat(4000)}\n`;
  type(editor, long);
  await until(() => editor.session.state().trouble?.code === code);
  expect(editor.session.state().saving).toBe('unsaved');
  await until(async () => (await unsaved(test)).includes(`first\n${long}`));
  // What is on disk is whole, and nothing of ours is left beside it.
  expect(readFileSync(file, 'utf8')).toBe('first\n');
  unblock();
  await until(() => editor.session.state().saving === 'saved');
  expect(editor.session.state().trouble).toBeNull();
  expect(readFileSync(file, 'utf8')).toBe(`first\n${long}`);
  await until(async () => (await unsaved(test)).length === 0);
}

describe('a disk that does not take a write', { timeout: 60_000 }, () => {
  const undo: (() => void)[] = [];
  afterEach(() => {
    for (const each of undo.splice(0).toReversed()) each();
  });

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'read-only'],
    ['EACCES', 'read-only'],
    ['EIO', 'io'],
  ])('that answers %s is told as %s, and the text is kept outside the vault until it is written', async (errno, code) => {
    const base = newBase();
    const folder = path.join(base, 'vault');
    writeVault(folder, { 'Note.md': 'first\n' });
    const test = await startTestCore(base, folder);
    let blocked = false;
    undo.push(
      await hookDiskCalls({
        before(call) {
          if (blocked && call.name === 'open' && call.path?.startsWith(folder) === true && call.path.endsWith('.tmp')) throw systemError(errno);
        },
      }),
    );
    await expectToCome(test, path.join(folder, 'Note.md'), code, () => void (blocked = true), () => (blocked = false));
  });

  /** Only where this process may mount a disk of its own. */
  function mountSmall(): string | null {
    const folder = newBase();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]).status === 0;
    undo.push(() => {
      if (mounted) spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    });
    return mounted ? folder : null;
  }

  it('that is really full', async (context) => {
    const disk = mountSmall();
    if (disk === null) return context.skip('no disk can be mounted here');
    const folder = path.join(disk, 'vault');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'Note.md'), 'first\n');
    const test = await startTestCore(newBase(), folder);
    const ballast = path.join(disk, 'ballast');
    await expectToCome(
      test,
      path.join(folder, 'Note.md'),
      'disk-full',
      () => {
        for (let sizeBytes = 128 * 1024; sizeBytes >= 4096; sizeBytes /= 2) {
          try {
            for (;;) writeFileSync(ballast, Buffer.alloc(sizeBytes), { flag: 'a' });
          } catch {
            // As much as goes in.
          }
        }
      },
      () => rmSync(ballast),
    );
  });

  it('that holds the history is full: a note that could not be restored is not written over, and is told', async (context) => {
    const disk = mountSmall();
    if (disk === null) return context.skip('no disk can be mounted here');
    spawnSync('mount', ['-o', 'remount,size=4m', disk]);
    const folder = path.join(newBase(), 'vault');
    writeVault(folder, { 'Note.md': 'first\n' });
    const test = await startTestCore(disk, folder);
    const editor = await edit(test);
    const ballast = path.join(disk, 'ballast');
    for (let sizeBytes = 512 * 1024; sizeBytes >= 4096; sizeBytes /= 2) {
      try {
        for (;;) writeFileSync(ballast, Buffer.alloc(sizeBytes), { flag: 'a' });
      } catch {
        // As much as goes in.
      }
    }
    // Text that no packing makes small.
    type(editor, `${Array.from({ length: 60_000 }, (_, index) => ((index * 2654435761) % 4294967296).toString(36)).join(' ')}\n`);
    await until(() => editor.session.state().trouble?.code === 'disk-full' || editor.session.state().saving === 'saved');
    rmSync(ballast);
    await until(() => editor.session.state().saving === 'saved');
    expect(readFileSync(path.join(folder, 'Note.md'), 'utf8')).toBe(editor.shown);
    expect(test.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it('that is made read-only while a note is open', async (context) => {
    const disk = mountSmall();
    if (disk === null) return context.skip('no disk can be mounted here');
    const folder = path.join(disk, 'vault');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'Note.md'), 'first\n');
    const test = await startTestCore(newBase(), folder);
    const remount = (how: string): void => {
      expect(spawnSync('mount', ['-o', `remount,${how}`, disk]).status).toBe(0);
    };
    undo.push(() => void spawnSync('mount', ['-o', 'remount,rw', disk]));
    await expectToCome(test, path.join(folder, 'Note.md'), 'read-only', () => remount('ro'), () => remount('rw'));
    expect(existsSync(path.join(folder, 'Note.md'))).toBe(true);
  });
});
