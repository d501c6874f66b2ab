/** A vault in a git repository: its trust, its state, and bringing it together with its remote. */
import { z } from 'zod';
import { gitResultSchema, gitScheduleSchema, gitStatusSchema } from '../model/git.ts';
import { event, method } from '../rpc/contract.ts';

const failures = ['not-a-repository', 'not-trusted', 'not-writable', 'busy'] as const;

export const gitApi = {
  /** Runs no git before the person trusted the repository. */
  'git.status': method({ params: z.object({}), value: gitStatusSchema }),
  /** Trusts the repository with the settings that it has now, or no longer. */
  'git.trust': method({ params: z.object({ trusted: z.boolean() }), value: gitStatusSchema, failures }),
  /** Commits the vault's files. How it ended is in the value: what git refuses is no failure of the call. */
  'git.commit': method({ params: z.object({ message: z.string().max(10_000).optional() }), value: gitResultSchema, failures }),
  /** Commits, fetches, merges and pushes. `busy`: it is at it already. */
  'git.sync': method({ params: z.object({}), value: gitResultSchema, failures }),
  /** Stops what runs, at the next place where nothing is half done. */
  'git.cancel': method({ params: z.object({}), value: z.object({}) }),
  'git.schedule': method({ params: z.object({ schedule: gitScheduleSchema }), value: gitStatusSchema, failures }),
  /** The person has seen to the conflicts of a path, or of all. */
  'git.dismiss': method({ params: z.object({ path: z.string().optional() }), value: gitStatusSchema, failures }),
  'git.changed': event(gitStatusSchema),
} as const;
