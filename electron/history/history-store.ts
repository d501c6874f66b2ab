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

export interface History {
  /** Keeps bytes of a path. Gives the newest snapshot instead when it holds the same bytes already. */
  keep(path: VaultPath, bytes: Uint8Array, version: Version, reason: Snapshot['reason']): Snapshot;
  /** Newest first. */
  list(path: VaultPath): readonly Snapshot[];
  /** The bytes of a snapshot, or null. */
  read(id: string): Uint8Array | null;
  /** A note keeps its past under its new name. */
  move(from: VaultPath, to: VaultPath): void;
  close(): void;
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

/**
 * History is never thrown away: a damaged store is set aside and a new one begun, so that notes can
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
