import { expect, test } from 'vitest';
import { contracts } from '#shared/api/contracts.ts';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { VaultChange } from '#shared/model/vault.ts';
import { staleByChanges, staleByIndex } from './invalidation.ts';

const change = (kind: VaultChange['kind'], path: string, fromPath?: string): VaultChange => ({
  kind,
  path: vaultPathSchema.parse(path),
  ...(fromPath === undefined ? {} : { fromPath: vaultPathSchema.parse(fromPath) }),
  entry: 'note',
  origin: 'outside',
});

test('a modified note makes its text and history stale, and no folder', () => {
  const stale = staleByChanges([change('modified', 'a/b.md')]);
  expect(stale('note.read', { path: 'a/b.md' })).toBe(true);
  expect(stale('history.list', { path: 'a/b.md' })).toBe(true);
  expect(stale('note.read', { path: 'a/c.md' })).toBe(false);
  expect(stale('file.list', { folder: 'a' })).toBe(false);
});

test('a move makes both folders stale, the root too', () => {
  const stale = staleByChanges([change('moved', 'b.md', 'a/b.md')]);
  expect(stale('file.list', { folder: '' })).toBe(true);
  expect(stale('file.list', { folder: 'a' })).toBe(true);
  expect(stale('file.list', { folder: 'z' })).toBe(false);
});

test('a change of the index touches searches, queries, tasks, links, tags, graphs and the calendar, and nothing that files answer', () => {
  const stale = staleByIndex();
  for (const name of Object.keys(contracts)) {
    if (contracts[name as keyof typeof contracts].kind !== 'method') continue;
    expect(stale(name, {}), name).toBe(/^(search|link|graph|query|task)\.|^calendar\.days$|^template\.list$|^conflict\.copies$|^refactor\.repairs$|^property\.(names|values)$/.test(name));
  }
});

test('a new file makes the folders above it stale too, since it may have brought them along', () => {
  const stale = staleByChanges([change('created', 'raw/gmail/2025/a.md')]);
  for (const folder of ['raw/gmail/2025', 'raw/gmail', 'raw', '']) expect(stale('file.list', { folder }), folder).toBe(true);
  expect(stale('file.list', { folder: 'daily' })).toBe(false);
});
