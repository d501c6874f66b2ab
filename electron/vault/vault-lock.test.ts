import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAlive, readVaultLock, takeVaultLock } from './vault-lock.ts';

const lockFile = (): string => path.join(mkdtempSync(path.join(os.tmpdir(), 'verso-lock-')), 'lock.json');
const owner = { folder: '/vault', socket: '/run/verso.sock#secret' };

/** The number of a process that has ended. */
function endedPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('the lock of a vault', () => {
  it('is held by one, tells the other how to reach the holder, and is free again', () => {
    const file = lockFile();
    const first = takeVaultLock(file, owner);
    expect(takeVaultLock(file, owner)).toMatchObject({ ok: false, owner: { pid: process.pid, socket: owner.socket } });
    if (first.ok) first.lock.release();
    const second = takeVaultLock(file, owner);
    expect(second.ok).toBe(true);
    // Releasing twice must not free what another one holds now.
    if (first.ok) first.lock.release();
    expect(readVaultLock(file)).not.toBeNull();
    expect(readdirSync(path.dirname(file))).toEqual(['lock.json']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is taken over from a process that is gone', () => {
    const file = lockFile();
    writeFileSync(file, JSON.stringify({ pid: endedPid(), processStart: '', id: 'x', ...owner }));
    expect(takeVaultLock(file, owner).ok).toBe(true);
    expect(readVaultLock(file)?.pid).toBe(process.pid);
  });

  it.runIf(process.platform === 'linux')('is taken over when another process has that number now', () => {
    const file = lockFile();
    writeFileSync(file, JSON.stringify({ pid: process.pid, processStart: '1', id: 'x', ...owner }));
    expect(isAlive({ pid: process.pid, processStart: '1' })).toBe(false);
    expect(takeVaultLock(file, owner).ok).toBe(true);
  });

  it.runIf(process.platform === 'linux')('is taken over from a process that was killed and that nobody has buried', () => {
    const pid = spawn('sleep', ['30'], { stdio: 'ignore' }).pid ?? 0;
    const stat = (): string => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    const living = { pid, processStart: stat().split(' ')[19] ?? '' };
    expect(isAlive(living)).toBe(true);
    process.kill(pid, 'SIGKILL');
    // Nothing is awaited here: so this process, its parent, cannot have asked how it ended.
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let tries = 0; tries < 200 && !stat().startsWith('Z'); tries += 1) Atomics.wait(pause, 0, 0, 10);
    expect(stat()).toMatch(/^Z/);
    expect(isAlive(living)).toBe(false);
  });

  it('that cannot be read is nobody’s', () => {
    const file = lockFile();
    writeFileSync(file, '{"pid":');
    expect(takeVaultLock(file, owner).ok).toBe(true);
  });
});
