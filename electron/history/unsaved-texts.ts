/**
 * Keeps unsaved text in the app's data folder, one small file for each note and window, so that it
 * outlives the page, the browser and the core. Nothing of it is in the vault.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { unsavedTextSchema, type UnsavedText } from '#shared/api/journal.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { writeFileAtomically } from '../platform/atomic-file.ts';
import { errnoOf } from '../platform/io-failure.ts';

/** Each throws system errors; they take their turns. */
export interface UnsavedTexts {
  keep(entry: UnsavedText): Promise<void>;
  /** Newest first. What cannot be read as an entry is left alone. */
  list(path?: VaultPath): Promise<readonly UnsavedText[]>;
  drop(window: string, path: VaultPath): Promise<void>;
}

export function createUnsavedTexts(folder: string): UnsavedTexts {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };
  return {
    keep: (entry) =>
      inTurn(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        // A crash cannot lose it; waiting for the disk with every pause in typing would be felt.
        await writeFileAtomically(fileOf(folder, entry.window, entry.path), Buffer.from(JSON.stringify(entry)), { mode: 0o600, durable: false });
      }),
    list: (wanted) =>
      inTurn(async () => {
        const prefix = wanted === undefined ? '' : nameOf(wanted);
        const names = (await namesIn(folder)).filter((name) => name.startsWith(prefix) && name.endsWith('.json'));
        const read = await Promise.all(names.map((name) => readEntry(path.join(folder, name))));
        const entries = read.filter((entry) => entry !== null);
        return entries.filter((entry) => wanted === undefined || entry.path === wanted).toSorted((a, b) => b.atMs - a.atMs);
      }),
    drop: (window, at) => inTurn(() => rm(fileOf(folder, window, at), { force: true })),
  };
}

/** Names of notes are too long and too free for names of files. */
function nameOf(at: VaultPath): string {
  return createHash('sha256').update(at).digest('hex').slice(0, 24);
}

function fileOf(folder: string, window: string, at: VaultPath): string {
  return path.join(folder, `${nameOf(at)}.${window}.json`);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function readEntry(file: string): Promise<UnsavedText | null> {
  try {
    const parsed = unsavedTextSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (errnoOf(error) === null && !(error instanceof SyntaxError)) throw error;
    return null;
  }
}
