/**
 * Lets a proof act between any two calls of this thread to the disk: look, change files behind the
 * caller's back, make the call fail, or end the process. What works synchronously (the proof's own
 * hands) is not seen.
 */
import fsPromises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

export interface DiskCall {
  readonly name: string;
  /** The first path that it was given; null for a call on an open file. */
  readonly path: string | null;
}

export interface DiskHooks {
  /** Ahead of each call; what it throws is what the call ends with. */
  readonly before: (call: DiskCall) => void;
  readonly after?: (call: DiskCall) => void;
}

const byPath = ['access', 'link', 'lstat', 'mkdir', 'open', 'readFile', 'readdir', 'realpath', 'rename', 'rm', 'stat', 'unlink', 'writeFile'] as const;
const byHandle = ['chmod', 'close', 'read', 'readFile', 'stat', 'sync', 'writeFile'] as const;

type Asynchronous = (...values: unknown[]) => Promise<unknown>;

/** The returned function takes the hooks off. */
export async function hookDiskCalls({ before, after }: DiskHooks): Promise<() => void> {
  const probe = await fsPromises.open(import.meta.filename);
  const prototype = Object.getPrototypeOf(probe) as FileHandle; // the class is not exported
  await probe.close();
  const restore = [...hook(fsPromises, byPath, (first) => (typeof first === 'string' ? path.resolve(first) : null)), ...hook(prototype, byHandle, () => null)];
  syncBuiltinESMExports();
  return () => {
    for (const each of restore) each();
    syncBuiltinESMExports();
  };

  function hook(owner: object, names: readonly string[], pathOf: (first: unknown) => string | null): (() => void)[] {
    return names.map((name) => {
      const original = Reflect.get(owner, name) as Asynchronous; // each of the named is one
      const hooked = async function (this: unknown, ...values: unknown[]): Promise<unknown> {
        const call = { name, path: pathOf(values[0]) };
        before(call);
        try {
          return await original.apply(this, values);
        } finally {
          after?.(call);
        }
      };
      Reflect.set(owner, name, hooked);
      return () => Reflect.set(owner, name, original);
    });
  }
}

/** An error as the system makes it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made by the proof`), { code });
}
