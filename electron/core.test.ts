import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Contracts } from '#shared/api/contracts.ts';
import type { PayloadOf } from '#shared/rpc/contract.ts';
import { folderPathSchema, vaultPathSchema } from '#shared/model/note-path.ts';
import { openTestCore, valueOf, type TestCore } from './core.test-support.ts';

const at = (path: string) => vaultPathSchema.parse(path);
const root = folderPathSchema.parse('');

const small = {
  'Launch plan.md': '# Launch plan\n\nDana owns the launch of the rocket. See [[Budget]] and #work/launch.\n',
  'Budget.md': '---\naliases: [Money]\n---\n\nThe launch plan costs 300 euros.\n\n## Rocket fuel\n\nExpensive.\n',
  'people/Dana.md': 'Works on [[Launch plan#Launch plan|the plan]] and [budget](../Budget.md).\n',
  'raw/mail/1.md': 'A rocket mail about [[Dana]]. #work\n',
};

/** Waits until the condition holds: for events of other threads, never for a fixed time. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error('It did not happen.');
}

function collect<K extends 'vault.changed' | 'index.updated'>(test: TestCore, event: K): PayloadOf<Contracts[K]>[] {
  const seen: PayloadOf<Contracts[K]>[] = [];
  test.client.on(event, (payload) => seen.push(payload));
  return seen;
}

describe('a core over one port', () => {
  it('opens a vault, and finds, links and graphs what is in it', async () => {
    const test = await openTestCore(small);
    const { client } = test;
    const found = valueOf(await client.call('search.query', { text: 'rocket launch' }));
    expect(found.hits[0]?.path).toBe('Launch plan.md');
    expect(found.hits[0]?.passages[0]?.ranges.length).toBeGreaterThan(0);
    const quick = valueOf(await client.call('search.quick', { text: 'mon' }));
    expect(quick.hits.map((hit) => [hit.path, hit.match.kind, hit.linkText])).toEqual([['Budget.md', 'alias', 'Budget']]);
    const backlinks = valueOf(await client.call('link.backlinks', { path: at('Budget.md') }));
    expect(backlinks.groups.map((group) => group.path).sort()).toEqual(['Launch plan.md', 'people/Dana.md']);
    const unlinked = valueOf(await client.call('link.unlinked', { path: at('Launch plan.md') }));
    expect(unlinked.groups.map((group) => [group.path, group.mentions[0]?.text])).toEqual([['Budget.md', 'The launch plan costs 300 euros.']]);
    const local = valueOf(await client.call('graph.local', { path: at('Budget.md') }));
    expect(local.nodes.map((node) => node.id).sort()).toEqual(['Budget.md', 'Launch plan.md', 'people/Dana.md']);
    const tags = valueOf(await client.call('search.tags', {}));
    expect(tags.tags).toEqual([{ name: 'work/launch', count: 1 }]);
    expect(valueOf(await client.call('link.resolve', { from: at('people/Dana.md'), target: 'Budget#Rocket fuel' }))).toEqual({
      path: 'Budget.md', line: 7, suggestedPath: null,
    });
    expect(valueOf(await client.call('vault.status', {}))).toMatchObject({ state: 'ready', notes: 4, indexed: 4, rebuilt: 'no' });
  });

  it('writes a note, and search follows', async () => {
    const test = await openTestCore(small);
    const { client } = test;
    const updates = collect(test, 'index.updated');
    const note = valueOf(await client.call('note.read', { path: at('Budget.md') }));
    const written = valueOf(await client.call('note.write', { path: note.path, text: `${note.text}Zeppelin.\n`, baseVersion: note.version }));
    expect(written.changed).toBe(true);
    await until(() => updates.some((update) => update.paths.includes('Budget.md')));
    expect(valueOf(await client.call('search.query', { text: 'zeppelin' })).hits.map((hit) => hit.path)).toEqual(['Budget.md']);
    const stale = await client.call('note.write', { path: note.path, text: 'mine', baseVersion: note.version });
    expect(stale).toMatchObject({ ok: false, code: 'stale', details: { version: written.version } });
    const snapshots = valueOf(await client.call('history.list', { path: note.path })).snapshots;
    expect(snapshots.map((snapshot) => snapshot.reason)).toEqual(['write', 'before-write']);
    expect(valueOf(await client.call('history.read', { id: snapshots[1]?.id ?? '' })).text).toBe(note.text);
  });

  it('sees what other programs do', async () => {
    const test = await openTestCore(small);
    const changes = collect(test, 'vault.changed');
    // The watcher tells what happens after it began; that is before the vault was open.
    writeFileSync(path.join(test.folder, 'New.md'), 'A hovercraft, see [[Budget]].');
    await until(() => changes.some(({ changes: list }) => list.some((change) => change.path === 'New.md' && change.origin === 'outside')));
    expect(valueOf(await test.client.call('search.query', { text: 'hovercraft' })).hits.map((hit) => hit.path)).toEqual(['New.md']);
    expect(valueOf(await test.client.call('link.backlinks', { path: at('Budget.md') })).groups.length).toBe(3);
  });

  it('moves a note and the links follow', async () => {
    const test = await openTestCore(small);
    const moved = valueOf(await test.client.call('file.move', { from: at('Budget.md'), to: at('money/The budget.md') }));
    expect([...moved.updatedNotes].sort()).toEqual(['Launch plan.md', 'people/Dana.md']);
    expect(readFileSync(path.join(test.folder, 'Launch plan.md'), 'utf8')).toContain('[[The budget]]');
    expect(readFileSync(path.join(test.folder, 'people/Dana.md'), 'utf8')).toContain('[budget](../money/The%20budget.md)');
    await test.core.settled();
    expect(valueOf(await test.client.call('link.backlinks', { path: at('money/The budget.md') })).groups.length).toBe(2);
  });

  it('trashes and restores', async () => {
    const test = await openTestCore(small);
    const trashed = valueOf(await test.client.call('file.trash', { path: at('people/Dana.md') }));
    expect(trashed).toEqual({ trashedTo: 'vault-trash', trashPath: '.trash/Dana.md' });
    expect(existsSync(path.join(test.folder, 'people/Dana.md'))).toBe(false);
    valueOf(await test.client.call('file.restore', { trashPath: trashed.trashPath ?? '', path: at('people/Dana.md') }));
    expect(readFileSync(path.join(test.folder, 'people/Dana.md'), 'utf8')).toBe(small['people/Dana.md']);
  });

  it('makes notes under free names and lists folders', async () => {
    const test = await openTestCore(small);
    const made = valueOf(await test.client.call('note.create', { folder: root, title: 'budget', text: 'x' }));
    expect(made.path).toBe('budget 2.md');
    const listing = valueOf(await test.client.call('file.list', { folder: root }));
    expect(listing.entries.map((entry) => entry.name)).toEqual(['people', 'raw', 'budget 2.md', 'Budget.md', 'Launch plan.md']);
    const daily = valueOf(await test.client.call('note.daily', { date: '2026-11-23' }));
    expect(daily).toEqual({ path: 'daily/2026-11-23.md', exists: false, title: '2026-11-23', text: '', caret: null, prompts: [] });
  });
});
