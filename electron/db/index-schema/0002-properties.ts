/** Index, step 2: the properties of notes, one row for each value. */
import type { Migration } from '../migration.ts';

export const properties: Migration = {
  version: 2,
  sql: `
CREATE TABLE properties(
  file_id INTEGER NOT NULL REFERENCES files(id),
  -- Lower case, NFC: names are told apart as in Obsidian, without case.
  name_key TEXT NOT NULL,
  name TEXT NOT NULL,
  -- The value as text; of a list, one row for each item; '' where there is none.
  text TEXT NOT NULL,
  number REAL
) STRICT;
CREATE INDEX properties_file ON properties(file_id);
CREATE INDEX properties_name ON properties(name_key, text);
`,
};
