/** What an index says, without the numbers that only it gives its rows: two that say the same are equal. */
import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { openIndexDatabase } from '../../electron/indexer/index-database.ts';
import { createIndexEngine } from '../../electron/indexer/index-engine.ts';

const asked: Readonly<Record<string, string>> = {
  // When a file was made is not among them: a file that is replaced whole is a new one to the system.
  files: 'SELECT path, path_key, name_key, stem_key, kind, area, title, size_bytes, modified_ms, inode, version, problem FROM files ORDER BY path',
  names: 'SELECT f.path, n.kind, n.text, n.line, n.level FROM names n JOIN files f ON f.id = n.file_id ORDER BY 1, 4, 2, 3',
  passages: 'SELECT f.path, p.seq, p.start_at, p.end_at, p.line, p.weight, p.has_context, p.heading_path, p.text FROM passages p JOIN files f ON f.id = p.file_id ORDER BY 1, 2',
  links: 'SELECT f.path, l.start_at, l.kind, l.embed, l.target, l.heading, l.block, l.line, l.raw, l.context, e.path AS leads FROM links l JOIN files f ON f.id = l.source_id LEFT JOIN files e ON e.id = l.resolved_id ORDER BY 1, 2',
  tags: 'SELECT f.path, t.tag_key, t.name, t.start_at, t.line FROM tags t JOIN files f ON f.id = t.file_id ORDER BY 1, 4',
  blocks: 'SELECT f.path, b.block_id, b.line FROM block_ids b JOIN files f ON f.id = b.file_id ORDER BY 1, 3, 2',
  properties: 'SELECT f.path, p.name, p.text, p.number FROM properties p JOIN files f ON f.id = p.file_id ORDER BY 1, 2, 3',
  tasks: 'SELECT f.path, t.line, t.start_at, t.mark, t.text FROM tasks t JOIN files f ON f.id = t.file_id ORDER BY 1, 2',
  words: 'SELECT term, doc, cnt FROM passages_vocab ORDER BY 1',
};

export type IndexDump = ReadonlyMap<string, readonly string[]>;

export function dumpIndex(databaseFile: string): IndexDump {
  const db = new Database(databaseFile, { readonly: true, fileMustExist: true });
  try {
    return new Map(Object.entries(asked).map(([name, sql]) => [name, db.prepare(sql).all().map((row) => JSON.stringify(row))]));
  } finally {
    db.close();
  }
}

/** The index of a folder, made from nothing. */
export function buildIndexAnew(root: string, databaseFile: string): IndexDump {
  for (const suffix of ['', '-wal', '-shm']) rmSync(databaseFile + suffix, { force: true });
  const { db } = openIndexDatabase(path.resolve(databaseFile), root);
  const engine = createIndexEngine(db, root);
  engine.compareAll();
  while (engine.readQueued(10_000) !== null);
  engine.close();
  db.close();
  return dumpIndex(databaseFile);
}

/** What one says and the other does not, a few lines of each. */
export function differences(live: IndexDump, anew: IndexDump): readonly string[] {
  const found: string[] = [];
  for (const [name, rows] of anew) {
    const now = live.get(name) ?? [];
    const [inLive, inNew] = [new Set(now), new Set(rows)];
    const missing = rows.filter((row) => !inLive.has(row)).slice(0, 3).map((row) => `${name}: missing ${row}`);
    const extra = now.filter((row) => !inNew.has(row)).slice(0, 3).map((row) => `${name}: too much ${row}`);
    const double = missing.length + extra.length === 0 && now.length !== rows.length ? [`${name}: ${now.length} rows for ${rows.length}`] : [];
    found.push(...missing, ...extra, ...double);
  }
  return found;
}
