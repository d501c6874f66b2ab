/** Single moments that the fuzzer of outside edits found, each made to happen. */
import { closeSync, openSync, readdirSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { openTestCore, startTestCore, valueOf } from '../../electron/core.test-support.ts';
import { hookDiskCalls } from './disk-calls.ts';

const note = vaultPathSchema.parse('Note.md');

it('keeps what a program goes on writing into a note that was saved meanwhile', async () => {
  const test = await openTestCore({ 'Note.md': 'first\n' });
  const descriptor = openSync(path.join(test.folder, 'Note.md'), 'a');
  const read = valueOf(await test.client.call('note.read', { path: note }));
  valueOf(await test.client.call('note.write', { path: note, text: 'saved\n', baseVersion: read.version }));
  writeSync(descriptor, 'late words\n');
  closeSync(descriptor);
  // The last look is at the end.
  await test.core.close();
  const again = await startTestCore(test.base, test.folder);
  const { snapshots } = valueOf(await again.client.call('history.list', { path: note }));
  const kept = await Promise.all(snapshots.map(async ({ id }) => valueOf(await again.client.call('history.read', { id })).text));
  expect(kept).toContain('first\nlate words\n');
  expect(readFileSync(path.join(test.folder, 'Note.md'), 'utf8')).toBe('saved\n');
});

it('gives a file its name back that another program put where a note was moved from', async () => {
  const test = await openTestCore({ 'Note.md': 'the note\n' });
  const place = path.join(test.folder, 'Note.md');
  let linked = false;
  const unhook = await hookDiskCalls({
    before(call) {
      // Right after the second name is made, and before the first one goes.
      if (linked && call.path === place) {
        linked = false;
        writeFileSync(`${place}.swp`, 'another file\n');
        renameSync(`${place}.swp`, place);
      }
    },
    after(call) {
      if (call.name === 'link' && call.path === place) linked = true;
    },
  });
  try {
    valueOf(await test.client.call('file.move', { from: note, to: vaultPathSchema.parse('Moved.md') }));
  } finally {
    unhook();
  }
  expect(readFileSync(path.join(test.folder, 'Moved.md'), 'utf8')).toBe('the note\n');
  expect(readFileSync(place, 'utf8')).toBe('another file\n');
  expect(readdirSync(test.folder).toSorted()).toEqual(['Moved.md', 'Note.md']);
});
