/** Changes that reach over several notes, planned before anything is written: rename, move, merge, extract, split. */
import { z } from 'zod';
import { folderPathSchema, vaultPathSchema } from './note-path.ts';
import { rangesSchema } from './search.ts';
import { replaceRuleSchema } from '../search/replacement.ts';
import { versionSchema } from './version.ts';

const leaveSchema = z.enum(['link', 'embed']);
const offset = z.number().int().nonnegative();

export const refactorRequestSchema = z.discriminatedUnion('kind', [
  /** A note, folder or attachment gets another path; links to it, and its own, keep their meaning. */
  z.object({ kind: z.literal('move'), from: vaultPathSchema, to: vaultPathSchema }),
  /** A note's text goes to the end of another one; links to it lead there; its file goes to the vault's trash. */
  z.object({ kind: z.literal('merge'), from: vaultPathSchema, into: vaultPathSchema }),
  /** A stretch of a note becomes a note of its own. Offsets are UTF-16 units of the text at `version`. */
  z.object({
    kind: z.literal('extract'),
    path: vaultPathSchema,
    version: versionSchema,
    start: offset,
    end: offset,
    title: z.string().min(1).max(500),
    /** Absent: where new notes go. */
    folder: folderPathSchema.optional(),
    leave: leaveSchema,
  }),
  /** Each section under a heading of this level becomes a note of its own. */
  z.object({
    kind: z.literal('split'),
    path: vaultPathSchema,
    level: z.number().int().min(1).max(6),
    folder: folderPathSchema.optional(),
    leave: leaveSchema,
  }),
  /** A heading gets other words; links to it follow. `was` is set where the note says the new words already. */
  z.object({
    kind: z.literal('heading'),
    path: vaultPathSchema,
    line: z.number().int().min(1),
    to: z.string().min(1).max(1000),
    was: z.string().max(1000).optional(),
  }),
  /** Words in notes become links to `target`. */
  z.object({
    kind: z.literal('link'),
    target: vaultPathSchema,
    places: z.array(z.object({ path: vaultPathSchema, start: offset, end: offset, words: z.string().max(1000) })).max(5000),
  }),
  /** Another program renamed `from` to `to`: links that still say the old name. */
  z.object({ kind: z.literal('repair'), from: vaultPathSchema, to: vaultPathSchema }),
  /** Text in all notes that a search finds (`''`: in all notes), but not in imported sources. */
  z.object({
    kind: z.literal('replace'),
    query: z.string().max(2000),
    rule: replaceRuleSchema,
    /** Also between the fences of the frontmatter. */
    properties: z.boolean(),
  }),
  /** A copy that a sync tool left of a note: what is kept stands in the note, the copy goes to the vault's trash. */
  z.object({ kind: z.literal('versions'), copy: vaultPathSchema, into: vaultPathSchema, keep: z.enum(['both', 'mine', 'theirs']) }),
]);
export type RefactorRequest = z.infer<typeof refactorRequestSchema>;

/** One line, with the part that changes marked. */
const excerptSchema = z.object({ text: z.string(), ranges: rangesSchema }).readonly();
export type Excerpt = z.infer<typeof excerptSchema>;

export const plannedChangeSchema = z
  .object({
    /** Unique in the plan; `apply` can leave out those that are optional. */
    id: z.number().int(),
    optional: z.boolean(),
    line: z.number().int(),
    before: excerptSchema,
    after: excerptSchema,
  })
  .readonly();
export type PlannedChange = z.infer<typeof plannedChangeSchema>;

export const plannedNoteSchema = z
  .object({
    /** Where the note is now, and where it will be. */
    path: vaultPathSchema,
    newPath: vaultPathSchema,
    /** At most the first 200. */
    changes: z.array(plannedChangeSchema).readonly(),
    changeCount: z.number().int(),
  })
  .readonly();
export type PlannedNote = z.infer<typeof plannedNoteSchema>;

export const refactorPlanSchema = z
  .object({
    id: z.string(),
    /** Files and folders that move. A folder stands for all that it holds. */
    moves: z.array(z.object({ from: vaultPathSchema, to: vaultPathSchema })).readonly(),
    created: z.array(z.object({ path: vaultPathSchema, words: z.number().int() })).readonly(),
    trashed: z.array(vaultPathSchema).readonly(),
    /** Notes whose text changes; at most the first 500. */
    notes: z.array(plannedNoteSchema).readonly(),
    noteCount: z.number().int(),
    changeCount: z.number().int(),
    /** Notes other than those that the request names. */
    otherNoteCount: z.number().int(),
    /** Links that cannot follow, and why. */
    left: z.array(z.object({ path: vaultPathSchema, line: z.number().int(), reason: z.enum(['read-only', 'no-such-link']) })).readonly(),
  })
  .readonly();
export type RefactorPlan = z.infer<typeof refactorPlanSchema>;

export const refactorResultSchema = z
  .object({
    /** For `refactor.undo`. */
    id: z.string(),
    updatedNotes: z.array(vaultPathSchema).readonly(),
    created: z.array(vaultPathSchema).readonly(),
    /** Notes that somebody else changed in the same moment, so that some of the change could not be made. */
    left: z.array(vaultPathSchema).readonly(),
  })
  .readonly();
export type RefactorResult = z.infer<typeof refactorResultSchema>;

export const refactorRecordSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['move', 'merge', 'extract', 'split', 'heading', 'link', 'repair', 'replace', 'versions']),
    /** What it was done to: the note, folder or target, or the text that was replaced. */
    subject: z.string(),
    atMs: z.number(),
    undone: z.boolean(),
  })
  .readonly();
export type RefactorRecord = z.infer<typeof refactorRecordSchema>;

export const linkRepairSchema = z
  .object({
    from: vaultPathSchema,
    to: vaultPathSchema,
    /** Links that lead nowhere since. */
    links: z.number().int(),
  })
  .readonly();
export type LinkRepair = z.infer<typeof linkRepairSchema>;
