import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UnsavedText } from '#shared/api/journal.ts';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { createUnsavedTexts } from './unsaved-texts.ts';

const note = vaultPathSchema.parse('deep/folder/Ünsaved 漢字.md');
const other = vaultPathSchema.parse('other.md');

function entry(overrides: Partial<UnsavedText> = {}): UnsavedText {
  return { window: 'w1', path: note, text: 'unsaved\r\n', baseText: 'base', baseVersion: null, atMs: 1, ...overrides };
}

describe('unsaved texts', () => {
  let folder = '';
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'verso-unsaved-')), 'not yet there');
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

  it('are there for the next core, the newest first, each window with its own', async () => {
    const first = createUnsavedTexts(folder);
    await first.keep(entry({ text: 'older' }));
    await first.keep(entry({ text: 'newer', atMs: 2 }));
    await first.keep(entry({ window: 'w2', text: 'elsewhere', atMs: 3 }));
    await first.keep(entry({ path: other, atMs: 4 }));
    const next = createUnsavedTexts(folder);
    expect((await next.list(note)).map(({ window, text }) => [window, text])).toEqual([['w2', 'elsewhere'], ['w1', 'newer']]);
    expect(await next.list()).toHaveLength(3);
  });

  it('are gone once they are dropped, and only those', async () => {
    const texts = createUnsavedTexts(folder);
    await texts.keep(entry());
    await texts.keep(entry({ window: 'w2' }));
    await texts.drop('w1', note);
    await texts.drop('w1', other);
    expect((await texts.list(note)).map(({ window }) => window)).toEqual(['w2']);
  });

  it('end as the last call left them, however close together the calls come', async () => {
    const texts = createUnsavedTexts(folder);
    await Promise.all([texts.keep(entry({ text: 'a' })), texts.keep(entry({ text: 'b' })), texts.drop('w1', note), texts.keep(entry({ text: 'c' }))]);
    expect((await texts.list(note)).map(({ text }) => text)).toEqual(['c']);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('do not stop at a file that is none of them', async () => {
    const texts = createUnsavedTexts(folder);
    await texts.keep(entry());
    writeFileSync(path.join(folder, 'half.json'), '{"window": "w');
    writeFileSync(path.join(folder, 'strange.json'), '[]');
    expect(await texts.list()).toHaveLength(1);
  });
});
