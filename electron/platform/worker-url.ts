/** Finds the file that a worker thread starts from, in the sources and in the built app alike. */

/** Each worker's source, relative to this file. The build makes one entry of each, under its name. */
const workerSources = {
  'index-worker': '../indexer/index-worker.ts',
  'read-worker': '../indexer/read-worker.ts',
  'replace-worker': '../refactor/replace-worker.ts',
  'search-worker': '../search/search-worker.ts',
} as const;

export type WorkerName = keyof typeof workerSources;

/**
 * From sources Node runs the `.ts` itself. Built code lies flat in `dist/node/`, so that a
 * worker's entry is always beside the chunk that asks.
 */
export function workerUrl(name: WorkerName): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL(workerSources[name], import.meta.url)
    : new URL(`./${name}.js`, import.meta.url);
}
