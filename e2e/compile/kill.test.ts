/** SIGKILL in the middle of compiling and accepting: what follows ends where an unbroken run ends. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { danaThread, makeCompileFixture, people, type CompileFixture } from '../../electron/compile/compile.test-support.ts';
import { checkWiki } from './wiki-gates.ts';

const sources = 6;
const child = path.join(import.meta.dirname, 'compile-child.ts');

/** Runs a compile with review; with `killAt`, ends it dead when it has said that word so many times. */
async function run(folder: string, killAt: { readonly word: string; readonly times: number; readonly delayMs: number } | null): Promise<{ readonly asked: number; readonly code: number | null }> {
  const process_ = spawn(process.execPath, [child, folder, killAt === null ? '0' : '15'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let asked = 0;
  let seen = 0;
  let buffered = '';
  process_.stdout.on('data', (chunk: Buffer) => {
    buffered += chunk.toString('utf8');
    const lines = buffered.split('\n');
    buffered = lines.pop() ?? '';
    for (const line of lines) {
      if (line === 'asked') asked += 1;
      if (line !== killAt?.word) continue;
      seen += 1;
      if (seen === killAt.times) setTimeout(() => process_.kill('SIGKILL'), killAt.delayMs);
    }
  });
  const code = await new Promise<number | null>((resolve) => process_.once('exit', resolve));
  return { asked, code };
}

/** The wiki without what names a run or a moment. */
async function wikiOf(folder: string): Promise<readonly (readonly [string, string])[]> {
  const entries = await readdir(path.join(folder, 'wiki'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'log.md').map((entry) => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.toSorted().map(async (file) => [path.relative(folder, file), (await readFile(file, 'utf8')).replace(/^ {2}run: .*$/mu, '  run:')] as const));
  return texts;
}

describe('a compile that is killed', () => {
  const vaults: CompileFixture[] = [];
  async function makeVault(): Promise<CompileFixture> {
    const vault = await makeCompileFixture();
    vaults.push(vault);
    await vault.write('.verso/people/there.jsonl', people.map((person) => JSON.stringify(person)).join('\n'));
    for (let number = 1; number <= sources; number += 1) {
      await vault.write(`raw/gmail/2024/04/2024-04-0${number} Note ‹00000${number}›.md`, danaThread.replaceAll('1833', `90${number}`).replace('Launch plan', `Plan ${number}`));
    }
    return vault;
  }
  let whole: readonly (readonly [string, string])[] = [];
  let asked = 0;
  beforeEach(async () => {
    const vault = await makeVault();
    const outcome = await run(vault.folder, null);
    expect(outcome.code).toBe(0);
    asked = outcome.asked;
    whole = await wikiOf(vault.folder);
    expect(whole.length).toBeGreaterThan(1);
  });
  afterEach(() => Promise.all(vaults.splice(0).map((vault) => vault.remove())));

  it('ends as if it had never been, and pays at most for what was under way again', async () => {
    const points = [
      { word: 'asked', times: 3, delayMs: 16 },
      { word: 'asked', times: 7, delayMs: 1 },
      { word: 'accepting', times: 2, delayMs: 6 },
    ];
    for (const point of points) {
      const vault = await makeVault();
      const first = await run(vault.folder, point);
      const second = await run(vault.folder, null);
      expect(second.code).toBe(0);
      // Four requests may be under way at once; each of them may have to be sent again.
      expect(first.asked + second.asked, JSON.stringify(point)).toBeLessThanOrEqual(asked + 4);
      expect(await wikiOf(vault.folder), JSON.stringify(point)).toEqual(whole);
      expect((await checkWiki(vault.folder)).problems).toEqual([]);
    }
  }, 180_000);
});
