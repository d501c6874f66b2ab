/** What happened on each day, as the calendar shows it. Read-only. */
import { addDays } from 'date-fns';
import type { Note } from '#shared/model/note.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { scanNote } from '#shared/markdown/outline.ts';
import type { ReadableDb } from '../db/database.ts';

export interface NoteSummary {
  readonly words: number;
  readonly openTasks: number;
}

export function summariseNote({ text }: Pick<Note, 'text'>): NoteSummary {
  const outline = scanNote(text);
  return { words: outline.wordCount, openTasks: outline.tasks.filter(({ mark }) => mark === ' ').length };
}

/** How many notes were last changed on each of `days` days from `first` (local midnight) on. */
export function countChangedNotes(db: ReadableDb, first: Date, days: number): readonly number[] {
  const starts = Array.from({ length: days + 1 }, (_, index) => addDays(first, index).getTime());
  const counts = Array.from({ length: days }, () => 0);
  const rows = db.all<{ modified_ms: number }>(
    `SELECT modified_ms FROM files WHERE kind = 'note' AND area <> 'source' AND modified_ms >= ?1 AND modified_ms < ?2 ORDER BY modified_ms`,
    starts[0] ?? 0,
    starts[days] ?? 0,
  );
  let day = 0;
  for (const { modified_ms: modifiedMs } of rows) {
    while (day < days - 1 && modifiedMs >= (starts[day + 1] ?? Infinity)) day += 1;
    counts[day] = (counts[day] ?? 0) + 1;
  }
  return counts;
}

export function isIndexed(db: ReadableDb, path: VaultPath): boolean {
  return db.all<{ id: number }>('SELECT id FROM files WHERE path = ?1', path).length > 0;
}
