/** The files of one vault: read, written whole with a version check, and announced when changed. */
import { constants, type Stats } from 'node:fs';
import { access, mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Note } from '#shared/model/note.ts';
import { isNotePath, type VaultPath } from '#shared/model/note-path.ts';
import type { VaultChange } from '#shared/model/vault.ts';
import type { Version } from '#shared/model/version.ts';
import { failure, success, type Failure, type Outcome } from '#shared/rpc/contract.ts';
import { writeFileAtomically } from '../platform/atomic-file.ts';
import { errnoOf, ioFailure, type IoFailureCode } from '../platform/io-failure.ts';
import { coarseClockMs, readAll, type LateWriters } from './late-writers.ts';
import { decodeText, encodeText, versionOf } from './note-text.ts';
import type { PathGuard } from './path-guard.ts';
import type { PathLocks } from './path-locks.ts';

/** Larger notes are not opened: no editor of ours could show them. */
export const maximumNoteBytes = 50 * 1024 * 1024;

export interface WrittenFile {
  readonly version: Version;
  /** False: the disk held these bytes already and nothing was written. */
  readonly changed: boolean;
  readonly modifiedMs: number;
}

export interface FileContent {
  readonly bytes: Buffer;
  readonly version: Version;
  readonly stats: Stats;
}

export type ReadFailureCode = 'not-found' | 'too-large' | 'outside' | 'io';
export type WriteFailureCode = IoFailureCode | 'outside' | 'stale';

export interface WriteOptions {
  /**
   * What the caller believes is on disk: null for "nothing", a version, or `any` to replace
   * whatever is there (for files that only Verso writes).
   */
  readonly base: Version | null | 'any';
  /** False for bulk work that can be done again: no waiting for the disk, no history. */
  readonly careful?: boolean;
}

export interface VaultFiles {
  readonly guard: PathGuard;
  readonly readOnly: boolean;
  readBytes(path: VaultPath, maximumBytes?: number): Promise<Outcome<FileContent, ReadFailureCode>>;
  readNote(path: VaultPath): Promise<Outcome<Note, ReadFailureCode>>;
  /** Encodes as the file is encoded (its byte order mark stays). `stale` carries `{ text, version }`. */
  writeNote(path: VaultPath, text: string, options: WriteOptions): Promise<Outcome<WrittenFile, WriteFailureCode>>;
  writeBytes(path: VaultPath, bytes: Uint8Array, options: WriteOptions): Promise<Outcome<WrittenFile, WriteFailureCode>>;
}

/** A write of the app as history sees it. Called with both states before anybody is told. */
export interface WriteRecord {
  readonly path: VaultPath;
  readonly before: { readonly bytes: Buffer; readonly version: Version } | null;
  readonly after: { readonly bytes: Uint8Array; readonly version: Version };
}

export interface VaultFilesDeps {
  readonly guard: PathGuard;
  readonly locks: PathLocks;
  readonly readOnly: boolean;
  /** Keeps the old state, before it is replaced. */
  readonly keepBefore: (record: WriteRecord) => void;
  /** Keeps the new state, once it is on disk. */
  readonly keepAfter: (record: WriteRecord) => void;
  /** Follows what a write of ours replaced, for as long as another program may still write into it. */
  readonly lateWriters: LateWriters;
  readonly announce: (change: VaultChange) => void;
}

/** What stood at a path when a write looked. The handle stays open to see late writers. */
interface Current extends FileContent {
  readonly handle: FileHandle;
}

