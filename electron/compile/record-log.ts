/**
 * Durable records of one kind in `.verso/<kind>/`: JSON Lines, one file per device, append-only.
 *
 * Two machines never write one file. Records are merged by id: on one device the last line wins,
 * between devices the later `at`. A line that a crash cut short is skipped and counted.
 */
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';

interface Recorded {
  readonly id: string;
  readonly at: string;
}

export interface RecordLog<T extends Recorded> {
  /** Reads what is new on disk, also from other devices. */
  refresh(): Promise<void>;
  get(id: string): T | undefined;
  all(): readonly T[];
  /** Appends and syncs; the records are on disk when this resolves. Throws where they cannot be. */
  put(records: readonly T[]): Promise<void>;
  /** Lines that could not be read. */
  readonly damaged: number;
}

export function openRecordLog<T extends Recorded>(folder: string, device: string, schema: z.ZodType<T>): RecordLog<T> {
  const ownFile = `${device}.jsonl`;
  /** Bytes read so far of each file, through its last line end. */
  const offsets = new Map<string, number>();
  const merged = new Map<string, { readonly record: T; readonly file: string }>();
  let damaged = 0;
  let queue: Promise<unknown> = Promise.resolve();

  function merge(file: string, record: T): void {
    const known = merged.get(record.id);
    if (known === undefined || known.file === file || record.at > known.record.at || (record.at === known.record.at && file > known.file)) {
      merged.set(record.id, { record, file });
    }
  }

  function take(file: string, line: string): void {
    if (line.trim() === '') return;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      damaged += 1;
      return;
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      damaged += 1;
      return;
    }
    merge(file, parsed.data);
  }

  async function readFile(file: string): Promise<void> {
    const full = path.join(folder, file);
    const size = (await stat(full)).size;
    const known = offsets.get(file) ?? 0;
    // A sync tool that put another file in place: read it from its start.
    const from = size < known ? 0 : known;
    if (size === from) return;
    const handle = await open(full, 'r');
    try {
      const bytes = Buffer.alloc(size - from);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
      const end = bytes.subarray(0, bytesRead).lastIndexOf(10) + 1;
      for (const line of bytes.toString('utf8', 0, end).split('\n')) take(file, line);
      offsets.set(file, from + end);
    } finally {
      await handle.close();
    }
  }

  async function refresh(): Promise<void> {
    let names: readonly string[];
    try {
      names = await readdir(folder);
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
    for (const name of names.filter((candidate) => candidate.endsWith('.jsonl')).toSorted()) await readFile(name);
  }

  async function append(records: readonly T[]): Promise<void> {
    await mkdir(folder, { recursive: true });
    const handle = await open(path.join(folder, ownFile), 'a+');
    try {
      const { size } = await handle.stat();
      const last = Buffer.alloc(1);
      // After a crash in mid-line ours must not continue the torn one.
      const torn = size > 0 && (await handle.read(last, 0, 1, size - 1)).bytesRead === 1 && last[0] !== 10;
      await handle.appendFile(`${torn ? '\n' : ''}${records.map((record) => `${JSON.stringify(record)}\n`).join('')}`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await refresh();
  }

  function inTurn<V>(work: () => Promise<V>): Promise<V> {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  }

  return {
    refresh: () => inTurn(refresh),
    get: (id) => merged.get(id)?.record,
    all: () => [...merged.values()].map((entry) => entry.record),
    put: (records) => (records.length === 0 ? Promise.resolve() : inTurn(() => append(records))),
    get damaged() {
      return damaged;
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
