import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createModelStore } from './model-store.ts';

describe('the file of model settings', () => {
  it('is kept aside when it is damaged, and not written over by the next change', async () => {
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'verso-models-')), 'models.json');
    writeFileSync(file, '{"providers": [{"id": "half');
    const store = createModelStore(file);
    expect((await store.read()).providers).toEqual([]);
    await store.change((settings) => settings);
    expect(readFileSync(`${file}.broken`, 'utf8')).toBe('{"providers": [{"id": "half');
    expect((await store.read()).providers).toEqual([]);
  });
});
