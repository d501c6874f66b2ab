import { expect, test } from 'vitest';
import { folderPathSchema, vaultPathSchema } from '#shared/model/note-path.ts';
import type { Entry, FolderListing } from '#shared/model/vault.ts';
import { fileRows, foldersAbove, moveProblem } from './file-rows.ts';

const entry = (path: string, kind: Entry['kind']): Entry => ({
  path: vaultPathSchema.parse(path),
  name: path.slice(path.lastIndexOf('/') + 1),
  kind,
  modifiedMs: 0,
  sizeBytes: 0,
});
const listing = (folder: string, ...entries: readonly Entry[]): readonly [string, FolderListing] => [
  folder,
  { folder: folderPathSchema.parse(folder), entries },
];
const listings = new Map([
  listing('', entry('10.md', 'note'), entry('2.md', 'note'), entry('zoo', 'folder'), entry('deck.png', 'attachment')),
  listing('zoo', entry('zoo/ape.md', 'note')),
]);

test('folders come first, and names in the order in which people count', () => {
  expect(fileRows(listings, new Set()).map((row) => row.label)).toEqual(['zoo', '2', '10', 'deck.png']);
});

test('an opened folder shows its children one level deeper', () => {
  const rows = fileRows(listings, new Set(['zoo']));
  expect(rows.map((row) => [row.label, row.level, row.expanded])).toEqual([
    ['zoo', 1, true],
    ['ape', 2, null],
    ['2', 1, null],
    ['10', 1, null],
    ['deck.png', 1, null],
  ]);
  expect(rows[1]?.parentKey).toBe('zoo');
});

test('a folder whose listing has not come is open and empty', () => {
  expect(fileRows(new Map([listing('', entry('new', 'folder'))]), new Set(['new']))).toHaveLength(1);
});

test('a path knows the folders above it, outermost first', () => {
  expect(foldersAbove('a/b/c.md')).toEqual(['a', 'a/b']);
  expect(foldersAbove('c.md')).toEqual([]);
});

test('nothing moves into itself, below itself, or where it is', () => {
  expect(moveProblem('a', 'a')).toBe('into-itself');
  expect(moveProblem('a', 'a/b')).toBe('into-itself');
  expect(moveProblem('a/x.md', 'a')).toBe('same-folder');
  expect(moveProblem('x.md', '')).toBe('same-folder');
  expect(moveProblem('a', 'ab')).toBeNull();
});
