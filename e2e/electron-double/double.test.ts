/**
 * The built main process and preload over a double of Electron's module and a real Chromium. This
 * proves how they are wired; it is no test in Electron.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildIfNeeded } from '../../scripts/build.ts';
import { makeTemporaryHome, type TemporaryHome } from '../harness/temporary-home.ts';
import type { CheckGroup, Findings } from './checks.ts';

const root = path.resolve(import.meta.dirname, '../..');
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
beforeAll(async () => {
  await buildIfNeeded({ force: false, quiet: true });
});

const temporary: string[] = [];
const homes: TemporaryHome[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) home.remove();
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Run {
  /** Null where the program did not get so far. */
  readonly findings: Findings | null;
  readonly code: number | null;
  readonly home: TemporaryHome;
  readonly printed: string;
}

const longestRunMs = 60_000;

/** With one group of checks, or all. */
function runDouble(appFolder: string, group?: CheckGroup): Promise<Run> {
  const home = makeTemporaryHome('small');
  homes.push(home);
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts'), '--vault', home.vault], {
    env: { ...process.env, ...home.env, VERSO_DOUBLE_APP: appFolder, ...(group === undefined ? {} : { VERSO_DOUBLE_CHECKS: group }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  const timer = setTimeout(() => child.kill(), longestRunMs);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      const line = printed.split('\n').find((one) => one.startsWith('{"'));
      resolve({ findings: line === undefined ? null : (JSON.parse(line) as Findings), code, home, printed });
    });
  });
}

const failures = (findings: Findings): string[] => Object.entries(findings).filter(([, holds]) => !holds).map(([name]) => name);

/** The built app with one change in main process or preload. */
function withFault(file: 'main.js' | 'preload.cjs', search: string | RegExp, replacement: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'verso-double-'));
  temporary.push(folder);
  mkdirSync(path.join(folder, 'dist'));
  cpSync(path.join(root, 'dist/electron'), path.join(folder, 'dist/electron'), { recursive: true });
  for (const name of ['node', 'renderer']) symlinkSync(path.join(root, 'dist', name), path.join(folder, 'dist', name), 'junction');
  for (const name of ['node_modules', 'package.json']) symlinkSync(path.join(root, name), path.join(folder, name));
  const target = path.join(folder, 'dist/electron', file);
  const before = readFileSync(target, 'utf8');
  const after = before.replace(search, replacement);
  expect(after, `the fault did not apply: ${String(search)}`).not.toBe(before);
  writeFileSync(target, after);
  return folder;
}

describe('the built main process and preload, over a double of Electron', () => {
  it('hold every check, then leave nothing locked', async () => {
    const { findings, code, home, printed } = await runDouble(root);
    expect(findings, printed).not.toBeNull();
    expect(failures(findings ?? {})).toEqual([]);
    expect(Object.keys(findings ?? {}).length).toBeGreaterThan(20);
    expect(code).toBe(0);
    expect(existsSync(path.join(home.folder, 'config/verso/window.json'))).toBe(true);
    // Quitting waited for the core: the vault's lock went with it.
    expect(globSync('cache/verso/vaults/*/lock.json', { cwd: home.folder })).toEqual([]);
    expect(globSync('cache/verso/vaults/*/index.db', { cwd: home.folder })).toHaveLength(1);
  });

  it.each([
    ['start', 'a window without a sandbox', 'main.js', /sandbox: true/g, 'sandbox: false', 'the window is sandboxed, isolated and without Node'],
    ['start', 'a sandbox switched on too late', 'main.js', 'app.enableSandbox();', 'app.whenReady().then(() => app.enableSandbox());', 'the sandbox is switched on before the app is ready'],
    ['locks', 'a port for whoever asks', 'main.js', /if \(!isTrustedSender\(event, contents\)\) return;/, '', 'no other frame and no other page is given a port'],
    ['locks', 'navigation left open', 'main.js', /contents\.on\("will-redirect"[^\n]*/, '', 'the page is not navigated away'],
    ['locks', 'every permission granted', 'main.js', 'permission === allowedPermission && isAppPage(contents.getURL())', 'true', 'permissions are refused, but writing to the clipboard'],
    ['window', 'any address opened outside', 'main.js', 'if (allowed === null) return false;', '', 'only https addresses without credentials are opened outside'],
    ['scheme', 'a scheme that answers to writing', 'main.js', /request\.method !== "GET" && request\.method !== "HEAD"/, 'false', 'nothing but reading is answered'],
    ['menus', 'menus taken from whoever sends them', 'main.js', /if \(!isTrustedSender\(event, contents\)\) return;\s*const parsed/, 'const parsed', 'only known commands cross, and only menus that are menus, from the page itself'],
    ['menus', 'a preload that passes every command on', 'preload.cjs', /typeof id === "string" && isCommandId\(id\)/, 'true', 'only known commands cross, and only menus that are menus, from the page itself'],
    ['window', 'a preload that passes no port on', 'preload.cjs', '[...event.ports]', '[]', 'the page reaches the core through the preload'],
  ] as const)('%s: would show %s', async (group, _fault, file, search, replacement, check) => {
    const { findings } = await runDouble(withFault(file, search, replacement), group);
    expect(findings === null ? [check] : failures(findings)).toContain(check);
  });
});
