/** Renaming, moving, merging, extracting, splitting: planned, applied as one, undone as one. */
import { z } from 'zod';
import { vaultPathSchema } from '../model/note-path.ts';
import { linkRepairSchema, refactorPlanSchema, refactorRecordSchema, refactorRequestSchema, refactorResultSchema } from '../model/refactor.ts';
import { event, method } from '../rpc/contract.ts';

const failures = ['not-found', 'exists', 'bad-name', 'read-only', 'disk-full', 'io', 'stale', 'nothing-to-do', 'bad-pattern', 'too-slow', 'too-many'] as const;
const recordId = z.string().max(100);

export const refactorApi = {
  /** What a change would do, in all notes. Nothing is written. The plan is kept until it is applied. */
  'refactor.plan': method({ params: z.object({ request: refactorRequestSchema }), value: refactorPlanSchema, failures }),
  /** Carries a plan out, whole. `stale`: a note changed since it was planned; plan again. */
  'refactor.apply': method({
    params: z.object({ id: recordId, exclude: z.array(z.number().int()).max(100_000).default([]) }),
    value: refactorResultSchema,
    failures,
  }),
  /** Takes a change back; the last one when no id is given. `left` are notes that have other text in the place by now. */
  'refactor.undo': method({
    params: z.object({ id: recordId.optional() }),
    value: z.object({ record: refactorRecordSchema, changed: z.array(vaultPathSchema), left: z.array(vaultPathSchema) }),
    failures,
  }),
  /** What other programs renamed while links still say the old name. */
  'refactor.repairs': method({ params: z.object({}), value: z.object({ repairs: z.array(linkRepairSchema) }) }),
  'refactor.renamedOutside': event(z.object({})),
  /** What was done, the last first. */
  'refactor.list': method({ params: z.object({}), value: z.object({ records: z.array(refactorRecordSchema) }) }),
} as const;
