/** Reads what is shown of the notes that a search found: title, passages, and what is marked in them. */
import { vaultPathSchema } from '#shared/model/note-path.ts';
import type { PassageHit, SearchHit } from '#shared/model/search.ts';
import type { ReadableDb } from '../db/database.ts';
import { passagesPerFile } from '../indexer/file-row.ts';
import { joinTouching, type Highlighter, type Range } from './highlight.ts';

export interface FoundNote {
  readonly fileId: number;
  readonly score: number;
  /** The passages to show, best first; without any, those that `match` finds, else the first one. */
  readonly passages: readonly FoundPassage[];
}

interface FoundPassage {
  readonly id: number;
  readonly ranges?: readonly Range[];
}

const passagesShown = 3;

/** Null when the file left the index between finding and reading. */
export function readHit(db: ReadableDb, note: FoundNote, highlighter: Highlighter, match: string | null): SearchHit | null {
  const file = db.get<{ path: string; title: string; modified_ms: number; created_ms: number }>(
    'SELECT path, title, modified_ms, created_ms FROM files WHERE id = ?',
    note.fileId,
  );
  if (file === undefined) return null;
  const places = note.passages.length > 0 ? note.passages : passagesOf(db, note.fileId, match);
  const passages = places
    .slice(0, passagesShown)
    .map(({ id, ranges = [] }) => readPassage(db, id, ranges, highlighter))
    .filter((passage) => passage !== null);
  return {
    path: vaultPathSchema.parse(file.path),
    title: file.title,
    titleRanges: highlighter.ranges(file.title),
    score: note.score,
    modifiedMs: file.modified_ms,
    createdMs: file.created_ms,
    passages,
  };
}

interface PassageRow {
  readonly text: string;
  readonly line: number;
  readonly heading_path: string;
  readonly start_at: number;
  readonly end_at: number;
}

function readPassage(db: ReadableDb, id: number, ranges: readonly Range[], highlighter: Highlighter): PassageHit | null {
  const passage = db.get<PassageRow>('SELECT text, line, heading_path, start_at, end_at FROM passages WHERE id = ?', id);
  if (passage === undefined) return null;
  return {
    text: passage.text,
    ranges: joinTouching([...highlighter.ranges(passage.text), ...ranges]),
    line: passage.line,
    headingPath: headingPathOf(passage.heading_path),
    start: passage.start_at,
    end: passage.end_at,
  };
}

function passagesOf(db: ReadableDb, fileId: number, match: string | null): readonly FoundPassage[] {
  const [first, behind] = [fileId * passagesPerFile, (fileId + 1) * passagesPerFile];
  const best =
    match === null
      ? []
      : db.all<{ id: number }>(
          `SELECT rowid AS id FROM passages_fts WHERE passages_fts MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rank LIMIT ${passagesShown}`,
          match, first, behind,
        );
  return best.length > 0 ? best : db.all<{ id: number }>('SELECT id FROM passages WHERE id >= ? AND id < ? ORDER BY id LIMIT 1', first, behind);
}

/** Stored by the indexer as JSON. */
export function headingPathOf(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.map(String) : [];
}
