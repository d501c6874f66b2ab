/** Tasks of the whole vault, as lists of them show. */
import { z } from 'zod';
import { vaultPathSchema } from './note-path.ts';

export const taskSchema = z
  .object({
    path: vaultPathSchema,
    title: z.string(),
    /** From 1. */
    line: z.number().int(),
    /** The character between its brackets. */
    mark: z.string(),
    /** Plain text. */
    text: z.string(),
    /** As 2026-11-23. */
    due: z.string().nullable(),
  })
  .readonly();
export type Task = z.infer<typeof taskSchema>;

/** What a list of tasks is ordered by; within a note they stand as in the note, by day within a day. */
export const taskOrders = ['note', 'modified', 'due'] as const;
export type TaskOrder = (typeof taskOrders)[number];

/** `other`: marks of one's own, neither done nor still to do. */
export const taskStates = ['open', 'done', 'other', 'any'] as const;
export type TaskState = (typeof taskStates)[number];

/** `week`: within the next seven days, what is overdue included. */
export const taskDays = ['any', 'overdue', 'today', 'week', 'dated', 'undated'] as const;
export type TaskDays = (typeof taskDays)[number];

export function isDone(mark: string): boolean {
  return mark === 'x' || mark === 'X';
}

/** What ticking or unticking makes of a mark: whatever is not open becomes open again. */
export function tickedMark(mark: string): string {
  return mark === ' ' ? 'x' : ' ';
}
