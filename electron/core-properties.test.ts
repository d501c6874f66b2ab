import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestCore, valueOf } from './core.test-support.ts';

const notes = {
  'A.md': '---\nStatus: open\nrating: 4\ntags: [x]\nup: "[[B]]"\n---\nA\n',
  'B.md': '---\nstatus: open\nrating: 5\nnested:\n  a: 1\n---\nB\n',
  'C.md': '---\nstatus: closed\npeople:\n  - Dana\n  - Marek\n---\nC\n',
};

describe('properties of a vault', () => {
  it('offers the names and values in use, without regard to case', async () => {
    const test = await openTestCore(notes);
    const { names } = valueOf(await test.client.call('property.names', {}));
    expect(names[0]).toEqual({ name: 'status', count: 3 });
    expect(names.map(({ name }) => name).sort()).toEqual(['nested', 'people', 'rating', 'status', 'tags', 'up']);
    expect(valueOf(await test.client.call('property.values', { name: 'STATUS' })).values).toEqual(['open', 'closed']);
    expect(valueOf(await test.client.call('property.values', { name: 'people', text: 'mar' })).values).toEqual(['Marek']);
  });

  it('keeps chosen types in a file of its own, and in Obsidian’s where the vault has one', async () => {
    const test = await openTestCore(notes);
    expect(valueOf(await test.client.call('property.types', {})).types).toEqual({});
    valueOf(await test.client.call('property.setType', { name: 'rating', type: 'text' }));
    expect(JSON.parse(readFileSync(path.join(test.folder, '.verso/types.json'), 'utf8'))).toEqual({ types: { rating: 'text' } });

    mkdirSync(path.join(test.folder, '.obsidian'));
    const file = path.join(test.folder, '.obsidian/types.json');
    writeFileSync(file, '{"types":{"people":"multitext","odd":"unknown-kind"},"extra":1}');
    expect(valueOf(await test.client.call('property.types', {})).types).toEqual({ people: 'list' });
    valueOf(await test.client.call('property.setType', { name: 'done', type: 'checkbox' }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ types: { people: 'multitext', odd: 'unknown-kind', done: 'checkbox' }, extra: 1 });
  });

  it('does not replace a file of types that it cannot read', async () => {
    const test = await openTestCore(notes);
    mkdirSync(path.join(test.folder, '.obsidian'));
    const file = path.join(test.folder, '.obsidian/types.json');
    writeFileSync(file, '{"types":');
    expect(await test.client.call('property.setType', { name: 'a', type: 'date' })).toMatchObject({ ok: false, code: 'unreadable' });
    expect(readFileSync(file, 'utf8')).toBe('{"types":');
  });
});
