import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReadable, openWritable, isDamage, type WritableDb } from './database.ts';
import { snapshots } from './history-schema/0001-snapshots.ts';
import { notesAndPassages } from './index-schema/0001-notes-and-passages.ts';
import { jobs } from './jobs-schema/0001-jobs.ts';
import { migrate, schemaVersion } from './migration.ts';

const memory = (): WritableDb => openWritable(':memory:', { durable: false });

describe('migrations', () => {
  it.each([
    ['index 1', notesAndPassages, ['block_ids', 'files', 'links', 'meta', 'names', 'names_fts', 'passages', 'passages_fts', 'passages_vocab', 'tags']],
    ['history 1', snapshots, ['snapshots', 'texts']],
    ['jobs 1', jobs, ['jobs']],
  ] as const)('%s makes its tables, and running it again changes nothing', (_, migration, tables) => {
    const db = memory();
    expect(migrate(db, [migration])).toBe('new');
    expect(migrate(db, [migration])).toBe('current');
    const made = db.all<{ name: string }>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%' ORDER BY name");
    expect(made.map((row) => row.name)).toEqual(tables);
    const loose = db.all<{ name: string }>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'");
    expect(loose).toEqual([]);
  });

  it('run in order from where the database stands', () => {
    const db = memory();
    const steps = [{ version: 1, sql: 'CREATE TABLE a(x INTEGER) STRICT' }, { version: 2, sql: 'ALTER TABLE a ADD COLUMN y INTEGER' }];
    migrate(db, steps.slice(0, 1));
    db.run('INSERT INTO a(x) VALUES(1)');
    expect(migrate(db, steps)).toBe('migrated');
    expect(db.get('SELECT x, y FROM a')).toEqual({ x: 1, y: null });
  });

  it('leave a database of a newer version alone', () => {
    const db = memory();
    db.exec('PRAGMA user_version = 7');
    expect(migrate(db, [jobs])).toBe('newer');
    expect(db.all("SELECT name FROM sqlite_schema WHERE name = 'jobs'")).toEqual([]);
  });

  it('that fail half-way change nothing', () => {
    const db = memory();
    expect(() => migrate(db, [{ version: 1, sql: 'CREATE TABLE a(x INTEGER) STRICT; CREATE TABLE a(x INTEGER) STRICT;' }])).toThrow();
    expect(schemaVersion(db)).toBe(0);
    expect(db.all("SELECT name FROM sqlite_schema WHERE name = 'a'")).toEqual([]);
  });
});

describe('a database', () => {
  it('takes numbered values, and refuses writes through a reading handle', () => {
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'verso-db-')), 'x.db');
    const db = openWritable(file, { durable: true });
    db.exec('CREATE TABLE t(a INTEGER, b INTEGER) STRICT');
    db.run('INSERT INTO t(a, b) VALUES(?2, ?1 + ?2)', 1, 2);
    expect(db.get('SELECT a, b FROM t')).toEqual({ a: 2, b: 3 });
    const reader = openReadable(file);
    expect(() => reader.get('DELETE FROM t RETURNING a')).toThrow(/readonly/);
    reader.close();
    db.close();
  });

  it('that is none is told apart from other errors', () => {
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'verso-db-')), 'x.db');
    writeFileSync(file, 'not a database, but long enough to have a header of some kind'.repeat(20));
    let thrown: unknown = null;
    try {
      openWritable(file, { durable: false });
    } catch (error) {
      thrown = error;
    }
    expect(isDamage(thrown)).toBe(true);
    expect(isDamage(new Error('SQLITE_CORRUPT'))).toBe(false);
  });
});
