/** The index's tables as link resolution asks for them, and the resolved ends kept up to date. */
import { resolveLink, type LinkIndex } from '#shared/markdown/resolve-link.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { pathKeys } from './file-row.ts';

export function linkIndexOver(db: ReadableDb): LinkIndex {
  return {
    pathsByKey: (key) => db.all<{ path: string }>('SELECT path FROM files WHERE path_key = ?', key).map((row) => row.path),
    pathsByName: (key) => db.all<{ path: string }>('SELECT path FROM files WHERE name_key = ?', key).map((row) => row.path),
  };
}

/** The vault's files as links are resolved against them. */
export interface FileLookup {
  readonly index: LinkIndex;
  idOf(path: string): number | null;
  /** Call for each file that came, went, or was renamed (gone, then come). */
  came(path: string, id: number): void;
  went(path: string): void;
  /** Reads all files at once: for long work, where asking one by one would cost more. Kept up to date until `forget`. */
  loadAll(): void;
  forget(): void;
}

interface Known {
  readonly index: LinkIndex;
  idOf(path: string): number | null;
  came(path: string, id: number): void;
  went(path: string): void;
}

export function createFileLookup(db: ReadableDb): FileLookup {
  let all: Known | null = null;
  let each = askingEach(db);
  const current = (): Known => all ?? each;
  return {
    index: {
      pathsByKey: (key) => current().index.pathsByKey(key),
      pathsByName: (key) => current().index.pathsByName(key),
    },
    idOf: (path) => current().idOf(path),
    came(path, id) {
      all?.came(path, id);
      each = askingEach(db);
    },
    went(path) {
      all?.went(path);
      each = askingEach(db);
    },
    loadAll() {
      all ??= knowingAll(db);
    },
    forget() {
      all = null;
      each = askingEach(db);
    },
  };
}

function knowingAll(db: ReadableDb): Known {
  const ids = new Map<string, number>();
  const byKey = new Map<string, string[]>();
  const byName = new Map<string, string[]>();
  const add = (path: string, id: number, pathKey: string, nameKey: string): void => {
    ids.set(path, id);
    push(byKey, pathKey, path);
    push(byName, nameKey, path);
  };
  for (const row of db.all<{ id: number; path: string; path_key: string; name_key: string }>('SELECT id, path, path_key, name_key FROM files')) {
    add(row.path, row.id, row.path_key, row.name_key);
  }
  return {
    index: { pathsByKey: (key) => byKey.get(key) ?? [], pathsByName: (key) => byName.get(key) ?? [] },
    idOf: (path) => ids.get(path) ?? null,
    came(path, id) {
      const keys = pathKeys(path);
      add(path, id, keys.pathKey, keys.nameKey);
    },
    went(path) {
      const keys = pathKeys(path);
      ids.delete(path);
      byKey.set(keys.pathKey, (byKey.get(keys.pathKey) ?? []).filter((other) => other !== path));
      byName.set(keys.nameKey, (byName.get(keys.nameKey) ?? []).filter((other) => other !== path));
    },
  };
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Many links name the same few files: each is asked for once. */
function askingEach(db: ReadableDb): Known {
  const tables = linkIndexOver(db);
  return {
    index: { pathsByKey: once(tables.pathsByKey), pathsByName: once(tables.pathsByName) },
    idOf: once((path) => db.get<{ id: number }>('SELECT id FROM files WHERE path = ?', path)?.id ?? null),
    came: () => undefined,
    went: () => undefined,
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

/** Points links that end in one of these names at their files again. What it costs depends on those links alone. */
export function resolveLinksAgain(db: WritableDb, files: FileLookup, stemKeys: Iterable<string>): void {
  // A first pass names every file, and no link is there yet.
  if (db.get('SELECT 1 FROM links LIMIT 1') === undefined) return;
  for (const key of stemKeys) {
    const links = db.all<OpenLink>(
      'SELECT links.id, links.target, files.path AS source, links.resolved_id FROM links JOIN files ON files.id = links.source_id WHERE links.stem_key = ?',
      key,
    );
    for (const link of links) {
      const path = resolveLink(link, link.source, files.index);
      const id = path === null ? null : files.idOf(path);
      if (id !== link.resolved_id) db.run('UPDATE links SET resolved_id = ? WHERE id = ?', id, link.id);
    }
  }
}
