/**
 * Where keys are kept: an environment variable, or a file that only its owner can read.
 *
 * The Electron shell brings an implementation over the system's keychain; these two serve every
 * other shell, and say plainly what they are.
 */
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { SecretPlace } from '#shared/model/llm.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { setFileAside } from './broken-file.ts';
import { errnoOf } from './io-failure.ts';

export interface Secrets {
  get(name: string): Promise<string | null>;
  /** Throws when the secret cannot be kept. */
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
  /** Where the secret is, `none` when there is no such secret. */
  describe(name: string): Promise<SecretPlace>;
}

const secretsFileSchema = z.record(z.string(), z.string());

/** Keeps secrets as JSON in a file of mode 0600, in a folder of mode 0700. */
export function createFileSecrets(file: string): Secrets {
  let queue: Promise<unknown> = Promise.resolve();

  /** Null when the file holds something that is no set of keys. */
  function readFile(): Record<string, string> | null {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return {};
      throw error;
    }
    // A key file that others may read is closed before it is used.
    if (process.platform !== 'win32') chmodSync(file, 0o600);
    const parsed = secretsFileSchema.safeParse(parseJson(text));
    return parsed.success ? { ...parsed.data } : null;
  }
  const readAll = (): Record<string, string> => readFile() ?? {};

  function change(apply: (all: Record<string, string>) => void): Promise<void> {
    const next = queue.then(async () => {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      const found = readFile();
      // Other keys may still be read from a damaged file by hand: writing over it would end that.
      if (found === null) setFileAside(file);
      const all = found ?? {};
      apply(all);
      await writeFileAtomically(file, Buffer.from(`${JSON.stringify(all, null, 2)}\n`), { mode: 0o600 });
    });
    queue = next.catch(() => undefined);
    return next;
  }

  return {
    get: async (name) => {
      await queue;
      const all = readAll();
      return Object.hasOwn(all, name) ? (all[name] ?? null) : null;
    },
    set: (name, value) => change((all) => (all[name] = value)),
    delete: (name) => change((all) => delete all[name]),
    describe: async (name) => {
      await queue;
      return Object.hasOwn(readAll(), name) ? 'file' : 'none';
    },
  };
}

/**
 * Looks into the environment first, then into `next`. The secret `anthropic` is read from
 * `VERSO_KEY_ANTHROPIC`. What is set is always kept by `next`.
 */
export function createEnvironmentSecrets(env: Readonly<Record<string, string | undefined>>, next: Secrets): Secrets {
  const variable = (name: string): string => `VERSO_KEY_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
  const fromEnvironment = (name: string): string | null => env[variable(name)]?.trim() || null;
  return {
    get: async (name) => fromEnvironment(name) ?? (await next.get(name)),
    set: (name, value) => next.set(name, value),
    delete: (name) => next.delete(name),
    describe: async (name) => (fromEnvironment(name) === null ? next.describe(name) : 'environment'),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
