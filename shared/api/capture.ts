/** Quick capture: a thought goes to the end of a note without opening it. */
import { z } from 'zod';
import { captureTargetSchema } from '../model/capture.ts';
import { vaultPathSchema } from '../model/note-path.ts';
import { method } from '../rpc/contract.ts';

export const captureApi = {
  /**
   * Appends to the note of today or this week (made from its template where there is none, with the first answers to what that asks) or to the inbox, and leaves
   * every byte that is there as it is; or to a note that is named and must be there. A note that another program changes meanwhile is read again.
   */
  'note.capture': method({
    params: z.object({ text: z.string().trim().min(1).max(1_000_000), target: z.union([captureTargetSchema, z.object({ path: vaultPathSchema })]) }),
    value: z.object({ path: vaultPathSchema }),
    failures: ['stale', 'outside', 'too-large', 'not-found', 'exists', 'bad-name', 'read-only', 'disk-full', 'io'],
  }),
} as const;
