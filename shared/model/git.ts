/** A vault in a git repository, as a person sees it: trust, what changed, and how the last sync ended. */
import { z } from 'zod';

/** Why git did not do what was asked. Words for each are in the window's `git.failure`. */
export const gitFailureCodes = [
  'not-installed',
  'too-old',
  'not-a-repository',
  'not-trusted',
  'no-remote',
  'no-identity',
  'auth',
  'offline',
  'unrelated',
  'merge-underway',
  'detached',
  'locked',
  'local-changes',
  'rejected',
  'refused',
  'not-writable',
  'busy',
  'timeout',
  'stopped',
  'git-failed',
] as const;
export type GitFailureCode = (typeof gitFailureCodes)[number];

/** What a merge could not decide; both sides are kept. Paths are the vault's where the file is in it. */
export const gitConflictSchema = z
  .object({
    path: z.string(),
    /**
     * `both-texts`: the note holds both versions where they collide. `two-files`: the other version stands
     * beside it as `other`. `kept`: deleted on one side, edited on the other, and kept.
     */
    kind: z.enum(['both-texts', 'two-files', 'kept']),
    other: z.string().nullable(),
    atMs: z.number(),
  })
  .readonly();
export type GitConflict = z.infer<typeof gitConflictSchema>;

export const gitResultSchema = z
  .object({
    atMs: z.number(),
    /** Null: it went well. */
    failure: z.object({ code: z.enum(gitFailureCodes), message: z.string() }).readonly().nullable(),
    /** Files in the commit of what was changed here. */
    committed: z.number().int(),
    /** Files changed by what came. */
    received: z.number().int(),
    /** Commits that went to the remote. */
    sent: z.number().int(),
  })
  .readonly();
export type GitResult = z.infer<typeof gitResultSchema>;

export const gitScheduleSchema = z
  .object({
    /** 0 is never. */
    minutes: z.number().int().min(0).max(1440),
    action: z.enum(['commit', 'sync']),
  })
  .readonly();
export type GitSchedule = z.infer<typeof gitScheduleSchema>;

export const gitStepSchema = z.enum(['commit', 'fetch', 'merge', 'write', 'push']);
export type GitStep = z.infer<typeof gitStepSchema>;

export const gitStatusSchema = z
  .object({
    /**
     * `none`: the vault is in no repository. `untrusted`: it is in one, and no git ran there; `changed` where it was
     * trusted with other settings than it has now. `failed`: git cannot be asked. `ready`: the rest holds.
     */
    kind: z.enum(['none', 'untrusted', 'changed', 'failed', 'ready']),
    /** The repository's folder. */
    folder: z.string(),
    branch: z.string().nullable(),
    /** Its name and address, without what is secret in it. */
    remote: z.object({ name: z.string(), address: z.string() }).readonly().nullable(),
    /** Files of the vault that are not in the last commit. */
    changed: z.number().int(),
    ahead: z.number().int(),
    behind: z.number().int(),
    running: z.object({ step: gitStepSchema, done: z.number().int(), total: z.number().int() }).readonly().nullable(),
    schedule: gitScheduleSchema,
    last: gitResultSchema.nullable(),
    /** Until the person has looked at them. */
    conflicts: z.array(gitConflictSchema).readonly(),
    /** What stands in the way now, as far as can be told without trying. */
    problem: z.object({ code: z.enum(gitFailureCodes), message: z.string() }).readonly().nullable(),
  })
  .readonly();
export type GitStatus = z.infer<typeof gitStatusSchema>;
