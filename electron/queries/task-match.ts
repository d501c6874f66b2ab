/** Whether a task is what a search asks for. Words are looked for in the task; a note's conditions in its note. */
import { linkKey } from '#shared/markdown/resolve-link.ts';
import { isDone } from '#shared/model/task.ts';
import type { QueryNode } from '#shared/search/query-tree.ts';
import type { ReadableDb } from '../db/database.ts';
import { filterOf } from '../search/query-filter.ts';
import { fold } from '../search/words.ts';
import type { TaskRow } from './read-tasks.ts';

export type TaskTest = (task: TaskRow) => boolean;

/** The index is asked here; the test itself only compares. Expressions are read as plain text: they may never end. */
export function taskTest(db: ReadableDb, node: QueryNode): TaskTest {
  switch (node.kind) {
    case 'all': {
      const parts = node.parts.map((part) => taskTest(db, part));
      return (task) => parts.every((test) => test(task));
    }
    case 'any': {
      const parts = node.parts.map((part) => taskTest(db, part));
      return (task) => parts.some((test) => test(task));
    }
    case 'not': {
      const part = taskTest(db, node.part);
      return (task) => !part(task);
    }
    case 'word':
    case 'phrase': {
      const wanted = fold(node.text);
      return ({ text }) => fold(text).includes(wanted);
    }
    case 'regex': {
      const wanted = fold(node.source);
      return ({ text }) => fold(text).includes(wanted);
    }
    case 'case':
      return node.exact ? exactTest(db, node.part) : taskTest(db, node.part);
    case 'within': {
      const part = node.part === null ? null : taskTest(db, node.part);
      const { unit } = node;
      return (task) => (unit === 'task-todo' ? task.mark === ' ' : unit !== 'task-done' || isDone(task.mark)) && (part === null || part(task));
    }
    case 'place': {
      const whole = node.place === 'path';
      return placeTest(node.part, (path) => linkKey(whole ? path : path.slice(path.lastIndexOf('/') + 1)));
    }
    case 'tag':
      return tagTest(db, node.tag);
    case 'property':
    case 'time': {
      const { sql, values } = filterOf(node);
      const ids = new Set(db.all<{ id: number }>(`SELECT f.id FROM files f WHERE ${sql}`, ...values).map(({ id }) => id));
      return ({ fileId }) => ids.has(fileId);
    }
  }
}

function exactTest(db: ReadableDb, node: QueryNode): TaskTest {
  if (node.kind === 'word' || node.kind === 'phrase') return ({ text }) => text.includes(node.text);
  if (node.kind === 'all' || node.kind === 'any') {
    const parts = node.parts.map((part) => exactTest(db, part));
    return (task) => (node.kind === 'all' ? parts.every((test) => test(task)) : parts.some((test) => test(task)));
  }
  return taskTest(db, node);
}

function placeTest(node: QueryNode, placeOf: (path: string) => string): TaskTest {
  switch (node.kind) {
    case 'all':
    case 'any': {
      const parts = node.parts.map((part) => placeTest(part, placeOf));
      return (task) => (node.kind === 'all' ? parts.every((test) => test(task)) : parts.some((test) => test(task)));
    }
    case 'not': {
      const part = placeTest(node.part, placeOf);
      return (task) => !part(task);
    }
    default: {
      const wanted = linkKey('text' in node ? node.text : 'tag' in node ? `#${node.tag}` : '');
      return ({ path }) => placeOf(path).includes(wanted);
    }
  }
}

/** In the task's own first line, or given to its whole note in the properties. */
function tagTest(db: ReadableDb, tag: string): TaskTest {
  const key = linkKey(tag);
  const own = new Set(
    db
      .all<{ file_id: number; line: number }>("SELECT file_id, line FROM tags WHERE tag_key = ?1 OR substr(tag_key, 1, length(?1) + 1) = ?1 || '/'", key)
      .map(({ file_id: id, line }) => `${id}:${line}`),
  );
  const notes = new Set(
    db
      .all<{ file_id: number; text: string }>("SELECT file_id, text FROM properties WHERE name_key IN ('tags', 'tag') AND line IS NULL")
      .filter(({ text }) => text.split(/[\s,]+/u).some((each) => isBelow(linkKey(each.replace(/^#/u, '')), key)))
      .map(({ file_id: id }) => id),
  );
  return ({ fileId, line }) => notes.has(fileId) || own.has(`${fileId}:${line}`);
}

function isBelow(tag: string, key: string): boolean {
  return tag === key || tag.startsWith(`${key}/`);
}
