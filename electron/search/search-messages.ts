/** What the app and its search worker tell each other. Both are ours: structured clones, not parsed. */
import type { QueryNode } from '#shared/search/query-tree.ts';
import type { NoteMatch } from './note-match.ts';

export interface SearchWorkerData {
  readonly databaseFile: string;
}

export type ToSearchWorker =
  | { readonly kind: 'search'; readonly id: number; readonly root: QueryNode; readonly sources: boolean; readonly typing: string | null }
  | { readonly kind: 'cancel'; readonly id: number };

export type FromSearchWorker =
  | { readonly kind: 'found'; readonly id: number; readonly matches: readonly NoteMatch[] }
  | { readonly kind: 'ended'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
