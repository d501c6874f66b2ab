/**
 * SQLite behind two handles: one that can only read, one that can also write.
 *
 * Statements are prepared once and kept. Rows are typed by the caller: our own schema decides
 * their shape, and tests of each query hold it to that.
 */
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { errnoOf } from '../platform/io-failure.ts';

export type SqlValue = string | number | bigint | null | Uint8Array;

export interface ReadableDb {
  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[];
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined;
  iterate<Row>(sql: string, ...values: readonly SqlValue[]): IterableIterator<Row>;
  close(): void;
}

export interface PreparedStatement {
  run(...values: readonly SqlValue[]): unknown;
  get(...values: readonly SqlValue[]): unknown;
  all(...values: readonly SqlValue[]): unknown[];
}

export interface WritableDb extends ReadableDb {
  run(sql: string, ...values: readonly SqlValue[]): { readonly changes: number; readonly lastId: number };
  exec(sql: string): void;
  /** A statement for a caller that keeps its own. */
  prepare(sql: string): PreparedStatement;
  /** Runs `work` in one transaction; throwing rolls back. */
  transaction<T>(work: () => T): T;
}

/** Opens a file for reading while another thread may write it. Throws when it is no database. */
export function openReadable(file: string): ReadableDb {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('mmap_size = 268435456');
  db.pragma('cache_size = -32768');
  return readableOver(db, statements(db));
}

export interface WritableOptions {
  /** Waits for the disk at each commit: for data that cannot be made again. */
  readonly durable: boolean;
  /** False for data that can be made again: each row would pay for the check. Default true. */
  readonly foreignKeys?: boolean;
}

/** Opens or makes a file for writing, in WAL mode. Throws when it is no database. */
export function openWritable(file: string, options: WritableOptions): WritableDb {
  if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true });
  const db = new Database(file, { timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${options.durable ? 'FULL' : 'NORMAL'}`);
    db.pragma(`foreign_keys = ${options.foreignKeys === false ? 'OFF' : 'ON'}`);
    db.pragma('cache_size = -65536');
    db.pragma('temp_store = MEMORY');
    db.pragma('wal_autocheckpoint = 12000');
  } catch (error) {
    db.close();
    throw error;
  }
  return writableOver(db);
}

/** Whether an error means that the file is damaged or was never a database. */
export function isDamage(error: unknown): boolean {
  const code = errnoOf(error) ?? '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_FORMAT' || code.startsWith('SQLITE_IOERR');
}

interface Statement {
  all(...values: readonly SqlValue[]): unknown[];
  get(...values: readonly SqlValue[]): unknown;
  iterate(...values: readonly SqlValue[]): IterableIterator<unknown>;
  run(...values: readonly SqlValue[]): Database.RunResult;
}

/** better-sqlite3 takes `?1`, `?2` for names: values of such statements are passed by name. */
function prepareStatement(db: Database.Database, sql: string): Statement {
  const statement = db.prepare<unknown[], unknown>(sql);
  if (!/\?\d/.test(sql)) return statement;
  const named = (values: readonly SqlValue[]): Record<string, SqlValue> =>
    Object.fromEntries(values.map((value, index) => [String(index + 1), value]));
  return {
    all: (...values) => statement.all(named(values)),
    get: (...values) => statement.get(named(values)),
    iterate: (...values) => statement.iterate(named(values)),
    run: (...values) => statement.run(named(values)),
  };
}

function statements(db: Database.Database): (sql: string) => Statement {
  const prepared = new Map<string, Statement>();
  return (sql) => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      // Callers with a varying number of values make many texts; the oldest go first.
      if (prepared.size >= 500) prepared.delete(prepared.keys().next().value ?? '');
      statement = prepareStatement(db, sql);
      prepared.set(sql, statement);
    }
    return statement;
  };
}

function readableOver(db: Database.Database, prepare: (sql: string) => Statement): ReadableDb {
  return {
    // The schema decides a row's shape; the caller names it.
    all: <Row>(sql: string, ...values: readonly SqlValue[]) => prepare(sql).all(...values) as Row[],
    get: <Row>(sql: string, ...values: readonly SqlValue[]) => prepare(sql).get(...values) as Row | undefined,
    iterate: <Row>(sql: string, ...values: readonly SqlValue[]) => prepare(sql).iterate(...values) as IterableIterator<Row>,
    close: () => {
      db.close();
    },
  };
}

function writableOver(db: Database.Database): WritableDb {
  const prepare = statements(db);
  return {
    ...readableOver(db, prepare),
    run: (sql, ...values) => {
      const result = prepare(sql).run(...values);
      return { changes: result.changes, lastId: Number(result.lastInsertRowid) };
    },
    exec: (sql) => {
      db.exec(sql);
    },
    prepare: (sql) => prepareStatement(db, sql),
    transaction: (work) => db.transaction(work)(),
  };
}
