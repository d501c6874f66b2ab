/** Content versions: what a writer believes is on disk. */
import { z } from 'zod';

/** SHA-256 of a file's bytes, 64 lower-case hex digits. */
export const versionSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Version'>();
export type Version = z.infer<typeof versionSchema>;
