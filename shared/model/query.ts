/** What a `verso` block shows. */
import { z } from 'zod';
import { formProblemSchema } from '../query/query-form.ts';
import { vaultPathSchema } from './note-path.ts';
import { taskSchema } from './task.ts';

const noteRowSchema = z
  .object({
    path: vaultPathSchema,
    title: z.string(),
    /** One for each column: its values as written, with links in their brackets. */
    cells: z.array(z.array(z.string()).readonly()).readonly(),
  })
  .readonly();

const counts = {
  /** All that fulfil it, also beyond the limit. */
  total: z.number().int(),
  /** It took too long: this is what was found by then. */
  incomplete: z.boolean(),
};

export const queryResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('problem'), problem: formProblemSchema }).readonly(),
  z.object({ kind: z.literal('notes'), shape: z.enum(['table', 'list']), columns: z.array(z.string()).readonly(), rows: z.array(noteRowSchema).readonly(), ...counts }).readonly(),
  z.object({ kind: z.literal('tasks'), tasks: z.array(taskSchema).readonly(), today: z.string(), ...counts }).readonly(),
]);
export type QueryResult = z.infer<typeof queryResultSchema>;
export type QueryNoteRow = z.infer<typeof noteRowSchema>;
