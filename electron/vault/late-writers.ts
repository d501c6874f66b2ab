/**
 * Watches files that a write of ours replaced: a program that had one open before may go on writing
 * into it, where nobody would ever read it.
 *
 * A rename takes a file's name, not the file: whoever opened it earlier writes into what no name
 * leads to any more. The handle that we read it by leads there still, so it stays open for a while,
 * and what came in later is kept.
 */
import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { Version } from '#shared/model/version.ts';
import { versionOf } from './note-text.ts';

export interface ReplacedFile {
  readonly handle: FileHandle;
  readonly stats: Stats;
  readonly version: Version;
}

export interface LateWriters {
  /** Takes the handle over: it is closed here. Resolves after a first look. */
  watch(path: VaultPath, file: ReplacedFile): Promise<void>;
  /** Looks at all of them a last time. */
  close(): Promise<void>;
}

export interface LateWritersDeps {
  readonly keep: (path: VaultPath, bytes: Buffer) => void;
  readonly reportBug: (error: unknown) => void;
}

interface Watched {
  readonly path: VaultPath;
  readonly handle: FileHandle;
  /** As it was when last looked at. */
  seen: Pick<Stats, 'size' | 'mtimeMs'>;
  version: Version;
  looks: number;
  timer: NodeJS.Timeout | null;
  /** A look that is under way. */
  looking: Promise<void>;
}

/** A program that pauses for longer while it writes one note is none that we know of. */
const lookEveryMs = 4000;
/** One that goes on writing is followed for so long. */
const mostLooks = 15;
const mostWatched = 100;
/** Clocks of file systems are coarse: a write so soon after another one may have the same time. */
export const coarseClockMs = 2100;

export function createLateWriters({ keep, reportBug }: LateWritersDeps): LateWriters {
  const watched = new Set<Watched>();
  let closed = false;

  /** Whether it had changed. */
  async function look(each: Watched): Promise<boolean> {
    const now = await each.handle.stat();
    const isSame = now.mtimeMs === each.seen.mtimeMs && now.size === each.seen.size;
    if (isSame && each.looks > 0 && Date.now() - now.mtimeMs > coarseClockMs + lookEveryMs) return false;
    const bytes = await readAll(each.handle, now.size);
    each.seen = now;
    const version = versionOf(bytes);
    if (version === each.version) return false;
    each.version = version;
    // An empty file is one that is about to be written.
    if (bytes.byteLength > 0) keep(each.path, bytes);
    return true;
  }

  function lookIn(each: Watched, last: boolean): Promise<void> {
    each.looking = each.looking
      .then(async () => {
        if (!watched.has(each)) return;
        const changed = await look(each);
        each.looks += 1;
        if (!last && !closed && each.looks <= mostLooks && (changed || each.looks < 2)) {
          each.timer = setTimeout(() => void lookIn(each, false), lookEveryMs).unref();
        } else await end(each);
      })
      .catch(async (error: unknown) => {
        reportBug(error);
        await end(each);
      });
    return each.looking;
  }

  async function end(each: Watched): Promise<void> {
    if (each.timer !== null) clearTimeout(each.timer);
    if (watched.delete(each)) await each.handle.close();
  }

  return {
    async watch(path, { handle, stats, version }) {
      const each: Watched = { path, handle, seen: stats, version, looks: 0, timer: null, looking: Promise.resolve() };
      watched.add(each);
      const [oldest] = watched;
      if (oldest !== undefined && watched.size > mostWatched) void lookIn(oldest, true);
      await lookIn(each, closed);
    },
    async close() {
      closed = true;
      await Promise.all([...watched].map((each) => lookIn(each, true)));
    },
  };
}

/** From its beginning, wherever it was read to. */
export async function readAll(handle: FileHandle, sizeBytes: number): Promise<Buffer> {
  const bytes = Buffer.alloc(sizeBytes);
  let read = 0;
  while (read < sizeBytes) {
    const { bytesRead } = await handle.read(bytes, read, sizeBytes - read, read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}
