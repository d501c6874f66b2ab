/** Opens the index of a vault, or makes it anew where it cannot be used. The index holds no truth. */
import { existsSync, rmSync } from 'node:fs';
import { isDamage, openWritable, type WritableDb } from '../db/database.ts';
import { indexContentVersion, indexMigrations } from '../db/index-schema/index-migrations.ts';
import { migrate } from '../db/migration.ts';

/** Why an index was begun anew. */
export type RebuildReason = 'missing' | 'old' | 'damaged';

export interface OpenedIndex {
  readonly db: WritableDb;
  readonly rebuilt: RebuildReason | 'no';
}

export function openIndexDatabase(file: string, root: string): OpenedIndex {
  if (!existsSync(file)) return { db: create(file, root), rebuilt: 'missing' };
  let reason: RebuildReason = 'damaged';
  let db: WritableDb | null = null;
  try {
    db = openWritable(file, { durable: false, foreignKeys: false });
    const state = migrate(db, indexMigrations);
    const content = meta(db, 'content');
    if (state !== 'newer' && content === String(indexContentVersion) && meta(db, 'root') === root) {
      // Reads the schema and one page of each table: what is badly damaged fails here, not later.
      db.get('SELECT count(*) FROM (SELECT 1 FROM passages_fts LIMIT 1)');
      db.get('SELECT max(id) FROM passages');
      db.get('SELECT max(id) FROM links');
      return { db, rebuilt: 'no' };
    }
    reason = state === 'new' ? 'missing' : 'old';
  } catch (error) {
    if (!isDamage(error) && !(error instanceof Error && 'code' in error)) throw error;
  }
  db?.close();
  deleteIndexFiles(file);
  return { db: create(file, root), rebuilt: reason };
}

/** Empties a sound index in one step: readers see the old one until then, and keep their connection. */
export function emptyIndex(db: WritableDb, root: string): void {
  db.transaction(() => {
    const tables = db.all<{ name: string }>(
      // A virtual table takes its shadows along.
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%' ORDER BY type = 'table', name = 'files'",
    );
    for (const { name } of tables) db.exec(`DROP TABLE IF EXISTS "${name}"`);
    db.exec('PRAGMA user_version = 0');
    for (const migration of indexMigrations) {
      db.exec(migration.sql);
      db.exec(`PRAGMA user_version = ${migration.version}`);
    }
    prepareTables(db, root);
  });
}

export function deleteIndexFiles(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}

function create(file: string, root: string): WritableDb {
  const db = openWritable(file, { durable: false, foreignKeys: false });
  migrate(db, indexMigrations);
  prepareTables(db, root);
  return db;
}

function prepareTables(db: WritableDb, root: string): void {
  // A larger buffer than SQLite's makes the first pass faster; one that outgrows the processor's cache makes it slower again.
  db.run("INSERT INTO passages_fts(passages_fts, rank) VALUES('hashsize', 8388608)");
  db.run("INSERT OR REPLACE INTO meta(key, value) VALUES('content', ?), ('root', ?)", String(indexContentVersion), root);
}

function meta(db: WritableDb, key: string): string | undefined {
  return db.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value;
}
