/** Tasks across the vault. They are changed where all text is: through `note.write`. */
import { z } from 'zod';
import { taskDays, taskOrders, taskSchema, taskStates } from '../model/task.ts';
import { method } from '../rpc/contract.ts';
import { queryProblemSchema } from '../search/query-tree.ts';

export const taskApi = {
  'task.list': method({
    params: z.object({
      /** As in the search box; words are those of the task, conditions on a note those of its note. */
      text: z.string().max(2000).default(''),
      state: z.enum(taskStates).default('open'),
      /** Only tasks with this mark, whatever `state` says. */
      mark: z.string().min(1).max(2).nullable().default(null),
      days: z.enum(taskDays).default('any'),
      order: z.enum(taskOrders).default('note'),
      limit: z.number().int().min(1).max(10_000).default(5000),
    }),
    value: z.object({
      tasks: z.array(taskSchema).readonly(),
      /** Tasks that fulfil all of it, also beyond `limit`. */
      total: z.number().int(),
      /** Marks in use other than open and done, the most used first. */
      marks: z.array(z.string()),
      /** The day that days were compared with, as 2026-11-23. */
      today: z.string(),
      problems: z.array(queryProblemSchema),
      /** It took too long: these are the tasks that were found by then. */
      incomplete: z.boolean(),
    }),
  }),
} as const;
