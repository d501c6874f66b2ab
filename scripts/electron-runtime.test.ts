import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findElectron, missingDisplay } from './electron-runtime.ts';

let projectRoot = '';
beforeAll(() => {
  projectRoot = mkdtempSync(path.join(os.tmpdir(), 'verso-runtime-'));
});
afterAll(() => rmSync(projectRoot, { recursive: true, force: true }));

function install(folder: string, name: string): string {
  const file = path.join(projectRoot, folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
}

describe('looking for Electron’s runtime', () => {
  it('finds none where none is, and the installed one where it is', () => {
    expect(findElectron({ projectRoot, env: {}, platform: 'linux' })).toBeNull();
    const installed = install('node_modules/electron/dist', 'electron');
    expect(findElectron({ projectRoot, env: {}, platform: 'linux' })).toBe(installed);
    expect(findElectron({ projectRoot, env: {}, platform: 'win32' })).toBeNull();
  });

  it('looks where ELECTRON_OVERRIDE_DIST_PATH says, and nowhere else then', () => {
    const elsewhere = path.join(projectRoot, 'elsewhere');
    expect(findElectron({ projectRoot, env: { ELECTRON_OVERRIDE_DIST_PATH: elsewhere }, platform: 'linux' })).toBeNull();
    const installed = install('elsewhere', 'electron');
    expect(findElectron({ projectRoot, env: { ELECTRON_OVERRIDE_DIST_PATH: elsewhere }, platform: 'linux' })).toBe(installed);
  });

  it('knows that a window needs a display on Linux', () => {
    expect(missingDisplay({ env: {}, platform: 'linux' })).toBe('there is no display');
    expect(missingDisplay({ env: { DISPLAY: ':0' }, platform: 'linux' })).toBeNull();
    expect(missingDisplay({ env: {}, platform: 'darwin' })).toBeNull();
  });
});
