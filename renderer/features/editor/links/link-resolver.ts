/** Knows where the links of one note lead: asks the core once per target, again when the index changes. */
import type { VaultPath } from '#shared/model/note-path.ts';

export interface ResolvedLink {
  readonly path: VaultPath | null;
  /** First line of the heading or block, from 1. */
  readonly line: number | null;
  /** Where a note of this name would be made. */
  readonly suggestedPath: VaultPath | null;
}

export interface LinkResolver {
  /** What is known of a target already; undefined before the first answer. */
  peek(target: string): ResolvedLink | undefined;
  /** Null where the core could not say. */
  resolve(target: string): Promise<ResolvedLink | null>;
  /** Calls back when answers may have changed: ask again. */
  onChange(listener: () => void): () => void;
  /** Forgets what may be stale and tells the listeners. */
  refresh(): void;
}

/** More calls at once gain nothing and would crowd out typing. */
const maximumCalls = 8;

export function createLinkResolver(ask: (target: string) => Promise<ResolvedLink | null>): LinkResolver {
  const known = new Map<string, ResolvedLink>();
  const pending = new Map<string, Promise<ResolvedLink | null>>();
  const listeners = new Set<() => void>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let generation = 0;

  async function limited(target: string): Promise<ResolvedLink | null> {
    if (running >= maximumCalls) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await ask(target);
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  }

  return {
    peek: (target) => known.get(target),
    resolve(target) {
      const found = pending.get(target);
      if (found !== undefined) return found;
      const asked = generation;
      const answer = limited(target).then((value) => {
        if (value !== null) known.set(target, value);
        // A failed answer, or one from before a change, is asked for again next time.
        if (value === null || asked !== generation) pending.delete(target);
        return value;
      });
      pending.set(target, answer);
      return answer;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh() {
      generation += 1;
      pending.clear();
      for (const listener of listeners) listener();
    },
  };
}
