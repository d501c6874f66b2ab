import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchVault, type VaultWatcher, type WatchMode } from './vault-watcher.ts';

let watcher: VaultWatcher | null = null;
let folder = '';

afterEach(async () => {
  vi.useRealTimers();
  await watcher?.close();
  watcher = null;
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
  folder = '';
});

describe('a watched vault', () => {
  it('tells what happened to files, and nothing of hidden folders', async () => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'verso-watch-')));
    mkdirSync(path.join(folder, '.git'));
    const seen = new Set<string>();
    const quiet = new Set<string>();
    const modes: WatchMode[] = [];
    watcher = await watchVault({ root: folder, onPaths: (paths) => paths.forEach((at) => seen.add(at)), onQuiet: (folders) => folders.forEach((at) => quiet.add(at)), onLost: async () => undefined, onMode: (mode) => modes.push(mode) });
    writeFileSync(path.join(folder, '.git/index'), 'x');
    mkdirSync(path.join(folder, 'sub'));
    writeFileSync(path.join(folder, 'sub/Ünï.md'), 'x');
    writeFileSync(path.join(folder, 'A.md'), 'x');
    await vi.waitUntil(() => seen.has('A.md') && (seen.has('sub') || seen.has('sub/Ünï.md')), { timeout: 20_000 });
    expect([...seen].filter((at) => at.startsWith('.'))).toEqual([]);
    expect(modes).toEqual(['native']);
    // Not all that happens is told: the folders are named once more when it is quiet.
    await vi.waitUntil(() => quiet.has(''), { timeout: 20_000 });
    expect([...quiet].filter((at) => at.startsWith('.'))).toEqual([]);
  });

  it('without events is compared again and again, and never before the last comparison has ended', async () => {
    vi.useFakeTimers();
    let running: PromiseWithResolvers<void> | null = null;
    let begun = 0;
    const modes: WatchMode[] = [];
    watcher = await watchVault({
      root: '/nowhere',
      forcePolling: true,
      onPaths: () => undefined,
      onQuiet: () => undefined,
      onMode: (mode) => modes.push(mode),
      onLost: () => {
        begun += 1;
        running = Promise.withResolvers();
        return running.promise;
      },
    });
    const finish = (): void => (running as PromiseWithResolvers<void> | null)?.resolve();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(begun).toBe(1);
    finish();
    await vi.advanceTimersByTimeAsync(5000);
    // It took a minute: the folder is left alone for much longer than that.
    expect(begun).toBe(1);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(begun).toBe(2);
    finish();
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    expect(begun).toBe(3);
    await watcher.close();
    finish();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(begun).toBe(3);
    expect(modes).toEqual(['polling', 'off']);
  });
});
