import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { startTestCore, temporaryFolder, valueOf, writeVault } from './core.test-support.ts';

const child = path.resolve(import.meta.dirname, 'crash-child.test-support.ts');
const at = (vaultPath: string) => vaultPathSchema.parse(vaultPath);

/** The sample; the long proof runs the same with a thousand. */
const kills = Number(process.env['VERSO_KILLS'] ?? 5);

/** Starts the work, kills it in the middle, and gives what it said. */
async function killDuring(base: string, folder: string, work: string, aliveMs: number): Promise<readonly string[]> {
  const program = spawn(process.execPath, [child, base, folder, work], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const opened = new Promise<void>((resolve, reject) => {
    program.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.includes('open')) resolve();
    });
    program.on('exit', () => reject(new Error(`It ended by itself: ${output}`)));
  });
  await opened;
  const ended = new Promise((resolve) => program.on('exit', resolve));
  await sleep(aliveMs);
  program.kill('SIGKILL');
  await ended;
  return output.trim().split('\n');
}

/** Different at each run of the loop, the same in each run of the test. */
function aliveMs(round: number): number {
  return 15 + ((round * 7919) % 180);
}

describe('a process that is killed', { timeout: 120_000 }, () => {
  it('while it writes leaves the note whole, and no write that it confirmed is lost', async () => {
    const base = temporaryFolder();
    const folder = path.join(base, 'vault');
    writeVault(folder, { 'Note.md': 'end 0\n' });
    for (let round = 0; round < kills; round += 1) {
      const said = await killDuring(base, folder, 'write', aliveMs(round));
      const confirmed = Number(said.filter((line) => line.startsWith('wrote ')).at(-1)?.slice(6) ?? 0);
      const text = readFileSync(path.join(folder, 'Note.md'), 'utf8');
      const number = Number(/^end (\d+)$/m.exec(text)?.[1] ?? -1);
      expect(number).toBeGreaterThanOrEqual(confirmed);
      if (number > 0) expect(text).toBe(`${`line ${number}\n`.repeat(2000)}end ${number}\n`);
    }
    const test = await startTestCore(base, folder);
    const snapshots = valueOf(await test.client.call('history.list', { path: at('Note.md') })).snapshots;
    for (const snapshot of snapshots.slice(0, 20)) {
      const { text } = valueOf(await test.client.call('history.read', { id: snapshot.id }));
      expect(text).toMatch(/end \d+\n$/);
    }
    const found = valueOf(await test.client.call('search.query', { text: 'end' }));
    expect(found.hits.map((hit) => hit.path)).toEqual(['Note.md']);
  });

  it('while it moves a note leaves one copy, and every link leads to it', async () => {
    const base = temporaryFolder();
    const folder = path.join(base, 'vault');
    const linking = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`Link ${index}.md`, `See [[Target]] and [it](Target.md). ${index}\n`]));
    writeVault(folder, { 'Target.md': 'The target.\n', ...linking });
    for (let round = 0; round < kills; round += 1) {
      await killDuring(base, folder, 'move', aliveMs(round));
      const test = await startTestCore(base, folder);
      const places = ['Target.md', 'moved/Renamed.md'].filter((place) => existsSync(path.join(folder, place)));
      expect(places.length, `round ${round}`).toBeGreaterThanOrEqual(1);
      for (const place of places) expect(readFileSync(path.join(folder, place), 'utf8')).toBe('The target.\n');
      await test.core.settled();
      await settledLinks(test, places[0] ?? '', Object.keys(linking).length);
      // What was cut off half-way may have been finished by now.
      if (places.length === 2) rmSync(path.join(folder, places[1] ?? ''), { force: true });
      await test.core.close();
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('Link ')).length).toBe(15);
  });

  it('while it indexes leaves an index that goes on and is right', async () => {
    const base = temporaryFolder();
    const folder = path.join(base, 'vault');
    writeVault(folder, Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`n${index}.md`, `word${index} ${'filler text here '.repeat(60)} [[n${(index * 7) % 300}]]\n`])));
    for (let round = 0; round < kills; round += 1) await killDuring(base, folder, 'index', aliveMs(round));
    const test = await startTestCore(base, folder);
    expect(valueOf(await test.client.call('vault.status', {}))).toMatchObject({ notes: 300, indexed: 300 });
    for (const index of [0, 7, 150, 299]) {
      const found = valueOf(await test.client.call('search.query', { text: `word${index}` }));
      expect(found.hits.map((hit) => hit.path)).toEqual([`n${index}.md`]);
    }
    // Six of the notes link to themselves.
    expect(valueOf(await test.client.call('graph.whole', {})).edges.length).toBe(294);
  });
});

/** The interrupted move is finished in the background after opening. */
async function settledLinks(test: Awaited<ReturnType<typeof startTestCore>>, place: string, notes: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    await test.core.settled();
    const groups = valueOf(await test.client.call('link.backlinks', { path: at(place) })).groups;
    if (groups.length === notes && groups.every((group) => group.mentions.length === 2)) return;
    await sleep(25);
  }
  const groups = valueOf(await test.client.call('link.backlinks', { path: at(place) })).groups;
  expect(groups.map((group) => [group.path, group.mentions.length])).toEqual('all links');
}
