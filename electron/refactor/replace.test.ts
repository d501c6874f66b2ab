import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RefactorPlan, RefactorRequest } from '#shared/model/refactor.ts';
import type { ReplaceRule } from '#shared/search/replacement.ts';
import { openTestCore, valueOf, type TestCore } from '../core.test-support.ts';

type ReplaceRequest = Extract<RefactorRequest, { kind: 'replace' }>;

const request = (rule: Partial<ReplaceRule>, rest: Partial<ReplaceRequest> = {}): ReplaceRequest => ({
  kind: 'replace',
  query: '',
  properties: false,
  ...rest,
  rule: { find: 'oven', replacement: 'kiln', regex: false, matchCase: true, wholeWord: false, ...rule },
});

const latin1 = Buffer.from('caf\xe9 oven', 'latin1');
const files = {
  'Plain.md': '\uFEFF---\r\ntitle: oven\r\n---\r\n# The oven  \r\n\r\n`oven` [[oven]] \toven\nlast oven',
  'projects/Lease.md': 'Rent for the oven.\n\n- [ ] ask about the oven\n',
  'projects/Bread.md': 'Rye and wheat.\n',
  'raw/mail/Offer.md': 'We sell you an oven.\n',
  'Old.md': latin1,
};

const bytes = (test: TestCore): Record<string, Buffer> => Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(path.join(test.folder, name))]));
const plan = async (test: TestCore, asked: ReplaceRequest): Promise<RefactorPlan> => valueOf(await test.client.call('refactor.plan', { request: asked }));

describe('replacing in all notes', () => {
  it('changes what was found and nothing beside it, and one undo gives every byte back', async () => {
    const test = await openTestCore(files);
    const before = bytes(test);
    const planned = await plan(test, request({}));
    expect(planned.notes.map(({ path: note, changes }) => [note, changes.map(({ line }) => line)])).toEqual([
      ['Plain.md', [4, 6, 6, 6, 7]],
      ['projects/Lease.md', [1, 3]],
    ]);
    expect(planned.left).toEqual([{ path: 'Old.md', line: 1, reason: 'read-only' }]);
    expect(planned.notes[0]?.changes[1]?.after).toEqual({ text: '`kiln` [[oven]] \toven', ranges: [[1, 5]] });
    expect(bytes(test)).toEqual(before);

    const done = valueOf(await test.client.call('refactor.apply', { id: planned.id }));
    expect(done.updatedNotes).toEqual(['Plain.md', 'projects/Lease.md']);
    const after = bytes(test);
    expect(after['Plain.md']?.toString()).toBe('\uFEFF---\r\ntitle: oven\r\n---\r\n# The kiln  \r\n\r\n`kiln` [[kiln]] \tkiln\nlast kiln');
    expect(after['projects/Lease.md']?.toString()).toBe('Rent for the kiln.\n\n- [ ] ask about the kiln\n');
    expect(after['raw/mail/Offer.md']).toEqual(before['raw/mail/Offer.md']);
    expect(after['Old.md']).toEqual(latin1);

    expect(valueOf(await test.client.call('refactor.undo', {})).record).toMatchObject({ kind: 'replace', subject: 'oven' });
    expect(bytes(test)).toEqual(before);
  });

  it('leaves out what a person unticks, and takes properties only when they are asked for', async () => {
    const test = await openTestCore(files);
    const planned = await plan(test, request({}, { properties: true }));
    const [title, heading, ...rest] = planned.notes[0]?.changes ?? [];
    expect(title?.before.text).toBe('title: oven');
    expect(rest).toHaveLength(4);
    valueOf(await test.client.call('refactor.apply', { id: planned.id, exclude: [heading?.id ?? -1, ...rest.map(({ id }) => id)] }));
    expect(bytes(test)['Plain.md']?.toString()).toBe(files['Plain.md'].replace('title: oven', 'title: kiln'));
  });

  it('looks only through the notes that the search finds', async () => {
    const test = await openTestCore(files);
    const found = async (query: string): Promise<readonly string[]> => (await plan(test, request({}, { query }))).notes.map(({ path: note }) => note);
    expect(await found('path:projects')).toEqual(['projects/Lease.md']);
    expect(await found('rent')).toEqual(['projects/Lease.md']);
    expect(await found('line:(last oven)')).toEqual(['Plain.md']);
    expect(await test.client.call('refactor.plan', { request: request({}, { query: 'rye' }) })).toMatchObject({ ok: false, code: 'nothing-to-do' });
  });

  it('does nothing to a note that has changed since it was shown', async () => {
    const test = await openTestCore(files);
    const planned = await plan(test, request({}));
    writeFileSync(path.join(test.folder, 'projects/Lease.md'), 'The oven is gone.\n');
    expect(await test.client.call('refactor.apply', { id: planned.id })).toMatchObject({ ok: false, code: 'stale' });
    expect(bytes(test)['Plain.md']).toEqual(Buffer.from(files['Plain.md']));
  });

  it('goes through more notes than it takes at once, and shows each of them once', { timeout: 60_000 }, async () => {
    const names = Array.from({ length: 150 }, (_, number) => `n/${String(number).padStart(3, '0')}.md`);
    const test = await openTestCore(Object.fromEntries(names.map((name) => [name, `The oven of ${name}.\n`])));
    const planned = await plan(test, request({}));
    expect(planned.notes.map(({ path: note }) => note)).toEqual(names);
    expect(new Set(planned.notes.flatMap(({ changes }) => changes.map(({ id }) => id))).size).toBe(150);
    valueOf(await test.client.call('refactor.apply', { id: planned.id }));
    for (const name of names) expect(readFileSync(path.join(test.folder, name), 'utf8')).toBe(`The kiln of ${name}.\n`);
  });

  it('says what is no expression, and ends one that never comes back', { timeout: 60_000 }, async () => {
    const test = await openTestCore({ 'Long.md': `${'a'.repeat(60)}!\n` });
    const ask = (find: string): Promise<unknown> => test.client.call('refactor.plan', { request: request({ find, regex: true }) });
    expect(await ask('(')).toMatchObject({ ok: false, code: 'bad-pattern' });
    expect(await ask('(a+)+$')).toMatchObject({ ok: false, code: 'too-slow' });
    expect(await ask('a{60}')).toMatchObject({ ok: true });
  });
});
