/** Index, step 4: fields written in a note's text, and the day that a task is due. */
import type { Migration } from '../migration.ts';

export const fieldsAndDueDays: Migration = {
  version: 4,
  sql: `
-- Null for what stands in the frontmatter. Of a field inside a task, the task's first line.
ALTER TABLE properties ADD COLUMN line INTEGER;
-- As 2026-11-23.
ALTER TABLE tasks ADD COLUMN due TEXT;
CREATE INDEX tasks_mark ON tasks(mark);
`,
};