export function createVaultFiles(deps: VaultFilesDeps): VaultFiles {
  const { guard, locks } = deps;

  async function readBytes(vaultPath: VaultPath, maximumBytes = maximumNoteBytes): Promise<Outcome<FileContent, ReadFailureCode>> {
    const place = await guard.locate(vaultPath);
    if (!place.ok) return place;
    try {
      const handle = await open(place.value, 'r');
      try {
        const stats = await handle.stat();
        if (!stats.isFile()) return failure('not-found', `"${vaultPath}" is not a file.`);
        if (stats.size > maximumBytes) return tooLarge(vaultPath, stats.size, maximumBytes);
        const bytes = await handle.readFile();
        return success({ bytes, version: versionOf(bytes), stats });
      } finally {
        await handle.close();
      }
    } catch (error) {
      const problem = ioFailure(error, vaultPath);
      return problem.code === 'not-found' ? failure('not-found', problem.message) : failure('io', problem.message);
    }
  }

  async function readOnlyReason(place: string, isUtf8: boolean): Promise<Note['readOnly']> {
    if (!isUtf8) return 'not-utf8';
    if (deps.readOnly) return 'vault-read-only';
    return (await mayWrite(place)) ? null : 'no-permission';
  }

  async function replace(
    vaultPath: VaultPath,
    makeBytes: (current: Current | null) => Outcome<Uint8Array, WriteFailureCode>,
    options: WriteOptions,
  ): Promise<Outcome<WrittenFile, WriteFailureCode>> {
    if (deps.readOnly) return failure('read-only', 'This vault is open for reading only.');
    const place = await guard.locate(vaultPath);
    if (!place.ok) return place;
    let current: Current | null = null;
    try {
      current = await openCurrent(place.value);
      const stale = staleFailure(vaultPath, current, options.base);
      if (stale !== null) return stale;
      const made = makeBytes(current);
      if (!made.ok) return made;
      const bytes = made.value;
      const version = versionOf(bytes);
      if (current?.version === version) return success({ version, changed: false, modifiedMs: current.stats.mtimeMs });

      if (current !== null && !(await mayWrite(place.value))) return failure('read-only', `"${vaultPath}" is write-protected.`);

      const record: WriteRecord = { path: vaultPath, before: current, after: { bytes, version } };
      if (options.careful !== false) deps.keepBefore(record);
      const confirmed = await putInPlace(place.value, bytes, current, options);
      if (!confirmed) return await staleNow(vaultPath, place.value);
      const replaced: Current | null = current;
      current = null;
      if (replaced !== null) await deps.lateWriters.watch(vaultPath, replaced);
      if (options.careful !== false) keepWritten(record);
      const { mtimeMs } = await stat(place.value);
      deps.announce({
        kind: replaced === null ? 'created' : 'modified',
        path: vaultPath,
        entry: isNotePath(vaultPath) ? 'note' : 'attachment',
        version,
        origin: 'app',
      });
      return success({ version, changed: true, modifiedMs: mtimeMs });
    } catch (error) {
      return ioFailure(error, vaultPath);
    } finally {
      await current?.handle.close();
    }
  }

  /** False when something else took the place since it was looked at. */
  async function putInPlace(absolute: string, bytes: Uint8Array, current: Current | null, options: WriteOptions): Promise<boolean> {
    const durable = options.careful !== false;
    if (current === null) {
      await mkdir(path.dirname(absolute), { recursive: true });
      return (await writeFileAtomically(absolute, bytes, { exclusive: true, durable })) === 'written';
    }
    const { stats } = current;
    const outcome = await writeFileAtomically(absolute, bytes, {
      mode: stats.mode & 0o7777,
      durable,
      confirm: async () => options.base === 'any' || (isSameFile(stats, await statOrNull(absolute)) && (await isSameContent(current))),
    });
    return outcome === 'written';
  }

  /** The note is on disk by now, whatever becomes of its history: the next write keeps what this one left. */
  function keepWritten(record: WriteRecord): void {
    try {
      deps.keepAfter(record);
    } catch (error) {
      ioFailure(error, record.path);
    }
  }

  async function staleNow(vaultPath: VaultPath, absolute: string): Promise<Failure<WriteFailureCode>> {
    const now = await openCurrent(absolute);
    try {
      return now === null ? failure('not-found', `"${vaultPath}" was removed just now.`) : stale(vaultPath, now);
    } finally {
      await now?.handle.close();
    }
  }

  return {
    guard,
    readOnly: deps.readOnly,
    readBytes,

    async readNote(vaultPath) {
      const read = await readBytes(vaultPath);
      if (!read.ok) return read;
      const { bytes, version, stats } = read.value;
      const decoded = decodeText(bytes);
      const place = await guard.locate(vaultPath);
      return success({
        path: vaultPath,
        text: decoded.text,
        version,
        readOnly: place.ok ? await readOnlyReason(place.value, decoded.isUtf8) : 'no-permission',
        hasBom: decoded.hasBom,
        sizeBytes: stats.size,
        modifiedMs: stats.mtimeMs,
        createdMs: stats.birthtimeMs > 0 ? stats.birthtimeMs : stats.mtimeMs,
      });
    },

    writeNote: (vaultPath, text, options) =>
      locks.withPath(vaultPath, () =>
        replace(
          vaultPath,
          (current) => {
            if (current === null) return success(encodeText(text, false));
            const decoded = decodeText(current.bytes);
            if (!decoded.isUtf8) return failure('read-only', `"${vaultPath}" is not UTF-8 and is not rewritten.`);
            return success(encodeText(text, decoded.hasBom));
          },
          options,
        ),
      ),

    writeBytes: (vaultPath, bytes, options) => locks.withPath(vaultPath, () => replace(vaultPath, () => success(bytes), options)),
  };
}

function tooLarge(vaultPath: string, sizeBytes: number, maximumBytes: number): Failure<'too-large'> {
  const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  return failure('too-large', `"${vaultPath}" has ${megabytes(sizeBytes)} MB; notes open up to ${megabytes(maximumBytes)} MB.`, {
    sizeBytes,
    maximumBytes,
  });
}

async function openCurrent(absolute: string): Promise<Current | null> {
  let handle: FileHandle;
  try {
    handle = await open(absolute, 'r');
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT') return null;
    throw error;
  }
  try {
    const stats = await handle.stat();
    const bytes = await handle.readFile();
    return { handle, bytes, stats, version: versionOf(bytes) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function staleFailure(vaultPath: string, current: Current | null, base: WriteOptions['base']): Failure<'stale' | 'not-found'> | null {
  if (base === 'any' || (current?.version ?? null) === base) return null;
  return current === null ? failure('not-found', `"${vaultPath}" is no longer there.`) : stale(vaultPath, current);
}

function stale(vaultPath: string, current: FileContent): Failure<'stale'> {
  const { text } = decodeText(current.bytes);
  return failure('stale', `"${vaultPath}" was changed by something else.`, { text, version: current.version });
}

function isSameFile(before: Stats, now: Stats | null): boolean {
  return now !== null && now.ino === before.ino && now.size === before.size && now.mtimeMs === before.mtimeMs;
}

/** Two writes in one tick of the file system's clock look alike from outside. */
async function isSameContent({ handle, stats, version }: Current): Promise<boolean> {
  return Date.now() - stats.mtimeMs > coarseClockMs || versionOf(await readAll(handle, stats.size)) === version;
}

async function statOrNull(absolute: string): Promise<Stats | null> {
  try {
    return await stat(absolute);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function mayWrite(absolute: string): Promise<boolean> {
  try {
    await access(absolute, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
