/**
 * One core owns a vault at a time: a file in the cache folder names the owner.
 *
 * The lock is stale when its process is gone, or when another process has its number now. A
 * process that finds a stale lock takes it over; of two that try, one wins.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { errnoOf } from '../platform/io-failure.ts';

const lockSchema = z.object({
  pid: z.number().int().positive(),
  /** When the process began, in the system's own terms; '' where it cannot be told. */
  processStart: z.string(),
  id: z.string(),
  folder: z.string(),
  /** How to reach the owner: the address of its local socket. */
  socket: z.string().nullable(),
});
export type LockOwner = Readonly<z.infer<typeof lockSchema>>;

export interface VaultLock {
  release(): void;
}
export type LockOutcome = { readonly ok: true; readonly lock: VaultLock } | { readonly ok: false; readonly owner: LockOwner };

export function takeVaultLock(file: string, owner: { readonly folder: string; readonly socket: string | null }): LockOutcome {
  mkdirSync(path.dirname(file), { recursive: true });
  const id = randomUUID();
  const mine: LockOwner = { pid: process.pid, processStart: processStart(process.pid), id, ...owner };
  const draft = `${file}.${id}`;
  // Others may learn the socket's address from it.
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      if (linkIfFree(draft, file)) {
        return { ok: true, lock: { release: () => releaseLock(file, id) } };
      }
      const holder = readVaultLock(file);
      if (holder !== null && isAlive(holder)) return { ok: false, owner: holder };
      setAside(file, holder?.id ?? null, id);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The owner that a lock file names, alive or not; null when there is none. */
export function readVaultLock(file: string): LockOwner | null {
  try {
    const parsed = lockSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Moves a stale lock away, unless somebody else has taken it over in the meantime. */
function setAside(file: string, staleId: string | null, id: string): void {
  const aside = `${file}.stale-${id}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readVaultLock(aside);
  if (moved !== null && moved.id !== staleId && isAlive(moved)) linkIfFree(aside, file);
  rmSync(aside, { force: true });
}

function releaseLock(file: string, id: string): void {
  if (readVaultLock(file)?.id === id) rmSync(file, { force: true });
}

function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

export function isAlive(owner: Pick<LockOwner, 'pid' | 'processStart'>): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if (errnoOf(error) !== 'EPERM') return false;
  }
  if (hasEnded(owner.pid)) return false;
  const start = processStart(owner.pid);
  return start === '' || owner.processStart === '' || start === owner.processStart;
}

/** Linux counts a process's start in ticks since boot; numbers of processes come again, these do not. */
function processStart(pid: number): string {
  return processFields(pid)[19] ?? '';
}

/** A killed process keeps its number until its parent asks how it ended, which in a container may be never. */
function hasEnded(pid: number): boolean {
  return /^[ZXx]$/.test(processFields(pid)[0] ?? '');
}

/** What Linux tells of a process from its state on; nothing where it cannot be told. */
function processFields(pid: number): readonly string[] {
  if (process.platform !== 'linux') return [];
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
