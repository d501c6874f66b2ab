/** History, step 1: texts stored once each by their hash, and when they were where. */
import type { Migration } from '../migration.ts';

export const snapshots: Migration = {
  version: 1,
  sql: `
CREATE TABLE texts(
  version TEXT PRIMARY KEY,
  size_bytes INTEGER NOT NULL,
  -- Zstandard frame of the file's bytes.
  packed BLOB NOT NULL
) STRICT;
CREATE TABLE snapshots(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL,
  taken_ms REAL NOT NULL,
  reason TEXT NOT NULL,
  version TEXT NOT NULL REFERENCES texts(version)
) STRICT;
CREATE INDEX snapshots_path ON snapshots(path, taken_ms);
CREATE INDEX snapshots_version ON snapshots(version);
`,
};
