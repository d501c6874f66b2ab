/**
 * Keeps secrets encrypted by the system's keychain, through Electron's safeStorage; falls back to
 * the plain 0600 file, and says so, where the system offers no real protection.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../platform/atomic-file.ts';
import type { Secrets } from '../platform/secrets.ts';

/** The part of Electron's safeStorage that is used. */
export interface SafeStorageLike {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ readonly result: string }>;
  getSelectedStorageBackend(): string;
}

export interface SafeSecretsDeps {
  readonly safeStorage: SafeStorageLike;
  readonly platform: NodeJS.Platform;
  /** Where the encrypted secrets are kept. */
  readonly file: string;
  /** Where secrets go when the system cannot protect them. */
  readonly fallback: Secrets;
}

const storeSchema = z.record(z.string(), z.base64());

/** Linux without a keyring "encrypts" with a key that everyone knows: that protects nothing. */
async function isProtected({ safeStorage, platform }: SafeSecretsDeps): Promise<boolean> {
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
  return safeStorage.isAsyncEncryptionAvailable();
}

export function createSafeSecrets(deps: SafeSecretsDeps): Secrets {
  let queue: Promise<unknown> = Promise.resolve();

  function readAll(): Record<string, string> {
    try {
      const parsed = storeSchema.safeParse(JSON.parse(readFileSync(deps.file, 'utf8')));
      return parsed.success ? parsed.data : {};
    } catch {
      return {};
    }
  }
  function change(apply: (all: Record<string, string>) => void): Promise<void> {
    const next = queue.then(async () => {
      mkdirSync(path.dirname(deps.file), { recursive: true, mode: 0o700 });
      const all = readAll();
      apply(all);
      await writeFileAtomically(deps.file, Buffer.from(JSON.stringify(all)), { mode: 0o600 });
    });
    queue = next.catch(() => undefined);
    return next;
  }
  async function getProtected(name: string): Promise<string | null> {
    await queue;
    const all = readAll();
    const encrypted = Object.hasOwn(all, name) ? all[name] : undefined;
    if (encrypted === undefined || !(await isProtected(deps))) return null;
    try {
      return (await deps.safeStorage.decryptStringAsync(Buffer.from(encrypted, 'base64'))).result;
    } catch {
      // Another user's keychain, or one that was reset: the secret has to be given again.
      return null;
    }
  }

  return {
    get: async (name) => (await getProtected(name)) ?? deps.fallback.get(name),
    async set(name, value) {
      if (!(await isProtected(deps))) return deps.fallback.set(name, value);
      const encrypted = await deps.safeStorage.encryptStringAsync(value);
      await change((all) => (all[name] = encrypted.toString('base64')));
      // What was kept in the open before is protected from now on.
      if ((await deps.fallback.describe(name)) === 'file') await deps.fallback.delete(name);
    },
    async delete(name) {
      await change((all) => delete all[name]);
      await deps.fallback.delete(name);
    },
    describe: async (name) => ((await getProtected(name)) === null ? deps.fallback.describe(name) : 'safe-storage'),
  };
}
