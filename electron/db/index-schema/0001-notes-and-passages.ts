/** Index, step 1: files, their names, passages, links, tags and block ids. */
import type { Migration } from '../migration.ts';

export const notesAndPassages: Migration = {
  version: 1,
  sql: `
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE files(
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  path_key TEXT NOT NULL,
  name_key TEXT NOT NULL,
  stem_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('note', 'attachment')),
  area TEXT NOT NULL CHECK(area IN ('note', 'wiki', 'source')),
  title TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  modified_ms REAL NOT NULL,
  created_ms REAL NOT NULL,
  inode TEXT NOT NULL,
  -- SHA-256 of the bytes that the rows below were made from; null until then.
  version TEXT,
  problem TEXT
) STRICT;
CREATE INDEX files_path_key ON files(path_key);
CREATE INDEX files_name_key ON files(name_key);
CREATE INDEX files_stem_key ON files(stem_key);
CREATE INDEX files_recent ON files(kind, area, modified_ms);
CREATE INDEX files_waiting ON files(modified_ms) WHERE kind = 'note' AND version IS NULL AND problem IS NULL;
CREATE INDEX files_problem ON files(problem) WHERE problem IS NOT NULL;

CREATE TABLE names(
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES files(id),
  kind TEXT NOT NULL CHECK(kind IN ('title', 'alias', 'heading')),
  text TEXT NOT NULL,
  line INTEGER NOT NULL,
  level INTEGER NOT NULL
) STRICT;
CREATE INDEX names_file ON names(file_id);
CREATE VIRTUAL TABLE names_fts USING fts5(
  text, content='', contentless_delete=1, prefix='1 2 3', detail=full, tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE passages(
  -- file_id * 65536 + seq
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES files(id),
  seq INTEGER NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  line INTEGER NOT NULL,
  -- What the passage counts beside others: a person's own words count more than a model's.
  weight REAL NOT NULL,
  -- A short turn of a conversation is indexed with those around it, and borrows nothing at query time.
  has_context INTEGER NOT NULL,
  heading_path TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX passages_file ON passages(file_id);
CREATE INDEX passages_special ON passages(id) WHERE weight <> 1 OR has_context = 1;
CREATE VIRTUAL TABLE passages_fts USING fts5(
  title, body, ctx, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE passages_vocab USING fts5vocab(passages_fts, row);

CREATE TABLE links(
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES files(id),
  kind TEXT NOT NULL CHECK(kind IN ('wikilink', 'markdown')),
  embed INTEGER NOT NULL,
  target TEXT NOT NULL,
  stem_key TEXT NOT NULL,
  heading TEXT,
  block TEXT,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  line INTEGER NOT NULL,
  raw TEXT NOT NULL,
  context TEXT NOT NULL,
  resolved_id INTEGER
) STRICT;
CREATE INDEX links_source ON links(source_id);
CREATE INDEX links_resolved ON links(resolved_id);
CREATE INDEX links_stem ON links(stem_key);

CREATE TABLE tags(
  file_id INTEGER NOT NULL REFERENCES files(id),
  tag_key TEXT NOT NULL,
  name TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;
CREATE INDEX tags_file ON tags(file_id);
CREATE INDEX tags_key ON tags(tag_key);

CREATE TABLE block_ids(
  file_id INTEGER NOT NULL REFERENCES files(id),
  block_id TEXT NOT NULL,
  line INTEGER NOT NULL
) STRICT;
CREATE INDEX block_ids_file ON block_ids(file_id);
`,
};
