/** The index's tables as link resolution asks for them, and the resolved ends kept up to date. */
import { resolveLink, type LinkIndex } from '#shared/markdown/resolve-link.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

export function linkIndexOver(db: ReadableDb): LinkIndex {
  return {
    pathsByKey: (key) => db.all<{ path: string }>('SELECT path FROM files WHERE path_key = ?', key).map((row) => row.path),
    pathsByName: (key) => db.all<{ path: string }>('SELECT path FROM files WHERE name_key = ?', key).map((row) => row.path),
  };
}

interface OpenLink {
  readonly id: number;
  readonly target: string;
  readonly source: string;
  readonly resolved_id: number | null;
}

const openLinks = `SELECT links.id, links.target, files.path AS source, links.resolved_id
  FROM links JOIN files ON files.id = links.source_id`;

/** Points links at their files again; returns the paths of notes whose links changed their end. */
export interface LinkResolver {
  /** All links that end in one of these names. */
  resolveStems(stemKeys: Iterable<string>): void;
  /** All links of these notes. */
  resolveSources(fileIds: Iterable<number>): void;
  resolveAll(): void;
}

export function createLinkResolver(db: WritableDb): LinkResolver {
  function resolve(links: readonly OpenLink[]): void {
    const index = cachedIndex(db);
    for (const link of links) {
      const path = resolveLink(link, link.source, index);
      const id = path === null ? null : (db.get<{ id: number }>('SELECT id FROM files WHERE path = ?', path)?.id ?? null);
      if (id !== link.resolved_id) db.run('UPDATE links SET resolved_id = ? WHERE id = ?', id, link.id);
    }
  }
  return {
    resolveStems(stemKeys) {
      for (const key of stemKeys) resolve(db.all<OpenLink>(`${openLinks} WHERE links.stem_key = ?`, key));
    },
    resolveSources(fileIds) {
      for (const id of fileIds) resolve(db.all<OpenLink>(`${openLinks} WHERE links.source_id = ?`, id));
    },
    resolveAll() {
      resolve(db.all<OpenLink>(openLinks));
    },
  };
}

/** Many links of one batch name the same few files. Valid while no file comes or goes. */
function cachedIndex(db: ReadableDb): LinkIndex {
  const plain = linkIndexOver(db);
  const keys = new Map<string, readonly string[]>();
  const names = new Map<string, readonly string[]>();
  const through = (map: Map<string, readonly string[]>, key: string, ask: (key: string) => readonly string[]): readonly string[] => {
    let found = map.get(key);
    if (found === undefined) map.set(key, (found = ask(key)));
    return found;
  };
  return {
    pathsByKey: (key) => through(keys, key, plain.pathsByKey),
    pathsByName: (key) => through(names, key, plain.pathsByName),
  };
}
