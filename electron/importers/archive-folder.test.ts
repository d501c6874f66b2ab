import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ArchiveFolder, openArchive, safeEntryName } from './archive-folder.ts';
import { makeZip, type ZipMember } from './stored-zip.test-support.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verso-archive-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function openBytes(bytes: Buffer): Promise<ArchiveFolder> {
  const file = path.join(folder, 'a.zip');
  await writeFile(file, bytes);
  return openArchive(file, new AbortController().signal);
}

async function openMembers(members: readonly ZipMember[]): Promise<ArchiveFolder> {
  return openBytes(makeZip(members));
}

describe('openArchive', () => {
  it('reads names without the UTF-8 flag as UTF-8 where they are, else as cp437', async () => {
    const archive = await openMembers([
      { name: 'général/2024-03-05.json', content: '[]' },
      { name: Buffer.from([0x67, 0x82, 0x6e, 0x2e, 0x74, 0x78, 0x74]), content: 'x' },
    ]);
    expect(archive.entries.map((entry) => entry.name)).toEqual(['gén.txt', 'général/2024-03-05.json']);
    archive.close();
  });

  it('leaves out names that lead outside, links and doubles, and counts them', async () => {
    const archive = await openMembers([
      { name: '../evil.txt', content: 'x' },
      { name: '/etc/passwd', content: 'x' },
      { name: 'a/../../b.txt', content: 'x' },
      { name: 'C:\\windows\\x.txt', content: 'x' },
      { name: '..\\up.txt', content: 'x' },
      { name: 'link', content: '/etc/passwd', mode: 0o120777 },
      { name: 'good.txt', content: 'first' },
      { name: 'good.txt', content: 'second' },
      { name: 'dir\\inner.txt', content: 'x' },
    ]);
    expect(archive.entries.map((entry) => entry.name)).toEqual(['dir/inner.txt', 'good.txt']);
    expect(archive.unsafe).toBe(7);
    const good = archive.entries.find((entry) => entry.name === 'good.txt');
    expect(good && (await archive.read(good, 100))?.toString()).toBe('first');
    archive.close();
  });

  it('gives nothing for an entry that holds more than it claims or more than is allowed', async () => {
    const archive = await openMembers([
      { name: 'liar.json', content: 'x'.repeat(100_000), deflate: true, claimedBytes: 10 },
      { name: 'big.json', content: 'x'.repeat(100_000), deflate: true },
    ]);
    for (const entry of archive.entries) expect(await archive.read(entry, 1000)).toBeNull();
    archive.close();
  });

  it('refuses a zip that declares far more than it can hold', async () => {
    const bomb = Array.from({ length: 3 }, (_, i) => ({ name: `${i}.json`, content: 'x', deflate: true, claimedBytes: 0xffff_fff0 }));
    await expect(openMembers(bomb)).rejects.toMatchObject({ code: 'archive-bomb' });
  });

  it('tells a zip that was cut from one that is damaged', async () => {
    const whole = makeZip([{ name: 'a.txt', content: 'x'.repeat(5000) }]);
    await expect(openBytes(whole.subarray(0, 3000))).rejects.toMatchObject({ code: 'archive-truncated' });
    const broken = Buffer.from(whole);
    broken.fill(0xff, broken.length - 10, broken.length - 2);
    await expect(openBytes(broken)).rejects.toMatchObject({ code: 'archive-damaged' });
  });

  it('does not follow links in a folder', async () => {
    await writeFile(path.join(folder, 'a.json'), '[]');
    await symlink('/etc/passwd', path.join(folder, 'b.json'));
    const archive = await openArchive(folder, new AbortController().signal);
    expect(archive.entries.map((entry) => entry.name)).toEqual(['a.json']);
    expect(archive.unsafe).toBe(1);
  });
});

describe('safeEntryName', () => {
  it.each(['..', 'a/..', './../a', '/a', 'c:/a', 'a//b', 'a/./b', 'a\0b', ''])('refuses %j', (name) => {
    expect(safeEntryName(name)).toBeNull();
  });
});
