/** Where a quickly written thought goes. */
import { z } from 'zod';

export const captureTargets = ['today', 'week', 'inbox'] as const;
export const captureTargetSchema = z.enum(captureTargets);
export type CaptureTarget = z.infer<typeof captureTargetSchema>;
