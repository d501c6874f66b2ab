/**
 * Carries out a `verso` block over the index: notes or tasks are read in slices, judged, sorted and
 * cut; only what is shown has its columns read. Never writes, and runs nothing that a note says.
 */
import { addDays, format } from 'date-fns';
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { QueryResult } from '#shared/model/query.ts';
import { compareItems, isEmpty, orderItems, type FieldItem, type KnownValue } from '#shared/query/compare-values.ts';
import { parseForm } from '#shared/query/parse-form.ts';
import type { FieldKey, FormCondition, FormValue, QueryForm } from '#shared/query/query-form.ts';
import type { ReadableDb } from '../db/database.ts';
import { joinFilters, type FileFilter } from '../search/query-filter.ts';
import { readFields, type FieldReader, type NoteRecord } from './field-values.ts';
import { necessaryFilters } from './necessary-filter.ts';
import type { Pace } from './pace.ts';
import { readTasks, type TaskRow } from './read-tasks.ts';
import { namesSources, sourceFilter } from './source-filter.ts';
import { taskOf } from './task-list.ts';

export interface QueryDeps {
  /** Asked anew for each slice: the index may be made again in between. */
  readonly db: () => ReadableDb;
  readonly pace: Pace;
  readonly nowMs: number;
  /** Also imported sources, where the block does not name them. */
  readonly sources: boolean;
}

const usualLimit = 200;
const rowsOfSlice = 1000;

interface Found {
  readonly note: NoteRecord;
  readonly task: TaskRow | null;
  readonly sortedBy: readonly (FieldItem | undefined)[];
}

/** `from`: the note that the block stands in. */
export async function runQuery(deps: QueryDeps, text: string, from: VaultPath): Promise<QueryResult> {
  const parsed = parseForm(text);
  if ('problem' in parsed) return { kind: 'problem', problem: parsed.problem };
  const { form } = parsed;
  const necessary = necessaryFilters(form);
  const { sql, values } = joinFilters([
    { sql: deps.sources || namesSources(form.source) ? "f.kind = 'note'" : "f.kind = 'note' AND f.area <> 'source'", values: [] },
    ...(form.source === null ? [] : [sourceFilter(deps.db(), form.source, from)]),
    ...necessary.notes,
  ]);
  // Once for all slices: a part of the filter may be as long as the vault is large.
  const ids = deps.db().all<{ id: number }>(`SELECT f.id FROM files f WHERE ${sql} ORDER BY f.id`, ...values).map(({ id }) => id);
  const found = form.kind === 'tasks' ? await findTasks(deps, form, from, new Set(ids), joinFilters(necessary.tasks)) : await findNotes(deps, form, from, ids);
  found.sort((a, b) => orderFound(a, b, form));
  const shown = found.slice(0, form.limit ?? usualLimit);
  const counts = { total: found.length, incomplete: deps.pace.ended() };
  if (form.kind === 'tasks') {
    return { kind: 'tasks', tasks: shown.flatMap(({ task }) => (task === null ? [] : [taskOf(task)])), today: dayText(deps.nowMs, 0), ...counts };
  }
  const columns = new Set(form.columns.map(({ field }) => field));
  const read = readFields(deps.db(), shown.map(({ note }) => note.id), columns);
  return {
    kind: 'notes',
    shape: form.kind,
    columns: form.columns.map(({ title }) => title),
    rows: shown.map(({ note }) => ({
      path: vaultPathSchema.parse(note.path),
      title: note.title,
      cells: form.columns.map(({ field }) => read(note, field, null).map((item) => item.text).filter((each) => each !== '')),
    })),
    ...counts,
  };
}

