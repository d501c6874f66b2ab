import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWindowState, usableState, writeWindowState, type WindowState } from './window-state.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'verso-window-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const state: WindowState = { x: 100, y: 50, width: 1000, height: 700, maximized: true };

describe('the window’s place', () => {
  it('is kept over a restart', () => {
    const file = path.join(folder, 'deep/window.json');
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    expect(usableState(state, screens)).toEqual(state);
  });

  it('is forgotten where no screen shows it any more, its size is not', () => {
    for (const gone of [{ x: 3000 }, { x: -990 }, { y: 1070 }, { y: -200 }]) {
      expect(usableState({ ...state, ...gone }, screens)).toEqual({ width: 1000, height: 700, maximized: true });
    }
    expect(usableState({ ...state, x: 3000 }, [...screens, { x: 1920, y: 0, width: 1920, height: 1080 }])).toMatchObject({ x: 3000 });
  });

  it('is a fresh one where the file is absent, damaged or absurd', () => {
    const file = path.join(folder, 'window.json');
    expect(readWindowState(file)).toBeNull();
    for (const text of ['', '{', '[]', '{"width":1,"height":1,"maximized":false}', '{"width":1e9,"height":700,"maximized":false}']) {
      writeFileSync(file, text);
      expect(readWindowState(file)).toBeNull();
    }
    expect(usableState(null, screens)).toMatchObject({ maximized: false });
  });

  it('is not worth an error where it cannot be kept', () => {
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => writeWindowState(path.join(folder, 'file/window.json'), state)).not.toThrow();
  });
});
