import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { openTestCore, valueOf, type TestCore } from './core.test-support.ts';

const at = (name: string) => vaultPathSchema.parse(name);
const into = at('a/Note.md');
const copy = at('a/Note (conflicted copy 2024-01-02).md');
const base = 'One.\n\nTwo.\n\nThree.\n';
const theirs = 'One.\n\nTwo.\n\nThree, theirs.\n';

/** The note says something else since, and its history knows what both came from. */
async function withCopy(): Promise<TestCore> {
  const test = await openTestCore({ [into]: base, [copy]: theirs, 'Alone (conflicted copy 2024-01-02).md': 'No note of this name.\n' });
  const note = valueOf(await test.client.call('note.read', { path: into }));
  valueOf(await test.client.call('note.write', { path: into, text: base.replace('One', 'One, mine'), baseVersion: note.version }));
  return test;
}

async function settle({ client }: TestCore, keep: 'both' | 'mine' | 'theirs'): Promise<string> {
  const plan = valueOf(await client.call('refactor.plan', { request: { kind: 'versions', copy, into, keep } }));
  return valueOf(await client.call('refactor.apply', { id: plan.id })).id;
}

describe('copies that sync tools leave', () => {
  it('are listed with the note that is there, and compared', async () => {
    const { client } = await withCopy();
    expect(valueOf(await client.call('conflict.copies', {})).copies).toEqual([{ copy, original: into }]);
    expect(valueOf(await client.call('conflict.compare', { copy, original: into }))).toMatchObject({ theirs, clean: true, hasBase: true });
  });

  it.each([
    ['both', 'One, mine.\n\nTwo.\n\nThree, theirs.\n'],
    ['mine', 'One, mine.\n\nTwo.\n\nThree.\n'],
    ['theirs', theirs],
  ] as const)('leave %s in the note, both versions in its history and the copy in the trash; undo puts all back', async (keep, text) => {
    const test = await withCopy();
    const id = await settle(test, keep);
    expect(readFileSync(path.join(test.folder, into), 'utf8')).toBe(text);
    expect(existsSync(path.join(test.folder, copy))).toBe(false);
    expect(readFileSync(path.join(test.folder, '.trash', path.basename(copy)), 'utf8')).toBe(theirs);
    const { snapshots } = valueOf(await test.client.call('history.list', { path: into }));
    const kept = await Promise.all(snapshots.map(async (snapshot) => valueOf(await test.client.call('history.read', { id: snapshot.id })).text));
    expect(kept).toEqual(expect.arrayContaining([theirs, 'One, mine.\n\nTwo.\n\nThree.\n']));

    valueOf(await test.client.call('refactor.undo', { id }));
    expect(readFileSync(path.join(test.folder, into), 'utf8')).toBe('One, mine.\n\nTwo.\n\nThree.\n');
    expect(readFileSync(path.join(test.folder, copy), 'utf8')).toBe(theirs);
  });

  it('that are gone by then, or are none, change nothing', async () => {
    const test = await withCopy();
    expect(await test.client.call('refactor.plan', { request: { kind: 'versions', copy: at('a/Other.md'), into, keep: 'theirs' } })).toMatchObject({ ok: false, code: 'nothing-to-do' });
    const plan = valueOf(await test.client.call('refactor.plan', { request: { kind: 'versions', copy, into, keep: 'theirs' } }));
    rmSync(path.join(test.folder, copy));
    expect(await test.client.call('refactor.apply', { id: plan.id })).toMatchObject({ ok: false, code: 'stale' });
    expect(readFileSync(path.join(test.folder, into), 'utf8')).toContain('One, mine.');
  });
});
