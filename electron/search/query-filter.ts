/**
 * Turns the conditions of a search into SQL over `files f`.
 *
 * What only a note's text can tell (lines, expressions, case) becomes the widest condition that
 * the index can answer: notes that pass it are read by `note-match.ts`, others are not.
 */
import { linkKey } from '#shared/markdown/resolve-link.ts';
import type { Comparison, PropertyTest, QueryNode, QueryUnit } from '#shared/search/query-tree.ts';
import { passagesPerFile } from '../indexer/file-row.ts';
import { phraseExpression } from './match-expression.ts';

export interface FileFilter {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** The MATCH expression of a word or phrase; null where it holds no word. */
export type ReadExpression = (text: string) => string | null;

const everything: FileFilter = { sql: '1', values: [] };

/** Whether a note's text must be read to know. */
export function needsText(node: QueryNode): boolean {
  switch (node.kind) {
    case 'all':
    case 'any':
      return node.parts.some(needsText);
    case 'not':
    case 'place':
      return needsText(node.part);
    case 'regex':
    case 'case':
      return true;
    case 'within':
      return node.part !== null;
    default:
      return false;
  }
}

/** Exact where `needsText` is false; else all notes that may match, and more. */
export function filterOf(node: QueryNode, expression: ReadExpression = phraseExpression): FileFilter {
  return condition(node, { expression, partial: false });
}

export function joinFilters(filters: readonly FileFilter[], by: 'AND' | 'OR' = 'AND'): FileFilter {
  const [first] = filters;
  if (first === undefined) return by === 'AND' ? everything : { sql: '0', values: [] };
  if (filters.length === 1) return first;
  return { sql: `(${filters.map(({ sql }) => sql).join(` ${by} `)})`, values: filters.flatMap(({ values }) => values) };
}

interface Reading {
  readonly expression: ReadExpression;
  /** Only a part of the note is meant: what is not there may still stand elsewhere in it. */
  readonly partial: boolean;
}

function condition(node: QueryNode, reading: Reading): FileFilter {
  switch (node.kind) {
    case 'all':
      return joinFilters(node.parts.map((part) => condition(part, reading)));
    case 'any':
      return joinFilters(node.parts.map((part) => condition(part, reading)), 'OR');
    case 'not': {
      if (reading.partial || needsText(node.part)) return everything;
      return negate(condition(node.part, reading));
    }
    case 'word':
    case 'phrase': {
      const match = reading.expression(node.text);
      return match === null ? everything : matching(match);
    }
    case 'regex':
      return everything;
    case 'case':
      return condition(node.part, { ...reading, partial: true });
    case 'within':
      return joinFilters([...unitFilters(node.unit), ...(node.part === null ? [] : [condition(node.part, { ...reading, partial: true })])]);
    case 'place':
      return placeFilter(node.part, node.place === 'path' ? 'f.path_key' : 'f.name_key', reading);
    case 'tag':
      return tagFilter(node.tag);
    case 'property':
      return propertyFilter(node.name, node.tests);
    case 'time':
      return timeFilter(node.which === 'created' ? 'f.created_ms' : 'f.modified_ms', node.comparison, node.day);
  }
}

function negate({ sql, values }: FileFilter): FileFilter {
  return { sql: `NOT (${sql})`, values };
}

/** Notes with a passage (its names and headings included) that matches. */
export function matching(match: string): FileFilter {
  return { sql: `f.id IN (SELECT rowid / ${passagesPerFile} FROM passages_fts WHERE passages_fts MATCH ?)`, values: [match] };
}

function unitFilters(unit: QueryUnit): readonly FileFilter[] {
  if (unit === 'line' || unit === 'block' || unit === 'section') return [];
  return [{ sql: `EXISTS (SELECT 1 FROM tasks t WHERE t.file_id = f.id AND ${taskCondition(unit)})`, values: [] }];
}

/** Over `tasks t`. A mark of one's own is neither done nor still to do. */
export function taskCondition(unit: 'task' | 'task-todo' | 'task-done'): string {
  return { task: '1', 'task-todo': "t.mark = ' '", 'task-done': "t.mark IN ('x', 'X')" }[unit];
}

function placeFilter(node: QueryNode, column: string, reading: Reading): FileFilter {
  switch (node.kind) {
    case 'all':
      return joinFilters(node.parts.map((part) => placeFilter(part, column, reading)));
    case 'any':
      return joinFilters(node.parts.map((part) => placeFilter(part, column, reading)), 'OR');
    case 'not':
      return needsText(node.part) ? everything : negate(placeFilter(node.part, column, reading));
    case 'word':
    case 'phrase':
      return { sql: `instr(${column}, ?) > 0`, values: [linkKey(node.text)] };
    case 'tag':
      return { sql: `instr(${column}, ?) > 0`, values: [linkKey(`#${node.tag}`)] };
    case 'case':
      return placeFilter(node.part, column, reading);
    case 'regex':
      return everything;
    default:
      return condition(node, reading);
  }
}

/** The tag or one below it: `a` finds `a/b`. */
function tagFilter(tag: string): FileFilter {
  const key = linkKey(tag);
  return {
    sql: "EXISTS (SELECT 1 FROM tags t WHERE t.file_id = f.id AND (t.tag_key = ? OR substr(t.tag_key, 1, length(?) + 1) = ? || '/'))",
    values: [key, key, key],
  };
}

function propertyFilter(name: string, tests: readonly PropertyTest[]): FileFilter {
  const alternatives = joinFilters(tests.map(propertyTest), 'OR');
  const wanted = tests.length === 0 ? everything : alternatives;
  return { sql: `EXISTS (SELECT 1 FROM properties p WHERE p.file_id = f.id AND p.name_key = ? AND ${wanted.sql})`, values: [linkKey(name), ...wanted.values] };
}

const numberPattern = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/u;
const datePattern = /^\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?)?$/u;
/** A value that is a number, or is written as one between quotes. */
const asNumber = "coalesce(p.number, CASE WHEN p.text GLOB '*[0-9]*' AND p.text NOT GLOB '*[^0-9.+-]*' THEN CAST(p.text AS REAL) END)";

