/** Index, step 3: the tasks of notes. */
import type { Migration } from '../migration.ts';

export const tasks: Migration = {
  version: 3,
  sql: `
CREATE TABLE tasks(
  file_id INTEGER NOT NULL REFERENCES files(id),
  line INTEGER NOT NULL,
  -- Offset of the opening bracket.
  start_at INTEGER NOT NULL,
  -- The character between the brackets: ' ' is open, 'x' is done, any other is a person's own.
  mark TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX tasks_file ON tasks(file_id);
`,
};
