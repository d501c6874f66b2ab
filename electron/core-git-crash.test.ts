import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTestCore, temporaryFolder, valueOf } from './core.test-support.ts';
import { isTemporaryName } from './platform/atomic-file.ts';
import { filesOf, git, hasGit, isolateGit, makeRemote } from './git/git.test-support.ts';

beforeAll(isolateGit);

const child = path.resolve(import.meta.dirname, 'git-crash-child.test-support.ts');
const kills = Number(process.env['VERSO_KILLS'] ?? 5);
const notes = 40;

/** Gives what it said last: `open` where it was killed at work. */
async function syncUntilKilled(base: string, folder: string, aliveMs: number): Promise<string> {
  const program = spawn(process.execPath, [child, base, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const ended = new Promise<void>((resolve) => program.on('exit', () => resolve()));
  const opened = new Promise<void>((resolve) => {
    program.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.includes('open')) resolve();
    });
  });
  await Promise.race([opened, ended]);
  await Promise.race([sleep(aliveMs), ended]);
  program.kill('SIGKILL');
  await ended;
  return output.trim().split('\n').at(-1) ?? '';
}

describe.skipIf(!hasGit)('a sync that is killed', { timeout: 240_000 }, () => {
  it('is finished by the next one, with every word of both sides there once', async () => {
    const base = temporaryFolder();
    onTestFinished(() => rmSync(base, { recursive: true, force: true }));
    const text = (at: number, first: string, last: string): string => `${first} ${at}\n\nbetween\n\n${last} ${at}\n`;
    const files = Array.from({ length: notes }, (_, at) => [`Note ${at}.md`, text(at, 'first', 'last')] as const);
    const { clones } = makeRemote(base, Object.fromEntries(files), ['a', 'b']);
    const [a = '', b = ''] = clones;
    const expected: Record<string, string> = {};
    for (const [at] of files.entries()) {
      const name = `Note ${at}.md`;
      // Every third is written in the same place by both.
      const clashes = at % 3 === 0;
      writeFileSync(path.join(a, name), text(at, 'by-a', 'last'));
      writeFileSync(path.join(b, name), clashes ? text(at, 'by-b', 'last') : text(at, 'first', 'by-b'));
      expected[name] = clashes ? `by-a ${at}\nby-b ${at}\n\nbetween\n\nlast ${at}\n` : text(at, 'by-a', 'by-b');
    }
    git(a, 'commit', '-q', '-am', 'by a');
    git(a, 'push', '-q');

    const said: string[] = [];
    for (let round = 0; round < kills; round += 1) said.push(await syncUntilKilled(path.join(base, 'home'), b, 100 + ((round * 7919) % 900)));
    // A git that the killed program had begun goes on by itself, and ends.
    await sleep(300);
    const core = await startTestCore(path.join(base, 'home'), b);
    valueOf(await core.client.call('git.trust', { trusted: true }));
    expect(valueOf(await core.client.call('git.sync', {})).failure, said.join(', ')).toBeNull();
    // A write that was cut off leaves its own temporary file; an index of later removes it.
    const whole = Object.fromEntries(Object.entries(filesOf(b)).filter(([name]) => !isTemporaryName(name)));
    expect(whole).toEqual(expected);
    expect(git(b, 'status', '--porcelain', '--untracked-files=no')).toBe('');
    git(a, 'pull', '-q');
    expect(filesOf(a)).toEqual(expected);
    expect(git(b, 'fsck', '--no-dangling', '--no-progress')).toBe('');
  });
});
