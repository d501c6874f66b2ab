import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSecrets, type Secrets } from '../platform/secrets.ts';
import { createSafeSecrets, type SafeStorageLike } from './safe-secrets.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'verso-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A keychain that turns text around; `broken` cannot open what another one sealed. */
const keychain = (over: Partial<SafeStorageLike> = {}): SafeStorageLike => ({
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text) => Buffer.from([...text].reverse().join('')),
  decryptStringAsync: async (bytes) => ({ result: [...bytes.toString('utf8')].reverse().join('') }),
  ...over,
});

const plain = (): Secrets => createFileSecrets(path.join(folder, 'plain.json'));
const safe = (safeStorage = keychain()): Secrets =>
  createSafeSecrets({ safeStorage, platform: 'linux', file: path.join(folder, 'protected.json'), fallback: plain() });

describe('secrets in the system’s keychain', () => {
  it('are kept encrypted over a restart, in a file of their owner alone', async () => {
    await safe().set('anthropic', 'sk-very-secret');
    expect(await safe().get('anthropic')).toBe('sk-very-secret');
    expect(await safe().describe('anthropic')).toBe('safe-storage');
    expect(readFileSync(path.join(folder, 'protected.json'), 'utf8')).not.toContain('sk-very-secret');
    expect(statSync(path.join(folder, 'protected.json')).mode & 0o777).toBe(0o600);
  });

  it('take in what was kept in the open before, and leave nothing there', async () => {
    await plain().set('anthropic', 'old');
    expect(await safe().describe('anthropic')).toBe('file');
    await safe().set('anthropic', 'new');
    expect(await plain().get('anthropic')).toBeNull();
    expect(await safe().get('anthropic')).toBe('new');
  });

  it('go to the plain file, and say so, where Linux has no keyring or encryption is not to be had', async () => {
    for (const unprotected of [keychain({ getSelectedStorageBackend: () => 'basic_text' }), keychain({ isAsyncEncryptionAvailable: async () => false })]) {
      await safe(unprotected).set('openai', 'sk-open');
      expect(await safe(unprotected).describe('openai')).toBe('file');
      expect(await safe(unprotected).get('openai')).toBe('sk-open');
    }
  });

  it('are asked for again where another keychain sealed them, or the file is damaged', async () => {
    await safe().set('anthropic', 'sk');
    const other = keychain({ decryptStringAsync: () => Promise.reject(new Error('wrong key')) });
    expect(await safe(other).get('anthropic')).toBeNull();
    expect(await safe(other).describe('anthropic')).toBe('none');
    writeFileSync(path.join(folder, 'protected.json'), '{"anthropic":7');
    expect(await safe().get('anthropic')).toBeNull();
  });

  it('are gone from both places when deleted', async () => {
    await plain().set('anthropic', 'open');
    await safe().set('anthropic', 'sealed');
    await safe().delete('anthropic');
    expect(await safe().get('anthropic')).toBeNull();
    expect(await safe().describe('anthropic')).toBe('none');
  });
});
