/** Brings a database to the newest schema, one numbered step at a time. */
import type { WritableDb } from './database.ts';

export interface Migration {
  /** 1, 2, 3, …; the database remembers the last one as its `user_version`. */
  readonly version: number;
  readonly sql: string;
}

export type SchemaState = 'new' | 'current' | 'migrated' | 'newer';

/** `newer`: made by a later Verso; nothing was changed. Each step is one transaction. */
export function migrate(db: WritableDb, migrations: readonly Migration[]): SchemaState {
  const before = schemaVersion(db);
  const latest = migrations.at(-1)?.version ?? 0;
  if (before > latest) return 'newer';
  for (const migration of migrations) {
    if (migration.version <= before) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.exec(`PRAGMA user_version = ${migration.version}`);
    });
  }
  if (before === latest) return 'current';
  return before === 0 ? 'new' : 'migrated';
}

export function schemaVersion(db: WritableDb): number {
  return db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}
