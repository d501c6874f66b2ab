/** Which cached answers an event of the core makes stale. */
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { VaultChange } from '#shared/model/vault.ts';
import type { Core } from './core.ts';
import type { Method } from './query.ts';

/** Whether a cached call is stale: by its method's name and its parameters. */
export type Staleness = (method: string, params: Readonly<Record<string, unknown>>) => boolean;

const noteMethods: readonly Method[] = ['note.read', 'history.list'];
const indexMethods: readonly Method[] = [
  'calendar.days',
  'template.list',
  'property.names',
  'property.values',
  'search.headings',
  'search.attachments',
  'search.random',
  'search.query',
  'search.quick',
  'search.tags',
  'search.notesWithTag',
  'query.run',
  'task.list',
  'link.backlinks',
  'link.unlinked',
  'link.outgoing',
  'link.unresolved',
  'refactor.repairs',
  'conflict.copies',
  'link.resolve',
  'graph.local',
  'graph.whole',
];

/** Files changed: their folders' lists, their texts and their histories. */
export function staleByChanges(changes: readonly VaultChange[]): Staleness {
  const paths = new Set<string>();
  const folders = new Set<string>();
  for (const change of changes) {
    for (const path of [change.path, change.fromPath]) {
      if (path === undefined) continue;
      paths.add(path);
      if (change.kind === 'modified') continue;
      // A new file may have brought its folders along, up to the root.
      for (let folder: string = path; folder !== ''; ) {
        folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
        folders.add(folder);
      }
    }
  }
  return (method, params) => {
    if (method === 'file.list') return folders.has(String(params.folder));
    if (method === 'conflict.compare') return paths.has(String(params.copy)) || paths.has(String(params.original));
    if (method === 'history.deleted') return folders.size > 0;
    if (method === 'note.daily') return folders.size > 0;
    return noteMethods.some((name) => name === method) && paths.has(String(params.path));
  };
}

/**
 * The index changed. Any search, tag or graph may have: only what is on screen asks again, and
 * links of a note by alias or heading cannot be told from its path alone.
 */
export function staleByIndex(): Staleness {
  return (method) => indexMethods.some((name) => name === method);
}

const staleByMethods =
  (...methods: readonly Method[]): Staleness =>
  (method) =>
    methods.some((name) => name === method);

/** Marks the concerned answers stale; those on screen are asked for again. */
export function invalidate(queries: QueryClient, stale: Staleness): void {
  void queries.invalidateQueries({ predicate: (query) => isStale(query.queryKey, stale) });
}

function isStale(key: QueryKey, stale: Staleness): boolean {
  const [method, params] = key;
  if (typeof method !== 'string') return false;
  return stale(method, typeof params === 'object' && params !== null ? { ...params } : {});
}

/** Keeps the cache true for the life of the window; the returned function ends that. */
export function followCore(core: Core, queries: QueryClient): () => void {
  const setAnswer = (method: Method, value: unknown): void => {
    queries.setQueryData([method, {}], value);
  };
  const endings = [
    core.on('vault.changed', ({ changes }) => invalidate(queries, staleByChanges(changes))),
    core.on('index.updated', () => invalidate(queries, staleByIndex())),
    core.on('vault.statusChanged', (status) => setAnswer('vault.status', status)),
    core.on('vault.opened', () => void queries.invalidateQueries()),
    core.on('settings.changed', (settings) => {
      setAnswer('settings.read', settings);
      invalidate(queries, staleByMethods('note.daily', 'calendar.days', 'calendar.periodOf', 'calendar.places', 'template.list', 'search.quick', 'search.tags', 'task.list', 'graph.whole'));
    }),
    core.on('llm.settingsChanged', (settings) => setAnswer('llm.settings', settings)),
    core.on('git.changed', (status) => setAnswer('git.status', status)),
    core.on('chat.changed', ({ id }) => {
      invalidate(queries, (method, params) => method === 'chat.list' || (method === 'chat.read' && params.id === id));
    }),
    core.on('job.updated', () => invalidate(queries, staleByMethods('job.list'))),
    // Events were missed while the connection was down.
    core.onStateChange(() => {
      if (core.state() === 'open') void queries.invalidateQueries();
    }),
  ];
  return () => {
    for (const end of endings) end();
  };
}
