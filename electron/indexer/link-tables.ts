/** The index's tables as link resolution asks for them, and the resolved ends kept up to date. */
import { linkIndexOf, resolveLink, type LinkIndex } from '#shared/markdown/resolve-link.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

export function linkIndexOver(db: ReadableDb): LinkIndex {
  return {
    pathsByKey: (key) => db.all<{ path: string }>('SELECT path FROM files WHERE path_key = ?', key).map((row) => row.path),
    pathsByName: (key) => db.all<{ path: string }>('SELECT path FROM files WHERE name_key = ?', key).map((row) => row.path),
  };
}

/** The vault's files as links are resolved against them; kept until a file comes or goes. */
export interface FileLookup {
  readonly index: LinkIndex;
  idOf(path: string): number | null;
  /** Call when a file was added, removed or renamed. */
  forget(): void;
  /** Reads all files at once: for long work, where asking one by one would cost more. */
  loadAll(): void;
}

export function createFileLookup(db: ReadableDb): FileLookup {
  const tables = linkIndexOver(db);
  const idInTables = (path: string): number | null => db.get<{ id: number }>('SELECT id FROM files WHERE path = ?', path)?.id ?? null;
  let current = askingEach(tables, idInTables);
  return {
    index: {
      pathsByKey: (key) => current.index.pathsByKey(key),
      pathsByName: (key) => current.index.pathsByName(key),
    },
    idOf: (path) => current.idOf(path),
    forget: () => {
      current = askingEach(tables, idInTables);
    },
    loadAll: () => {
      const ids = new Map(db.all<{ id: number; path: string }>('SELECT id, path FROM files').map((row) => [row.path, row.id]));
      current = { index: linkIndexOf(ids.keys()), idOf: (path) => ids.get(path) ?? null };
    },
  };
}

/** Many links name the same few files: each is asked for once. */
function askingEach(tables: LinkIndex, idInTables: (path: string) => number | null): Pick<FileLookup, 'index' | 'idOf'> {
  return {
    index: { pathsByKey: once(tables.pathsByKey), pathsByName: once(tables.pathsByName) },
    idOf: once(idInTables),
  };
}

function once<V>(ask: (key: string) => V): (key: string) => V {
  const known = new Map<string, { readonly value: V }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = { value: ask(key) }));
    return found.value;
  };
}

interface OpenLink {
  readonly id: number;
  readonly target: string;
  readonly source: string;
  readonly resolved_id: number | null;
}

/** Points links that end in one of these names at their files again; null for all links. */
export function resolveLinksAgain(db: WritableDb, files: FileLookup, stemKeys: Iterable<string> | null): void {
  const open = 'SELECT links.id, links.target, files.path AS source, links.resolved_id FROM links JOIN files ON files.id = links.source_id';
  const resolve = (links: readonly OpenLink[]): void => {
    for (const link of links) {
      const path = resolveLink(link, link.source, files.index);
      const id = path === null ? null : files.idOf(path);
      if (id !== link.resolved_id) db.run('UPDATE links SET resolved_id = ? WHERE id = ?', id, link.id);
    }
  };
  if (stemKeys === null) resolve(db.all<OpenLink>(open));
  else for (const key of stemKeys) resolve(db.all<OpenLink>(`${open} WHERE links.stem_key = ?`, key));
}
