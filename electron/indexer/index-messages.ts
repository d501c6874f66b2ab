/** What the app and its index worker tell each other. Both are ours: structured clones, not parsed. */
import type { VaultChange } from '#shared/model/vault.ts';
import type { RebuildReason } from './index-database.ts';
import type { IndexProblem, IndexUpdate } from './index-engine.ts';

export interface IndexWorkerData {
  readonly root: string;
  readonly databaseFile: string;
}

export type ToIndexWorker =
  | { readonly kind: 'own'; readonly changes: readonly VaultChange[] }
  | { readonly kind: 'outside'; readonly paths: readonly string[] }
  | { readonly kind: 'lookAgain'; readonly folders: readonly string[] }
  | { readonly kind: 'prefer'; readonly path: string }
  | { readonly kind: 'compare' }
  | { readonly kind: 'rebuild'; readonly reason: RebuildReason }
  /** Answered by `settled` when all that was said before is in the index. */
  | { readonly kind: 'settle'; readonly id: number }
  | { readonly kind: 'close' };

export interface IndexProgress {
  readonly state: 'indexing' | 'ready';
  readonly notes: number;
  readonly indexed: number;
  /** Notes read in a second, while indexing and once it can be told. */
  readonly notesPerSecond?: number;
  readonly problems: readonly IndexProblem[];
  readonly problemCount: number;
}

export type FromIndexWorker =
  /** The database can be opened for reading; said again after a rebuild. */
  | { readonly kind: 'opened'; readonly rebuilt: RebuildReason | 'no' }
  | ({ readonly kind: 'progress' } & IndexProgress)
  | ({ readonly kind: 'updated' } & IndexUpdate)
  | { readonly kind: 'settled'; readonly id: number }
  /** One message could not be carried out: a bug. The worker goes on. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'closed' };
