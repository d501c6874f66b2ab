/**
 * What changes over several notes were made, each in a file of its own: written before the first
 * step, so that a crash in the middle is finished at the next start, and kept for undo.
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { refactorRecordSchema, type RefactorRecord } from '#shared/model/refactor.ts';
import { versionSchema } from '#shared/model/version.ts';
import { writeFileAtomically } from '../platform/atomic-file.ts';
import { errnoOf } from '../platform/io-failure.ts';

const keptEditSchema = z
  .object({
    start: z.number().int(),
    end: z.number().int(),
    text: z.string(),
    old: z.string(),
    near: z.tuple([z.string(), z.string()]).readonly(),
    nearAfter: z.tuple([z.string(), z.string()]).readonly(),
  })
  .readonly();

const operationSchema = refactorRecordSchema.unwrap().extend({
  /** What is left to do, should the process end now. */
  state: z.enum(['applying', 'done', 'undoing', 'undone']),
  moves: z.array(z.object({ from: vaultPathSchema, to: vaultPathSchema })),
  created: z.array(z.object({ path: vaultPathSchema, text: z.string(), version: versionSchema })),
  /** `bytes` (base64) are those that went to the trash. */
  trashed: z.array(z.object({ path: vaultPathSchema, bytes: z.string(), version: versionSchema, trashPath: z.string().nullable() })),
  /** Paths are those after the moves. */
  notes: z.array(z.object({ path: vaultPathSchema, before: versionSchema, after: versionSchema, edits: z.array(keptEditSchema) })),
});
export type Operation = z.infer<typeof operationSchema>;

export interface RecordStore {
  save(operation: Operation): Promise<void>;
  remove(id: string): Promise<void>;
  read(id: string): Promise<Operation | null>;
  /** The last first. */
  list(): Promise<readonly Operation[]>;
}

/** Older ones than this many are forgotten. */
const keptOperations = 50;

export function createRecordStore(folder: string): RecordStore {
  const fileOf = (id: string): string => path.join(folder, `${id}.json`);

  async function readFileAt(file: string): Promise<Operation | null> {
    try {
      const parsed = operationSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  async function ids(): Promise<readonly string[]> {
    try {
      const names = await readdir(folder);
      return names.flatMap((name) => /^(\d+-[0-9a-f]{8})\.json$/u.exec(name)?.[1] ?? []).sort().toReversed();
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  return {
    async save(operation) {
      await mkdir(folder, { recursive: true });
      await writeFileAtomically(fileOf(operation.id), Buffer.from(JSON.stringify(operation)));
      for (const old of (await ids()).slice(keptOperations)) await rm(fileOf(old), { force: true });
    },
    remove: (id) => rm(fileOf(id), { force: true }),
    read: async (id) => (/^\d+-[0-9a-f]{8}$/u.test(id) ? readFileAt(fileOf(id)) : null),
    async list() {
      const operations = await Promise.all((await ids()).map((id) => readFileAt(fileOf(id))));
      return operations.filter((operation) => operation !== null);
    },
  };
}

export function recordOf({ id, kind, subject, atMs, undone }: Operation): RefactorRecord {
  return { id, kind, subject, atMs, undone };
}
