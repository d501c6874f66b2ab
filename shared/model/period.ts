/** A stretch of time that has a note of its own. */
import { z } from 'zod';

export const periodSchema = z.enum(['day', 'week']);
export type Period = z.infer<typeof periodSchema>;
