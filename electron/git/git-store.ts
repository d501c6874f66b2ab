/** What the app remembers of repositories, in its own folder and never in a vault: trust, schedule, results. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { gitConflictSchema, gitResultSchema, gitScheduleSchema } from '#shared/model/git.ts';
import { writeFileAtomically } from '../platform/atomic-file.ts';
import { setFileAside } from '../platform/broken-file.ts';

/** A merge whose files were being written when the app last looked. */
const mergeSchema = z.object({ head: z.string(), commit: z.string() }).readonly();
export type PendingMerge = z.infer<typeof mergeSchema>;

const recordSchema = z
  .object({
    /** Real path of the repository. */
    folder: z.string(),
    /** What was trusted: `identityOf`. Null: nothing (any more). */
    identity: z.string().nullable().default(null),
    schedule: gitScheduleSchema.default({ minutes: 0, action: 'sync' }),
    last: gitResultSchema.nullable().default(null),
    conflicts: z.array(gitConflictSchema).readonly().default([]),
    pending: mergeSchema.nullable().default(null),
  })
  .readonly();
export type GitRecord = z.infer<typeof recordSchema>;
const fileSchema = z.array(recordSchema);

export interface GitStore {
  read(folder: string): GitRecord;
  /** Resolves when it is on disk. Throws system errors. */
  update(folder: string, patch: Partial<Omit<GitRecord, 'folder'>>): Promise<GitRecord>;
}

export function createGitStore(file: string): GitStore {
  let records = load(file);
  let queue: Promise<unknown> = Promise.resolve();
  const read = (folder: string): GitRecord => records.find((record) => record.folder === folder) ?? recordSchema.parse({ folder });
  return {
    read,
    update(folder, patch) {
      const next: GitRecord = { ...read(folder), ...patch, folder };
      const withNext = (all: readonly GitRecord[]): readonly GitRecord[] => [next, ...all.filter((record) => record.folder !== folder)];
      records = withNext(records);
      const run = queue.then(async () => {
        await mkdir(path.dirname(file), { recursive: true });
        // Another Verso may have written of another repository meanwhile.
        const all = withNext(load(file));
        await writeFileAtomically(file, Buffer.from(`${JSON.stringify(all, null, 2)}\n`), { mode: 0o600 });
        return next;
      });
      queue = run.catch(() => undefined);
      return run;
    },
  };
}

/** Without its file nothing is trusted. */
function load(file: string): readonly GitRecord[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    setFileAside(file);
    return [];
  }
}
