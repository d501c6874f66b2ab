/** Every text that a note ever had while Verso looked: stored once each, listed by note. */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { Snapshot } from '#shared/model/note.ts';
import { versionSchema, type Version } from '#shared/model/version.ts';
import type { WritableDb } from '../db/database.ts';
import { snapshots } from '../db/history-schema/0001-snapshots.ts';
import { openMending, type MendingDb, type OnSetAside } from '../db/lasting-database.ts';
import { migrate } from '../db/migration.ts';
import type { Clock } from '../platform/clock.ts';
import { thin } from './thinning.ts';

export interface History {
  /** Keeps bytes of a path. Gives the newest snapshot instead when it holds the same bytes already. */
  keep(path: VaultPath, bytes: Uint8Array, version: Version, reason: Snapshot['reason']): Snapshot;
  /** Newest first. */
  list(path: VaultPath): readonly Snapshot[];
  /** The bytes of a snapshot, or null. */
  read(id: string): Uint8Array | null;
  /** The newest snapshot of each path that has one, newest first. */
  latest(): readonly Snapshot[];
  /**
   * Drops what age and size ask to go, of some notes at a time: those behind `after` in the order of
   * paths. Gives the path to go on after, or null at the end, when the size has been seen to as well.
   */
  prune(limits: HistoryLimits, after: string): string | null;
  /** A note keeps its past under its new name. */
  move(from: VaultPath, to: VaultPath): void;
  close(): void;
}

export interface HistoryLimits {
  /** Null keeps for ever. */
  readonly maximumAgeMs: number | null;
  /** Of packed texts, together. */
  readonly maximumBytes: number;
}

interface SnapshotRow {
  readonly id: number;
  readonly path: string;
  readonly taken_ms: number;
  readonly reason: Snapshot['reason'];
  readonly version: string;
  readonly size_bytes: number;
}

const listed = 1000;
const droppedAtOnce = 100;
const prunedAtOnce = 50;

/**
 * A store is never thrown away: a damaged one is set aside and a new one begun, so that notes can
 * still be opened and saved. Throws when it was made by a newer Verso or its folder cannot be used.
 */
export function openHistory(file: string, clock: Clock, onSetAside: OnSetAside): History {
  const db = openMending({ file, durable: false, prepare: prepareHistory, onSetAside });
  return {
    keep: (path, bytes, version, reason) => db.transaction(() => keep(db, clock, path, bytes, version, reason)),
    list: (path) =>
      db.all<SnapshotRow>(`${select} WHERE s.path = ? ORDER BY s.id DESC LIMIT ${listed}`, path).map(toSnapshot),
    read(id) {
      const row = db.get<{ packed: Uint8Array }>(
        'SELECT t.packed FROM snapshots s JOIN texts t ON t.version = s.version WHERE s.id = ?',
        Number(id),
      );
      return row === undefined ? null : zstdDecompressSync(row.packed);
    },
    latest: () =>
      db
        .all<SnapshotRow>(`${select} WHERE s.id IN (SELECT max(id) FROM snapshots GROUP BY path) ORDER BY s.id DESC`)
        .map(toSnapshot),
    prune: (limits, after) => db.transaction(() => prune(db, clock.nowMs(), limits, after)),
    move(from, to) {
      db.run(
        "UPDATE snapshots SET path = ?2 || substr(path, length(?1) + 1) WHERE path = ?1 OR (path > ?1 || '/' AND path < ?1 || '0')",
        from, to,
      );
    },
    close: () => db.close(),
  };
}

function prepareHistory(db: WritableDb): void {
  if (migrate(db, [snapshots]) === 'newer') throw new Error('The history of this vault was written by a newer Verso.');
  // Of a store this large only the ends are looked at; the rest shows itself in use.
  db.get('SELECT max(id) FROM snapshots');
  db.get('SELECT version FROM texts LIMIT 1');
}

const select = 'SELECT s.id, s.path, s.taken_ms, s.reason, s.version, t.size_bytes FROM snapshots s JOIN texts t ON t.version = s.version';

function keep(db: MendingDb, clock: Clock, path: VaultPath, bytes: Uint8Array, version: Version, reason: Snapshot['reason']): Snapshot {
  const newest = db.get<SnapshotRow>(`${select} WHERE s.path = ? ORDER BY s.id DESC LIMIT 1`, path);
  // What stood before a write is usually what the write before it left.
  if (newest?.version === version && reason !== 'conflict') return toSnapshot(newest);
  if (db.get('SELECT 1 FROM texts WHERE version = ?', version) === undefined) {
    db.run('INSERT INTO texts(version, size_bytes, packed) VALUES(?,?,?)', version, bytes.byteLength, zstdCompressSync(bytes));
  }
  const takenMs = clock.nowMs();
  const { lastId } = db.run('INSERT INTO snapshots(path, taken_ms, reason, version) VALUES(?,?,?,?)', path, takenMs, reason, version);
  return { id: String(lastId), path, takenMs, sizeBytes: bytes.byteLength, version, reason };
}

function prune(db: MendingDb, nowMs: number, { maximumAgeMs, maximumBytes }: HistoryLimits, after: string): string | null {
  const drop = (ids: readonly (string | number)[]): void => {
    for (const id of ids) db.run('DELETE FROM snapshots WHERE id = ?', Number(id));
  };
  const paths = db.all<{ path: string }>(
    `SELECT path FROM snapshots WHERE path > ? GROUP BY path HAVING count(*) > 1 ORDER BY path LIMIT ${prunedAtOnce}`,
    after,
  );
  for (const { path } of paths) {
    const dated = db.all<SnapshotRow>(`${select} WHERE s.path = ? ORDER BY s.id DESC`, path).map(toSnapshot);
    drop(thin(dated, nowMs, { maximumAgeMs }));
  }
  const last = paths.at(-1);
  if (last !== undefined && paths.length === prunedAtOnce) return last.path;
  dropUnusedTexts(db);
  const size = (): number => db.get<{ bytes: number | null }>('SELECT sum(length(packed)) AS bytes FROM texts')?.bytes ?? 0;
  while (size() > maximumBytes) {
    // The oldest go first; what is the last of a note goes when nothing else is left.
    const oldest = db.all<{ id: number }>(
      `SELECT id FROM snapshots ORDER BY id IN (SELECT max(id) FROM snapshots GROUP BY path), id LIMIT ${droppedAtOnce}`,
    );
    if (oldest.length === 0) break;
    drop(oldest.map(({ id }) => id));
    dropUnusedTexts(db);
  }
  return null;
}

function dropUnusedTexts(db: MendingDb): void {
  db.run('DELETE FROM texts WHERE version NOT IN (SELECT version FROM snapshots)');
}

function toSnapshot(row: SnapshotRow): Snapshot {
  return {
    id: String(row.id),
    path: vaultPathSchema.parse(row.path),
    takenMs: row.taken_ms,
    sizeBytes: row.size_bytes,
    version: versionSchema.parse(row.version),
    reason: row.reason,
  };
}