async function findNotes(deps: QueryDeps, form: QueryForm, from: VaultPath, ids: readonly number[]): Promise<Found[]> {
  const found: Found[] = [];
  const judge = judgeOf(deps, form, from);
  for (let at = 0; at < ids.length && (await deps.pace.goOn()); at += rowsOfSlice) {
    const slice = ids.slice(at, at + rowsOfSlice);
    const notes = deps.db().all<NoteRecord>(
      `SELECT f.id, f.path, f.title, f.created_ms AS createdMs, f.modified_ms AS modifiedMs FROM files f
       WHERE f.id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(slice),
    );
    const read = judge.reader(slice);
    for (const note of notes) {
      const one = judge.take(note, null, read);
      if (one !== null) found.push(one);
    }
  }
  return found;
}

async function findTasks(deps: QueryDeps, form: QueryForm, from: VaultPath, meant: ReadonlySet<number>, filter: FileFilter): Promise<Found[]> {
  const found: Found[] = [];
  const judge = judgeOf(deps, form, from);
  const times = judge.fields.has('file.created') || judge.fields.has('created');
  for await (const all of readTasks({ ...deps, filter })) {
    const rows = all.filter(({ fileId }) => meant.has(fileId));
    const ids = [...new Set(rows.map(({ fileId }) => fileId))];
    const read = judge.reader(ids);
    const created = !times ? null : new Map(deps.db().all<{ id: number; ms: number }>('SELECT id, created_ms AS ms FROM files WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)).map(({ id, ms }) => [id, ms]));
    for (const task of rows) {
      const note = { id: task.fileId, path: task.path, title: task.title, createdMs: created?.get(task.fileId) ?? 0, modifiedMs: task.modifiedMs };
      const one = judge.take(note, task, read);
      if (one !== null) found.push(one);
    }
  }
  return found;
}

interface Judge {
  readonly fields: ReadonlySet<FieldKey>;
  reader(ids: readonly number[]): FieldReader;
  /** Null where the conditions are not fulfilled. */
  take(note: NoteRecord, task: TaskRow | null, read: FieldReader): Found | null;
}

function judgeOf(deps: QueryDeps, form: QueryForm, from: VaultPath): Judge {
  const fields = new Set([...(form.where === null ? [] : fieldsOf(form.where)), ...form.sort.map(({ field }) => field)]);
  const known = (value: FormValue): KnownValue => {
    if (value.kind === 'day') return { kind: 'date', text: dayText(deps.nowMs, value.days) };
    if (value.kind === 'link') return { kind: 'link', target: value.target ?? from.replace(/\.md$/iu, '') };
    return value;
  };
  const test = form.where === null ? null : conditionTest(form.where, known);
  return {
    fields,
    reader: (ids) => (fields.size === 0 ? () => [] : readFields(deps.db(), ids, fields, form.kind === 'tasks')),
    take(note, task, read) {
      const cell = (field: FieldKey): readonly FieldItem[] => read(note, field, task);
      if (test !== null && !test(cell)) return null;
      return { note, task, sortedBy: form.sort.map(({ field }) => cell(field)[0]) };
    },
  };
}

type Cells = (field: FieldKey) => readonly FieldItem[];

function conditionTest(condition: FormCondition, known: (value: FormValue) => KnownValue): (cells: Cells) => boolean {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.parts.map((part) => conditionTest(part, known));
      return condition.kind === 'all' ? (cells) => parts.every((test) => test(cells)) : (cells) => parts.some((test) => test(cells));
    }
    case 'not': {
      const part = conditionTest(condition.part, known);
      return (cells) => !part(cells);
    }
    case 'holds':
      return (cells) => cells(condition.field).some(({ text }) => text !== '' && text !== 'false');
    case 'empty':
      return (cells) => isEmpty(cells(condition.field));
    case 'compare': {
      const value = known(condition.value);
      return (cells) => compareItems(cells(condition.field), condition.comparison, value);
    }
  }
}

function fieldsOf(condition: FormCondition): readonly FieldKey[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(condition.part);
    default:
      return [condition.field];
  }
}

/** Where the keys say nothing: notes by name, tasks as they stand. */
function orderFound(a: Found, b: Found, { sort }: QueryForm): number {
  for (const [index, { descending }] of sort.entries()) {
    const order = orderItems(a.sortedBy[index], b.sortedBy[index], descending);
    if (order !== 0) return order;
  }
  if (a.task !== null && b.task !== null) return compareText(a.note.path, b.note.path) || a.task.line - b.task.line;
  return compareText(a.note.title.toLowerCase(), b.note.title.toLowerCase()) || compareText(a.note.path, b.note.path);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function dayText(nowMs: number, days: number): string {
  return format(addDays(nowMs, days), 'yyyy-MM-dd');
}
