/** Reading, writing, naming and keeping of notes and files. */
import { z } from 'zod';
import { noteSchema, snapshotSchema } from '../model/note.ts';
import { folderPathSchema, vaultPathSchema } from '../model/note-path.ts';
import { entrySchema, folderListingSchema } from '../model/vault.ts';
import { versionSchema } from '../model/version.ts';
import { method } from '../rpc/contract.ts';

const writeFailures = ['not-found', 'exists', 'bad-name', 'read-only', 'disk-full', 'io'] as const;

/** The largest text that one call may write, in UTF-16 units. */
const maximumTextLength = 64 * 1024 * 1024;

export const noteApi = {
  'note.read': method({
    params: z.object({ path: vaultPathSchema }),
    value: noteSchema,
    failures: ['not-found', 'too-large', 'outside', 'io'],
  }),
  /**
   * Writes the whole text of a note if the disk still holds `baseVersion` (null: no file yet).
   * `stale` carries `{ text, version }` of what is on disk now: merge, then write again.
   */
  'note.write': method({
    params: z.object({
      path: vaultPathSchema,
      text: z.string().max(maximumTextLength),
      baseVersion: versionSchema.nullable(),
    }),
    value: z.object({ version: versionSchema, changed: z.boolean(), modifiedMs: z.number() }),
    failures: ['stale', 'outside', ...writeFailures],
  }),
  /** Makes a note under a free name near `title` ("Untitled" when empty). */
  'note.create': method({
    params: z.object({ folder: folderPathSchema, title: z.string().max(500).default(''), text: z.string().max(maximumTextLength).default('') }),
    value: noteSchema,
    failures: writeFailures,
  }),
  'file.list': method({
    params: z.object({ folder: folderPathSchema }),
    value: folderListingSchema,
    failures: ['not-found', 'io'],
  }),
  'file.createFolder': method({ params: z.object({ path: vaultPathSchema }), value: entrySchema, failures: writeFailures }),
  /** Moves or renames a note or folder; links to it follow when `updateLinks`. */
  'file.move': method({
    params: z.object({ from: vaultPathSchema, to: vaultPathSchema, updateLinks: z.boolean().default(true) }),
    value: z.object({ path: vaultPathSchema, updatedNotes: z.array(vaultPathSchema) }),
    failures: writeFailures,
  }),
  /** Deletes to `.trash` in the vault or to the system's trash, as set. */
  'file.trash': method({
    params: z.object({ path: vaultPathSchema }),
    value: z.object({ trashedTo: z.enum(['vault-trash', 'system-trash']), trashPath: z.string().nullable() }),
    failures: writeFailures,
  }),
  /** Puts back what `file.trash` moved to `.trash`. */
  'file.restore': method({
    params: z.object({ trashPath: z.string(), path: vaultPathSchema }),
    value: z.object({ path: vaultPathSchema }),
    failures: writeFailures,
  }),
  /** Saves bytes (base64) as an attachment under a free name; the same bytes are stored once. */
  'file.attach': method({
    params: z.object({ notePath: vaultPathSchema, name: z.string().min(1).max(255), base64: z.string().max(96 * 1024 * 1024) }),
    value: z.object({
      path: vaultPathSchema,
      /** What to write between `![[` and `]]` for it in that note. */
      linkText: z.string(),
    }),
    failures: writeFailures,
  }),

  'history.list': method({
    params: z.object({ path: vaultPathSchema }),
    value: z.object({ snapshots: z.array(snapshotSchema) }),
  }),
  'history.read': method({
    params: z.object({ id: z.string().max(200) }),
    value: z.object({ text: z.string() }),
    failures: ['not-found'],
  }),
  /** Notes that are gone and whose last text is kept, newest first. */
  'history.deleted': method({
    params: z.object({}),
    value: z.object({ snapshots: z.array(snapshotSchema) }),
    failures: ['io'],
  }),
  /** Writes a deleted note again, from its last text: where it was, or under a free name beside. */
  'history.restoreDeleted': method({
    params: z.object({ id: z.string().max(200) }),
    value: z.object({ path: vaultPathSchema }),
    failures: writeFailures,
  }),
  /** Keeps a text that is on no disk (one side of a conflict), so that it can be found again. */
  'history.keep': method({
    params: z.object({ path: vaultPathSchema, text: z.string().max(maximumTextLength) }),
    value: snapshotSchema,
    failures: ['io'],
  }),
} as const;
