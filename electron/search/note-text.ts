/**
 * A note's text as the index has it, cut into what a search can look within.
 *
 * It is the text that a reader sees, without its marks; each piece knows the passages that it
 * came from, so that what is found in it can be shown there.
 */
import type { QueryUnit } from '#shared/search/query-tree.ts';
import type { ReadableDb } from '../db/database.ts';
import { passagesPerFile } from '../indexer/file-row.ts';
import type { Range } from './highlight.ts';
import { taskCondition } from './query-filter.ts';

/** Where a piece of text stands in a passage. */
interface Source {
  readonly passageId: number;
  /** Offset in the piece. */
  readonly at: number;
  readonly length: number;
  /** Offset in the passage. */
  readonly from: number;
}

export interface TextPiece {
  readonly text: string;
  readonly sources: readonly Source[];
}

export interface PassageRanges {
  readonly passageId: number;
  readonly ranges: readonly Range[];
}

export interface NoteText {
  readonly title: string;
  readonly passages: readonly TextPiece[];
  pieces(unit: QueryUnit): readonly TextPiece[];
}

interface PassageRow {
  readonly id: number;
  readonly start_at: number;
  readonly line: number;
  readonly heading_path: string;
  readonly text: string;
}

export function readNoteText(db: ReadableDb, fileId: number): NoteText {
  const rows = db.all<PassageRow>(
    'SELECT id, start_at, line, heading_path, text FROM passages WHERE id >= ? AND id < ? ORDER BY id',
    fileId * passagesPerFile, (fileId + 1) * passagesPerFile,
  );
  const title = db.get<{ title: string }>('SELECT title FROM files WHERE id = ?', fileId)?.title ?? '';
  // A long block was cut into several passages that begin at one place.
  const whole = (): readonly TextPiece[] => groups(rows, ({ start_at }) => start_at).map((group) => joined(group, ' '));
  return {
    title,
    passages: rows.map((row) => joined([row], '')),
    pieces(unit) {
      switch (unit) {
        case 'line':
          return whole().flatMap((piece) => cut(piece, /\n+/gu));
        case 'block':
          return whole().flatMap((piece) => cut(piece, /\n{2,}/gu));
        case 'section':
          return groups(rows, ({ heading_path }) => heading_path).map((group) => joined(group, '\n\n'));
        case 'task':
        case 'task-todo':
        case 'task-done':
          return db
            .all<{ text: string; line: number }>(`SELECT t.text, t.line FROM tasks t WHERE t.file_id = ? AND ${taskCondition(unit)} ORDER BY t.start_at`, fileId)
            .map((task) => taskPiece(task, rows));
      }
    },
  };
}

/** Ranges of a piece as ranges of the passages that it came from. */
export function rangesInPassages({ sources }: TextPiece, ranges: readonly Range[]): readonly PassageRanges[] {
  return sources.flatMap(({ passageId, at, length, from }) => {
    const own = ranges.flatMap(([start, end]): readonly Range[] => {
      const first = Math.max(start, at);
      const last = Math.min(end, at + length);
      return first < last ? [[first - at + from, last - at + from]] : [];
    });
    return own.length === 0 ? [] : [{ passageId, ranges: own }];
  });
}

function groups(rows: readonly PassageRow[], keyOf: (row: PassageRow) => string | number): readonly (readonly PassageRow[])[] {
  const result: PassageRow[][] = [];
  for (const row of rows) {
    const last = result.at(-1);
    if (last?.[0] !== undefined && keyOf(last[0]) === keyOf(row)) last.push(row);
    else result.push([row]);
  }
  return result;
}

function joined(rows: readonly PassageRow[], between: string): TextPiece {
  const sources: Source[] = [];
  let text = '';
  for (const row of rows) {
    if (text !== '') text += between;
    sources.push({ passageId: row.id, at: text.length, length: row.text.length, from: 0 });
    text += row.text;
  }
  return { text, sources };
}

function cut(piece: TextPiece, between: RegExp): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let start = 0;
  const add = (end: number): void => {
    if (end > start) pieces.push(slice(piece, start, end));
  };
  for (const { 0: gap, index } of piece.text.matchAll(between)) {
    add(index);
    start = index + gap.length;
  }
  add(piece.text.length);
  return pieces;
}

function slice({ text, sources }: TextPiece, start: number, end: number): TextPiece {
  return {
    text: text.slice(start, end),
    sources: sources.flatMap((source) => {
      const first = Math.max(start, source.at);
      const last = Math.min(end, source.at + source.length);
      return first < last ? [{ passageId: source.passageId, at: first - start, length: last - first, from: first - source.at + source.from }] : [];
    }),
  };
}

/** The passage that holds the task's line, where its text stands in it. */
function taskPiece(task: { readonly text: string; readonly line: number }, rows: readonly PassageRow[]): TextPiece {
  for (const row of rows.toReversed()) {
    if (row.line > task.line) continue;
    const from = row.text.indexOf(task.text);
    if (from !== -1) return { text: task.text, sources: [{ passageId: row.id, at: 0, length: task.text.length, from }] };
  }
  return { text: task.text, sources: [] };
}
