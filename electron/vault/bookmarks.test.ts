import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bookmark } from '#shared/model/bookmark.ts';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { addEntry, moveEntry, removeEntry, renameEntry } from './bookmark-file.ts';
import { createBookmarks, type Bookmarks } from './bookmarks.ts';
import { createPathGuard } from './path-guard.ts';
import { createPathLocks } from './path-locks.ts';
import { createLateWriters } from './late-writers.ts';
import { createVaultFiles } from './vault-files.ts';

const note = (at: string, title = ''): Bookmark => ({ target: { kind: 'note', path: vaultPathSchema.parse(at) }, title });
const search = (query: string): Bookmark => ({ target: { kind: 'search', query }, title: '' });

let root = '';
let changes = 0;
const file = (): string => path.join(root, '.verso/bookmarks.json');
const onDisk = (): unknown => JSON.parse(readFileSync(file(), 'utf8'));

async function open(readOnly = false): Promise<Bookmarks> {
  const records = createVaultFiles({
    guard: await createPathGuard({ root, allowed: ['.verso', '.obsidian'] }),
    locks: createPathLocks(),
    readOnly,
    keepBefore: () => undefined,
    keepAfter: () => undefined,
    lateWriters: createLateWriters({ keep: () => undefined, reportBug: () => undefined }),
    announce: () => undefined,
  });
  return createBookmarks({ records, onChange: () => (changes += 1) });
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'verso-bookmarks-'));
  changes = 0;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const titles = async (bookmarks: Bookmarks): Promise<unknown> => {
  const outcome = await bookmarks.list();
  return outcome.ok ? outcome.value.map(({ target, title }) => title || (target.kind === 'search' ? target.query : target.path)) : outcome.code;
};

describe('bookmarks', () => {
  test('a vault without any gets no file by being looked at', async () => {
    expect(await titles(await open())).toEqual([]);
    expect(existsSync(path.join(root, '.verso'))).toBe(false);
  });

  test('are added, named, moved and removed in a file that a person can read', async () => {
    const bookmarks = await open();
    await bookmarks.change((entries) => addEntry(entries, note('a.md')));
    await bookmarks.change((entries) => addEntry(entries, search('tag:#work')));
    await bookmarks.change((entries) => addEntry(entries, { target: { kind: 'heading', path: vaultPathSchema.parse('a.md'), heading: 'Plan' }, title: '' }));
    await bookmarks.change((entries) => addEntry(entries, note('a.md')));
    await bookmarks.change((entries) => renameEntry(entries, note('a.md').target, 'Mine'));
    await bookmarks.change((entries) => moveEntry(entries, search('tag:#work').target, 0));
    expect(onDisk()).toEqual({ bookmarks: [{ search: 'tag:#work' }, { note: 'a.md', title: 'Mine' }, { note: 'a.md', heading: 'Plan' }] });
    const ordered = { kind: 'search', query: 'tag:#work', sort: 'modified' } as const;
    await bookmarks.change((entries) => renameEntry(entries, ordered, 'Work'));
    expect(onDisk()).toMatchObject({ bookmarks: [{ search: 'tag:#work', sort: 'modified', title: 'Work' }, {}, {}] });
    expect(await bookmarks.list()).toMatchObject({ ok: true, value: [{ target: ordered, title: 'Work' }, {}, {}] });
    await bookmarks.change((entries) => removeEntry(entries, search('tag:#work').target));
    expect(await titles(bookmarks)).toEqual(['Mine', 'a.md']);
    expect(changes).toBe(7);
  });

  test('what another version wrote stays, and what another program wrote counts', async () => {
    mkdirSync(path.join(root, '.verso'));
    writeFileSync(file(), JSON.stringify({ bookmarks: [{ graph: 'x' }, { note: 'a.md', colour: 'red' }], version: 2 }));
    const bookmarks = await open();
    await bookmarks.change((entries) => renameEntry(entries, note('a.md').target, 'A'));
    await bookmarks.change((entries) => addEntry(entries, note('b.md')));
    await bookmarks.change((entries) => moveEntry(entries, note('b.md').target, 0));
    expect(onDisk()).toEqual({ bookmarks: [{ graph: 'x' }, { note: 'b.md' }, { note: 'a.md', colour: 'red', title: 'A' }], version: 2 });
    writeFileSync(file(), JSON.stringify({ bookmarks: [{ note: 'c.md' }] }));
    expect(await titles(bookmarks)).toEqual(['c.md']);
  });

  test('a file that cannot be understood is left as it is', async () => {
    mkdirSync(path.join(root, '.verso'));
    writeFileSync(file(), '{ "bookmarks": [');
    const bookmarks = await open();
    expect(await titles(bookmarks)).toBe('damaged');
    expect(await bookmarks.change((entries) => addEntry(entries, note('a.md')))).toMatchObject({ ok: false, code: 'damaged' });
    expect(readFileSync(file(), 'utf8')).toBe('{ "bookmarks": [');
  });

  test('a read-only vault keeps what it has', async () => {
    expect(await (await open(true)).change((entries) => addEntry(entries, note('a.md')))).toMatchObject({ ok: false, code: 'read-only' });
    expect(existsSync(file())).toBe(false);
  });

  test('follow a note or a folder that moves, and nothing else is written', async () => {
    const bookmarks = await open();
    await bookmarks.change((entries) => addEntry(addEntry(entries, note('x/a.md')), note('xy.md', 'Y')));
    await bookmarks.follow(vaultPathSchema.parse('x'), vaultPathSchema.parse('z'));
    expect(onDisk()).toEqual({ bookmarks: [{ note: 'z/a.md' }, { note: 'xy.md', title: 'Y' }] });
    const before = changes;
    await bookmarks.follow(vaultPathSchema.parse('other.md'), vaultPathSchema.parse('elsewhere.md'));
    expect(changes).toBe(before);
  });

  test('those of Obsidian are shown until there are own ones, and its file stays as it is', async () => {
    mkdirSync(path.join(root, '.obsidian'));
    const theirs = JSON.stringify({
      items: [
        { type: 'file', path: 'a.md', title: 'First' },
        { type: 'group', title: 'More', items: [{ type: 'file', path: 'b.md', subpath: '#Plan' }, { type: 'search', query: 'x' }, { type: 'graph' }] },
      ],
    });
    writeFileSync(path.join(root, '.obsidian/bookmarks.json'), theirs);
    const bookmarks = await open();
    expect(await titles(bookmarks)).toEqual(['First', 'b.md', 'x']);
    expect(existsSync(file())).toBe(false);
    await bookmarks.change((entries) => removeEntry(entries, search('x').target));
    expect(onDisk()).toEqual({ bookmarks: [{ note: 'a.md', title: 'First' }, { note: 'b.md', heading: 'Plan' }] });
    expect(readFileSync(path.join(root, '.obsidian/bookmarks.json'), 'utf8')).toBe(theirs);
  });
});
