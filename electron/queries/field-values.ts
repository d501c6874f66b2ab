/** Reads the fields that a `verso` block asks for, of many notes at once. */
import { format } from 'date-fns';
import type { FieldItem } from '#shared/query/compare-values.ts';
import type { FieldKey } from '#shared/query/query-form.ts';
import type { ReadableDb } from '../db/database.ts';

export interface NoteRecord {
  readonly id: number;
  readonly path: string;
  readonly title: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
}

/** A task, for a block over tasks. */
export interface TaskRecord {
  readonly line: number;
  readonly mark: string;
  readonly text: string;
  readonly due: string | null;
}

/** The values of a field; none where the note has none. */
export type FieldReader = (note: NoteRecord, field: FieldKey, task: TaskRecord | null) => readonly FieldItem[];

interface StoredField {
  readonly id: number;
  readonly key: string;
  readonly text: string;
  readonly number: number | null;
  readonly line: number | null;
  readonly ofTask: 0 | 1;
}

/** What every note has. Without `file.` these are properties first, where a note has one of the name. */
export const ownFields = ['name', 'path', 'folder', 'created', 'modified', 'tags', 'links', 'backlinks'] as const;
type OwnField = (typeof ownFields)[number];

/** What every task has, whatever its note says under these names. */
export const taskFields = ['text', 'mark', 'done', 'open', 'line', 'due'] as const;

/** `fields` are all that will be asked for. */
export function readFields(db: ReadableDb, ids: readonly number[], fields: ReadonlySet<FieldKey>, ofTasks = false): FieldReader {
  const list = JSON.stringify(ids);
  const among = 'IN (SELECT value FROM json_each(?))';
  const needs = (own: OwnField): boolean => fields.has(`file.${own}`) || fields.has(own);
  const written = [...fields].filter((field) => !field.startsWith('file.') && !(ofTasks && taskFields.some((each) => each === field)));
  // The plus keeps SQLite from walking all values of a name in the vault, for each slice anew.
  const sql = `SELECT p.file_id AS id, p.name_key AS key, p.text, p.number, p.line,
      p.line IS NOT NULL AND EXISTS (SELECT 1 FROM tasks t WHERE t.file_id = p.file_id AND t.line = p.line) AS ofTask
    FROM properties p WHERE p.file_id ${among} AND +p.name_key ${among} ORDER BY p.rowid`;
  const rows = written.length === 0 ? [] : db.all<StoredField>(sql, list, JSON.stringify(written));
  const stored = Map.groupBy(rows, ({ id, key }) => `${id} ${key}`);
  const tags = !needs('tags') ? null : Map.groupBy(db.all<{ id: number; name: string; line: number }>(`SELECT file_id AS id, name, line FROM tags WHERE file_id ${among} ORDER BY start_at`, list), ({ id }) => id);
  const links = !needs('links') ? null : Map.groupBy(db.all<{ id: number; target: string }>(`SELECT source_id AS id, target FROM links WHERE source_id ${among} AND target <> '' AND embed = 0 ORDER BY start_at`, list), ({ id }) => id);
  const backlinks = !needs('backlinks')
    ? null
    : new Map(db.all<{ id: number; count: number }>(`SELECT resolved_id AS id, count(DISTINCT source_id) AS count FROM links WHERE resolved_id ${among} AND source_id <> resolved_id GROUP BY resolved_id`, list).map(({ id, count }) => [id, count]));

  const own = (note: NoteRecord, field: OwnField): readonly FieldItem[] => {
    switch (field) {
      case 'name':
        return [plain(note.title)];
      case 'path':
        return [plain(note.path)];
      case 'folder':
        return [plain(note.path.slice(0, Math.max(0, note.path.lastIndexOf('/'))))];
      case 'created':
        return [plain(timeText(note.createdMs))];
      case 'modified':
        return [plain(timeText(note.modifiedMs))];
      case 'tags':
        return distinct((tags?.get(note.id) ?? []).map(({ name }) => `#${name}`));
      case 'links':
        return distinct((links?.get(note.id) ?? []).map(({ target }) => `[[${target}]]`));
      case 'backlinks': {
        const count = backlinks?.get(note.id) ?? 0;
        return [{ text: String(count), number: count }];
      }
    }
  };
  return (note, field, task) => {
    const called = field.startsWith('file.') ? ownFields.find((each) => field === `file.${each}`) : undefined;
    if (called !== undefined) return own(note, called);
    if (task !== null) {
      if (field === 'tags') return distinct((tags?.get(note.id) ?? []).filter(({ line }) => line === task.line).map(({ name }) => `#${name}`));
      const value = taskField(task, field);
      if (value !== null) return value;
    }
    const all = stored.get(`${note.id} ${field}`) ?? [];
    const inTask = task === null ? [] : all.filter(({ line }) => line === task.line);
    // What a task says of itself is not said of its note.
    const meant = inTask.length > 0 ? inTask : all.filter(({ ofTask }) => ofTask === 0);
    const short = ownFields.find((each) => field === each);
    return short !== undefined && (meant.length === 0 || short === 'tags') ? own(note, short) : meant;
  };
}

function taskField({ mark, text, due, line }: TaskRecord, field: FieldKey): readonly FieldItem[] | null {
  switch (field) {
    case 'text':
      return [plain(text)];
    case 'mark':
      return [plain(mark)];
    case 'done':
      return [plain(String(mark === 'x' || mark === 'X'))];
    case 'open':
      return [plain(String(mark === ' '))];
    case 'line':
      return [{ text: String(line), number: line }];
    // A day that the task does not have is not its note's either.
    case 'due':
      return due === null ? [] : [plain(due)];
    default:
      return null;
  }
}

function plain(text: string): FieldItem {
  return { text, number: null };
}

function distinct(texts: readonly string[]): readonly FieldItem[] {
  return [...new Set(texts)].map(plain);
}

function timeText(ms: number): string {
  return format(ms, "yyyy-MM-dd'T'HH:mm");
}
