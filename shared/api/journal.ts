/** Unsaved text, kept outside the vault for as long as it is on no disk: what a crash must not take. */
import { z } from 'zod';
import { vaultPathSchema } from '../model/note-path.ts';
import { versionSchema } from '../model/version.ts';
import { method } from '../rpc/contract.ts';

/** A window names itself; it keeps its name through a reload. */
const windowSchema = z.string().regex(/^[\w-]{1,64}$/);

/** In UTF-16 units; longer texts are kept by the page alone. */
const longestText = 16 * 1024 * 1024;

export const unsavedTextSchema = z
  .object({
    window: windowSchema,
    path: vaultPathSchema,
    text: z.string().max(longestText),
    /** The text and version from which it departs; null where no file was there, or no room. */
    baseText: z.string().max(longestText).nullable(),
    baseVersion: versionSchema.nullable(),
    /** When it was kept; epoch milliseconds. */
    atMs: z.number(),
  })
  .readonly();
export type UnsavedText = z.infer<typeof unsavedTextSchema>;

export const journalApi = {
  /** Keeps the unsaved text of a note in a window, in place of what that window kept of it before. */
  'journal.keep': method({ params: unsavedTextSchema, value: z.object({}), failures: ['io', 'disk-full'] }),
  /** What is kept of a note by any window, or of all notes; newest first. */
  'journal.list': method({
    params: z.object({ path: vaultPathSchema.optional() }),
    value: z.object({ entries: z.array(unsavedTextSchema) }),
    failures: ['io'],
  }),
  'journal.drop': method({ params: z.object({ window: windowSchema, path: vaultPathSchema }), value: z.object({}), failures: ['io'] }),
} as const;
