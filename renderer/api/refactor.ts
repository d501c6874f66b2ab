/**
 * Changes over several notes, as any feature asks for them: planned, shown where other notes
 * change, applied, and taken back from the message that says so. `features/refactor` provides it.
 */
import { createContext, use } from 'react';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { RefactorRequest, RefactorResult } from '#shared/model/refactor.ts';
import type { Version } from '#shared/model/version.ts';

/** What is still to be asked before a request can be made. */
export type RefactorQuestion =
  | { readonly kind: 'merge'; readonly path: VaultPath }
  | { readonly kind: 'split'; readonly path: VaultPath }
  | { readonly kind: 'extract'; readonly path: VaultPath; readonly version: Version; readonly start: number; readonly end: number; readonly title: string }
  | { readonly kind: 'heading'; readonly path: VaultPath; readonly line: number; readonly words: string }
  /** In the notes that a search finds; `''` for all. */
  | { readonly kind: 'replace'; readonly query: string };

export interface RunOptions {
  /** `always`: also when only the notes that were named change. `never`: the person has seen it. Default: when other notes do. */
  readonly review?: 'always' | 'others' | 'never';
  /** Called once it is known what would change. */
  readonly onPlanned?: () => void;
  /** Gives up the planning. */
  readonly signal?: AbortSignal;
}

export interface Refactor {
  /** Null when the person declined, or it failed and they were told. */
  run(request: RefactorRequest, options?: RunOptions): Promise<RefactorResult | null>;
  ask(question: RefactorQuestion): void;
  /** Takes the last change back, also one from before a restart. */
  undoLast(): void;
}

export const RefactorContext = createContext<Refactor | null>(null);

export function useRefactor(): Refactor {
  const refactor = use(RefactorContext);
  if (refactor === null) throw new Error('useRefactor needs a RefactorContext above it.');
  return refactor;
}
