/**
 * What every answer of a block must fulfil, as far as SQL can tell it cheaply: it spares reading the
 * fields of notes that cannot be meant. The conditions themselves are judged all the same.
 */
import type { FieldKey, FormCondition, QueryForm } from '#shared/query/query-form.ts';
import type { FileFilter } from '../search/query-filter.ts';
import { ownFields, taskFields } from './field-values.ts';

export interface NecessaryFilters {
  /** Over `files f`. */
  readonly notes: readonly FileFilter[];
  /** Over `tasks t`, for a block over tasks. */
  readonly tasks: readonly FileFilter[];
}

export function necessaryFilters({ kind, where }: QueryForm): NecessaryFilters {
  const ofTasks = kind === 'tasks';
  const parts = where === null ? [] : where.kind === 'all' ? where.parts : [where];
  return {
    notes: parts.map((part) => ofNote(part, ofTasks)).filter((filter) => filter !== null),
    tasks: ofTasks ? parts.map(ofTask).filter((filter) => filter !== null) : [],
  };
}

function ofTask(condition: FormCondition): FileFilter | null {
  const [holds, part] = condition.kind === 'not' ? [false, condition.part] : [true, condition];
  if (part.kind === 'holds' && (part.field === 'done' || part.field === 'open')) {
    const marks = part.field === 'done' ? "('x', 'X')" : "(' ')";
    return { sql: `t.mark ${holds ? 'IN' : 'NOT IN'} ${marks}`, values: [] };
  }
  return fieldWithValue(condition) === 'due' ? { sql: 't.due IS NOT NULL', values: [] } : null;
}

function ofNote(condition: FormCondition, ofTasks: boolean): FileFilter | null {
  const field = fieldWithValue(condition);
  if (field === null) return null;
  if (field.startsWith('file.') || ownFields.some((each) => each === field) || (ofTasks && taskFields.some((each) => each === field))) return null;
  return { sql: 'f.id IN (SELECT file_id FROM properties WHERE name_key = ?)', values: [field] };
}

/** The field that must have a value for the condition to be fulfilled. */
function fieldWithValue(condition: FormCondition): FieldKey | null {
  return condition.kind === 'holds' || (condition.kind === 'compare' && condition.comparison !== '!=') ? condition.field : null;
}
