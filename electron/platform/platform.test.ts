import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileAtomically } from './atomic-file.ts';
import { appFolders } from './folders.ts';
import { createLogger } from './logger.ts';
import { createEnvironmentSecrets, createFileSecrets } from './secrets.ts';

const folder = (): string => mkdtempSync(path.join(os.tmpdir(), 'verso-platform-'));

describe('folders', () => {
  it('honour XDG variables, but not relative ones', () => {
    const env = { XDG_CONFIG_HOME: '/c', XDG_CACHE_HOME: 'relative', XDG_DATA_HOME: '/d' };
    expect(appFolders({ platform: 'linux', env, home: '/home/a' })).toEqual({ config: '/c/verso', cache: '/home/a/.cache/verso', data: '/d/verso' });
    expect(appFolders({ platform: 'darwin', env: {}, home: '/Users/a' }).cache).toBe('/Users/a/Library/Caches/Verso');
  });
});

describe('atomic writes', () => {
  it('keep the mode, replace whole, and leave nothing behind', async () => {
    const file = path.join(folder(), 'a.txt');
    writeFileSync(file, 'old', { mode: 0o640 });
    expect(await writeFileAtomically(file, Buffer.from('new'), { mode: 0o640 })).toBe('written');
    expect(await writeFileAtomically(file, Buffer.from('newer'), { confirm: async () => false })).toBe('declined');
    expect(await writeFileAtomically(file, Buffer.from('other'), { exclusive: true })).toBe('exists');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(path.dirname(file))).toEqual(['a.txt']);
  });
});

describe('the log', () => {
  it('keeps secrets out and gives bugs a reference', () => {
    const lines: string[] = [];
    const logger = createLogger({ nowMs: () => 0 }, (line) => lines.push(line));
    logger.log('info', 'asked https://me:pass@host/x?key=abc with Bearer abcdefghijkl', { apiKey: 'sk-1', nested: { token: 'x', text: 'sk-ant-REDACTED' } });
    const reference = logger.reportBug(new Error('boom sk-ant-REDACTED'), 'here');
    expect(lines.join('')).not.toMatch(/pass@|abcdefghijkl|sk-1"|key=abc/);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ reference, where: 'here', level: 'error' });
  });
});

describe('secrets', () => {
  it('lie in a file of their owner, and the environment goes first', async () => {
    const file = path.join(folder(), 'config', 'secrets.json');
    const secrets = createEnvironmentSecrets({ VERSO_KEY_MY_MODEL: 'from-env' }, createFileSecrets(file));
    await Promise.all([secrets.set('one', '1'), secrets.set('two', '2')]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect([await secrets.get('one'), await secrets.get('two'), await secrets.get('my-model'), await secrets.get('none')]).toEqual(['1', '2', 'from-env', null]);
    expect([await secrets.describe('one'), await secrets.describe('my-model'), await secrets.describe('none')]).toEqual(['file', 'environment', 'none']);
    await secrets.delete('one');
    expect(await secrets.get('one')).toBeNull();
    expect(await secrets.get('toString')).toBeNull();
  });

  it('keep what a damaged file holds when a new key is set', async () => {
    const file = path.join(folder(), 'secrets.json');
    writeFileSync(file, '{"one":"1", "two":');
    const secrets = createFileSecrets(file);
    expect(await secrets.get('one')).toBeNull();
    await secrets.set('three', '3');
    expect(await secrets.get('three')).toBe('3');
    expect(readFileSync(`${file}.broken`, 'utf8')).toBe('{"one":"1", "two":');
  });
});
