/** Long work that can be watched and cancelled. */
import { z } from 'zod';

export const jobSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['import', 'compile']),
    /** What it works on, for a person: a file name. */
    subject: z.string(),
    state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted']),
    progress: z.object({
      /** The step under way; a key that the renderer translates. */
      step: z.string(),
      done: z.number(),
      /** 0 while unknown. */
      total: z.number(),
      unit: z.enum(['bytes', 'messages', 'blocks', 'pages']),
      counts: z.record(z.string(), z.number()),
    }),
    startedMs: z.number(),
    endedMs: z.number().nullable(),
    /** Set when it failed: a code and what to do. */
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .readonly();
export type Job = z.infer<typeof jobSchema>;
