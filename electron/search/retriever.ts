/** What the chat reads of the index: passages for a question, and who links to a note. */
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { ReadableDb } from '../db/database.ts';
import { passagesForQuestion } from './question.ts';
import { headingPathOf } from './search-hits.ts';

export interface FoundPassage {
  readonly path: VaultPath;
  readonly title: string;
  readonly headingPath: readonly string[];
  /** Block id without the caret that names the passage's own place, or null. */
  readonly blockId: string | null;
  /** The day in the note's name (daily notes, imported mail and channel-days), or null. */
  readonly date: string | null;
  /** UTF-16 offsets in the note's text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly score: number;
}

interface PassageRow {
  readonly path: string;
  readonly title: string;
  readonly headingPath: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly text: string;
  readonly blockId: string | null;
}

/** The best passages for a question in plain language, best first. */
export function retrievePassages(db: ReadableDb, question: string, limit: number): readonly FoundPassage[] {
  return passagesForQuestion(db, question, limit).flatMap((hit) => {
    const row = db.get<PassageRow>(
      `SELECT f.path, f.title, p.heading_path AS headingPath, p.start_at AS start, p.end_at AS end, p.line, p.text,
         (SELECT b.block_id FROM block_ids b WHERE b.file_id = p.file_id AND b.line >= p.line
            AND b.line < coalesce((SELECT min(n.line) FROM passages n WHERE n.file_id = p.file_id AND n.seq > p.seq AND n.line > p.line), 1e9)
          ORDER BY b.line LIMIT 1) AS blockId
       FROM passages p JOIN files f ON f.id = p.file_id WHERE p.id = ?`,
      hit.id,
    );
    if (row === undefined) return [];
    return {
      path: vaultPathSchema.parse(row.path),
      title: row.title,
      headingPath: headingPathOf(row.headingPath),
      blockId: row.blockId,
      date: /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/.exec(row.path.slice(row.path.lastIndexOf('/') + 1))?.[0] ?? null,
      start: row.start,
      end: row.end,
      text: row.text,
      score: hit.score,
    };
  });
}

export interface FoundBacklink {
  readonly path: VaultPath;
  readonly title: string;
  /** The block around the link, as source. */
  readonly context: string;
}

export function retrieveBacklinks(db: ReadableDb, path: VaultPath, limit: number): readonly FoundBacklink[] {
  return db
    .all<{ path: string; title: string; context: string }>(
      `SELECT f.path, f.title, l.context FROM links l JOIN files f ON f.id = l.source_id
       WHERE l.resolved_id = (SELECT id FROM files WHERE path = ?) ORDER BY f.modified_ms DESC, l.start_at LIMIT ?`,
      path, limit,
    )
    .map((row) => ({ ...row, path: vaultPathSchema.parse(row.path) }));
}
