/** What sync tools left of notes that were changed in two places. Settling one is a refactoring of kind `versions`. */
import { z } from 'zod';
import { conflictCopySchema } from '../model/conflict-copy.ts';
import { method } from '../rpc/contract.ts';

export const conflictApi = {
  /** Copies of notes that are there themselves, by path. Told by their names alone. */
  'conflict.copies': method({ params: z.object({}), value: z.object({ copies: z.array(conflictCopySchema) }) }),
  /** Both texts as they are on disk, and whether they can be brought together without a collision. */
  'conflict.compare': method({
    params: conflictCopySchema,
    value: z.object({ mine: z.string(), theirs: z.string(), clean: z.boolean(), hasBase: z.boolean() }),
    failures: ['not-found', 'too-large', 'outside', 'io'],
  }),
} as const;
