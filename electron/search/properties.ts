/** Names and values of properties in the vault's frontmatter; fields in texts are not offered for it. Read-only. */
import type { ReadableDb } from '../db/database.ts';

const mostNames = 1000;
const mostValues = 100;

/** Each name once, as it is most often written; the most used first. */
export function listPropertyNames(db: ReadableDb): { readonly name: string; readonly count: number }[] {
  return db.all<{ name: string; count: number }>(
    `SELECT name, sum(notes) AS count FROM (
       SELECT name_key, name, count(DISTINCT file_id) AS notes FROM properties WHERE line IS NULL GROUP BY name_key, name ORDER BY notes DESC
     ) GROUP BY name_key ORDER BY count DESC, name LIMIT ${mostNames}`,
  );
}

/** Values of a name that have `text` in them, without regard to case. */
export function listPropertyValues(db: ReadableDb, nameKey: string, text: string): string[] {
  return db
    .all<{ text: string }>(
      `SELECT text FROM properties WHERE name_key = ?1 AND line IS NULL AND text <> '' AND instr(lower(text), lower(?2)) > 0
       GROUP BY text ORDER BY count(*) DESC, text LIMIT ${mostValues}`,
      nameKey,
      text,
    )
    .map((row) => row.text);
}
