import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { fixturesPath } from '../e2e/fixtures-path.ts';
import { openWritable } from './db/database.ts';
import { openTestCore, startTestCore, temporaryFolder, valueOf, type TestCore } from './core.test-support.ts';

/** SHA-256 of every file below a folder. */
function hashes(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    found[path.relative(folder, file)] = createHash('sha256').update(readFileSync(file)).digest('hex');
  }
  return found;
}

/** What the index answers, as one value to compare. */
async function answersOf(test: TestCore): Promise<unknown> {
  const { client } = test;
  const graph = valueOf(await client.call('graph.whole', { unresolved: true }));
  const label = (index: number): string => graph.nodes[index]?.id ?? '';
  const notes = graph.nodes.filter((node) => node.kind === 'note').map((node) => node.id).sort().slice(0, 20);
  const backlinks = await Promise.all(
    notes.map(async (id) => valueOf(await client.call('link.backlinks', { path: vaultPathSchema.parse(id) })).groups.map((group) => [group.path, group.mentions.length]).sort()),
  );
  const search = await Promise.all(
    ['project', 'the meeting', 'function', 'community', '関数', 'note'].map(async (text) => {
      const found = valueOf(await client.call('search.query', { text, limit: 20 }));
      return [found.total, found.hits.map((hit) => Math.round(hit.score * 1000))];
    }),
  );
  return {
    nodes: graph.nodes.map((node) => node.id).sort(),
    edges: graph.edges.map(([from, to]) => `${label(from)} → ${label(to)}`).sort(),
    tags: valueOf(await client.call('search.tags', {})).tags,
    backlinks,
    search,
  };
}

const vaults = fixturesPath('vaults');
const names = vaults === null ? [] : readdirSync(vaults).filter((name) => statSync(path.join(vaults, name)).isDirectory());

describe.skipIf(vaults === null)('real vaults', () => {
  it.each(names)('opening and indexing %s changes no byte, and every note is found', async (name) => {
    const base = temporaryFolder();
    const folder = path.join(base, 'vault');
    cpSync(path.join(vaults ?? '', name), folder, { recursive: true });
    const before = hashes(folder);
    const test = await startTestCore(base, folder);
    const status = valueOf(await test.client.call('vault.status', {}));
    const visible = Object.keys(before).filter((file) => /\.(md|markdown)$/i.test(file) && !file.split(path.sep).some((part) => part.startsWith('.')));
    expect(status.notes).toBe(visible.length);
    expect(status.indexed).toBe(visible.length);
    for (const file of visible.slice(0, 50)) {
      const note = valueOf(await test.client.call('note.read', { path: vaultPathSchema.parse(file.split(path.sep).join('/')) }));
      expect(note.version).toBe(before[file]);
    }
    await answersOf(test);
    expect(hashes(folder)).toEqual(before);
    expect(test.log.filter((line) => line.includes('"error"'))).toEqual([]);
  });

  it('gives the same answers from an index that was deleted, damaged or is older', async () => {
    const base = temporaryFolder();
    const folder = path.join(base, 'vault');
    cpSync(path.join(vaults ?? '', 'obsidian-help'), folder, { recursive: true });
    let test = await startTestCore(base, folder);
    const first = await answersOf(test);
    const cache = path.join(base, 'cache/vaults', readdirSync(path.join(base, 'cache/vaults'))[0] ?? '');
    const spoil: readonly (readonly ['missing' | 'damaged' | 'old', () => void])[] = [
      ['old', () => {
        const db = openWritable(path.join(cache, 'index.db'), { durable: false });
        db.run("UPDATE meta SET value = '0' WHERE key = 'content'");
        db.close();
      }],
      ['missing', () => rmSync(cache, { recursive: true })],
      ['damaged', () => writeFileSync(path.join(cache, 'index.db'), 'this is no database'.repeat(1000))],
      ['damaged', () => {
        const bytes = readFileSync(path.join(cache, 'index.db'));
        bytes.fill(0xa5, 4096, bytes.length);
        writeFileSync(path.join(cache, 'index.db'), bytes);
      }],
    ];
    for (const [reason, damage] of spoil) {
      await test.core.close();
      damage();
      test = await startTestCore(base, folder);
      expect(valueOf(await test.client.call('vault.status', {})).rebuilt).toBe(reason);
      expect(await answersOf(test)).toEqual(first);
    }
  });
});

describe('an index and its vault', () => {
  it('catches up with what happened while it was closed', async () => {
    let test = await openTestCore({ 'One.md': 'alpha [[Two]]', 'Two.md': 'beta', 'Three.md': 'gamma' });
    await test.core.close();
    writeFileSync(path.join(test.folder, 'Two.md'), 'betamax [[Three]]');
    writeFileSync(path.join(test.folder, 'Four.md'), 'delta');
    rmSync(path.join(test.folder, 'Three.md'));
    test = await startTestCore(test.base, test.folder);
    const search = async (text: string) => valueOf(await test.client.call('search.query', { text })).hits.map((hit) => hit.path);
    expect(await search('betamax')).toEqual(['Two.md']);
    expect(await search('delta')).toEqual(['Four.md']);
    expect(await search('gamma')).toEqual([]);
    const links = valueOf(await test.client.call('link.outgoing', { path: vaultPathSchema.parse('Two.md') })).links;
    expect(links.map((link) => link.path)).toEqual([null]);
  });

  it('is owned by one core at a time, and says who has it', async () => {
    const test = await openTestCore({ 'One.md': 'alpha' }, { localAddress: () => '/run/verso.sock#secret' });
    await expect(startTestCore(test.base, test.folder)).rejects.toThrow(/in-use/);
  });
});
