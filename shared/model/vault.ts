/** A vault as a person sees it: its folder, entries and the state of its index. */
import { z } from 'zod';
import { folderPathSchema, vaultPathSchema } from './note-path.ts';

export const vaultInfoSchema = z
  .object({
    /** Absolute folder on this machine. */
    folder: z.string(),
    name: z.string(),
    readOnly: z.boolean(),
  })
  .readonly();
export type VaultInfo = z.infer<typeof vaultInfoSchema>;

export const vaultStatusSchema = z
  .object({
    state: z.enum(['closed', 'indexing', 'ready']),
    /** Notes known, and how many of them the index holds. */
    notes: z.number().int(),
    indexed: z.number().int(),
    /** Notes read in a second, while indexing and once it can be told. */
    notesPerSecond: z.number().optional(),
    /** Notes that open read-only, with the reason; at most the first 100. */
    problems: z.array(
      z.object({
        path: z.string(),
        problem: z.enum(['not-utf8', 'too-large', 'unreadable', 'outside-link', 'bad-name']),
      }),
    ),
    /** Count of all problems, also those beyond the list. */
    problemCount: z.number().int(),
    /** Whether the file watcher runs, or scans have taken its place. */
    watching: z.enum(['native', 'polling', 'off']),
    /** Set when the index was rebuilt because it was missing, old or damaged. */
    rebuilt: z.enum(['no', 'missing', 'old', 'damaged']),
    /** The app's own databases that were damaged, kept as `….broken` and begun anew since it started. */
    setAside: z.array(z.string()).optional(),
  })
  .readonly();
export type VaultStatus = z.infer<typeof vaultStatusSchema>;

export const entrySchema = z
  .object({
    path: vaultPathSchema,
    name: z.string(),
    kind: z.enum(['folder', 'note', 'attachment']),
    modifiedMs: z.number(),
    sizeBytes: z.number(),
  })
  .readonly();
export type Entry = z.infer<typeof entrySchema>;

export const vaultChangeSchema = z
  .object({
    kind: z.enum(['created', 'modified', 'deleted', 'moved']),
    path: vaultPathSchema,
    /** Where a moved file was. */
    fromPath: vaultPathSchema.optional(),
    entry: z.enum(['folder', 'note', 'attachment']),
    /** Hash of the content now; absent for folders and deletions. */
    version: z.string().optional(),
    /** Who changed it: this app through a call, or another program. */
    origin: z.enum(['app', 'outside']),
  })
  .readonly();
export type VaultChange = z.infer<typeof vaultChangeSchema>;

export const folderListingSchema = z
  .object({ folder: folderPathSchema, entries: z.array(entrySchema).readonly() })
  .readonly();
export type FolderListing = z.infer<typeof folderListingSchema>;
