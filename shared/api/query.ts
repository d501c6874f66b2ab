/** Blocks of the language `verso` in notes: tables and lists over the index. */
import { z } from 'zod';
import { vaultPathSchema } from '../model/note-path.ts';
import { queryResultSchema } from '../model/query.ts';
import { method } from '../rpc/contract.ts';

export const queryApi = {
  'query.run': method({
    params: z.object({
      /** What stands between the fences. */
      text: z.string().max(100_000),
      /** The note that the block stands in. */
      from: vaultPathSchema,
    }),
    value: z.object({ result: queryResultSchema }),
  }),
} as const;
