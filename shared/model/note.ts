/** A note as it crosses the boundary between core and renderer. */
import { z } from 'zod';
import { vaultPathSchema } from './note-path.ts';
import { versionSchema } from './version.ts';

export const noteSchema = z
  .object({
    path: vaultPathSchema,
    /** Decoded text with its own line ends and without the byte order mark. */
    text: z.string(),
    version: versionSchema,
    /** Why the note cannot be written, or null. `not-utf8` text is shown as decoded with losses. */
    readOnly: z.enum(['not-utf8', 'too-large', 'no-permission', 'vault-read-only']).nullable(),
    hasBom: z.boolean(),
    sizeBytes: z.number(),
    modifiedMs: z.number(),
    createdMs: z.number(),
  })
  .readonly();
export type Note = z.infer<typeof noteSchema>;

export const snapshotSchema = z
  .object({
    id: z.string(),
    path: vaultPathSchema,
    takenMs: z.number(),
    sizeBytes: z.number(),
    version: versionSchema,
    /** What made it: a write of the app, the state before it, an outside change, a conflict, a deletion. */
    reason: z.enum(['write', 'before-write', 'outside', 'conflict', 'delete', 'run']),
  })
  .readonly();
export type Snapshot = z.infer<typeof snapshotSchema>;
