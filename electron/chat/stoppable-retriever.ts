/** The vault as one answer sees it: without earlier chats, and silent as soon as the answer is stopped. */
import type { Retriever } from './retriever.ts';

export const chatFolder = 'chats/';

/** Settles as `work` does, or with `otherwise` as soon as the signal aborts. */
async function untilAborted<T>(work: () => Promise<T>, otherwise: T, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return otherwise;
  const { promise, resolve } = Promise.withResolvers<T>();
  const onAbort = (): void => resolve(otherwise);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * A search may wait for the index to catch up with an import; a stop does not wait with it.
 * Whatever the search gives, an answer never becomes a source of another one.
 */
export function createStoppableRetriever(retriever: Retriever, signal: AbortSignal): Retriever {
  return {
    search(query, limit) {
      const search = async () => {
        const found = await retriever.search(query, limit * 2);
        return found.filter((passage) => !passage.path.startsWith(chatFolder)).slice(0, limit);
      };
      return untilAborted(search, [], signal);
    },
    readNote: (path) => untilAborted(() => retriever.readNote(path), null, signal),
    backlinks: (path) => untilAborted(() => retriever.backlinks(path), [], signal),
  };
}
