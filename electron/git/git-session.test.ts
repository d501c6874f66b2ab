import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { GitStatus } from '#shared/model/git.ts';
import { createGitSession } from './git-session.ts';
import { createGitStore } from './git-store.ts';
import { git, hasGit, identify, isolateGit } from './git.test-support.ts';

beforeAll(isolateGit);

function openSession(env: NodeJS.ProcessEnv = process.env) {
  const base = mkdtempSync(path.join(os.tmpdir(), 'verso-git-'));
  const folder = path.join(base, 'vault');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'Note.md'), 'note\n');
  git(folder, 'init', '-q', '-b', 'main');
  identify(folder);
  let nowMs = 0;
  const seen: GitStatus[] = [];
  const bugs: unknown[] = [];
  const session = createGitSession({
    vaultFolder: folder,
    readOnly: false,
    // A commit writes no note.
    vault: {
      files: { writeBytes: () => Promise.reject(new Error('no write')) },
      entries: { move: () => Promise.reject(new Error('no move')) },
      keepInHistory: () => undefined,
      lookAt: () => undefined,
    },
    store: createGitStore(path.join(base, 'git.json')),
    dataFolder: path.join(base, 'data'),
    env,
    clock: { nowMs: () => nowMs },
    onChange: (status) => seen.push(status),
    reportBug: (error) => {
      bugs.push(error);
      return 'V-1';
    },
    tickMs: 20,
  });
  onTestFinished(async () => {
    await session.close();
    rmSync(base, { recursive: true, force: true });
  });
  const commits = (): number => Number(git(folder, 'rev-list', '--count', '--all'));
  return { session, folder, seen, bugs, commits, pass: (minutes: number) => (nowMs += minutes * 60_000) };
}

describe.skipIf(!hasGit)('a machine without git', () => {
  it('says so in the state of a trusted repository, and nowhere before', async () => {
    const { session, bugs } = openSession({ PATH: '/nowhere' });
    expect(await session.status()).toMatchObject({ kind: 'untrusted', problem: null });
    expect(await session.trust(true)).toMatchObject({ ok: true, value: { kind: 'failed', problem: { code: 'not-installed' } } });
    expect(await session.sync()).toMatchObject({ ok: true, value: { failure: { code: 'not-installed' } } });
    expect(bugs).toEqual([]);
  });
});

describe.skipIf(!hasGit)('git on a schedule', { timeout: 60_000 }, () => {
  it('commits when the time has come and not before, only what is trusted, and tells of it', async () => {
    const { session, folder, seen, bugs, commits, pass } = openSession();
    await session.schedule({ minutes: 15, action: 'commit' });
    pass(60);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(commits()).toBe(0);

    await session.trust(true);
    await vi.waitFor(() => expect(commits()).toBe(1), { timeout: 20_000 });
    await vi.waitFor(() => expect(seen.at(-1)).toMatchObject({ running: null, changed: 0, last: { committed: 1, failure: null } }), { timeout: 20_000 });

    writeFileSync(path.join(folder, 'Note.md'), 'more\n');
    pass(14);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(commits()).toBe(1);
    pass(1);
    await vi.waitFor(() => expect(commits()).toBe(2), { timeout: 20_000 });

    await session.schedule({ minutes: 0, action: 'commit' });
    writeFileSync(path.join(folder, 'Note.md'), 'never by itself\n');
    pass(600);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(commits()).toBe(2);
    expect(bugs).toEqual([]);
  });
});