/** Numbers are compared as numbers, days as far as they are given, all else as text without case. */
function propertyTest({ comparison, value }: PropertyTest): FileFilter {
  if (numberPattern.test(value)) return { sql: `${asNumber} ${comparison === 'has' ? '=' : comparison} ?`, values: [Number(value)] };
  if (comparison === 'has') return { sql: 'instr(lower(p.text), lower(?)) > 0', values: [value.normalize('NFC')] };
  if (datePattern.test(value)) {
    const day = value.replace(' ', 'T');
    return {
      sql: `(p.text GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*' AND replace(substr(p.text, 1, ?), ' ', 'T') ${comparison} ?)`,
      values: [day.length, day],
    };
  }
  return { sql: `lower(p.text) ${comparison} lower(?)`, values: [value.normalize('NFC')] };
}

/** Days are those of this machine's clock; a month or a year is all of it. */
function timeFilter(column: string, comparison: Comparison, day: string): FileFilter {
  const [year = 0, month, date] = day.split('-').map(Number);
  const startMs = new Date(year, (month ?? 1) - 1, date ?? 1).getTime();
  const endMs = new Date(month === undefined ? year + 1 : year, month === undefined ? 0 : date === undefined ? month : month - 1, date === undefined ? 1 : date + 1).getTime();
  switch (comparison) {
    case '<':
      return { sql: `${column} < ?`, values: [startMs] };
    case '<=':
      return { sql: `${column} < ?`, values: [endMs] };
    case '>':
      return { sql: `${column} >= ?`, values: [endMs] };
    case '>=':
      return { sql: `${column} >= ?`, values: [startMs] };
    case '=':
      return { sql: `(${column} >= ? AND ${column} < ?)`, values: [startMs, endMs] };
  }
}
