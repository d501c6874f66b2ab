/** Jobs, step 1: one row a job, its state as JSON beside what is searched. */
import type { Migration } from '../migration.ts';

export const jobs: Migration = {
  version: 1,
  sql: `
CREATE TABLE jobs(
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  started_ms REAL NOT NULL,
  job TEXT NOT NULL,
  result TEXT
) STRICT;
CREATE INDEX jobs_started ON jobs(started_ms);
`,
};
