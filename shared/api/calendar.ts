/** Notes of days and weeks, and the templates that new notes begin with. */
import { z } from 'zod';
import { vaultPathSchema } from '../model/note-path.ts';
import { periodSchema } from '../model/period.ts';
import { method } from '../rpc/contract.ts';

const answersSchema = z.record(z.string().max(500), z.string().max(10_000)).default({});
const promptSchema = z.object({
  label: z.string(),
  /** What the answer begins as. */
  fallback: z.string(),
});
const begunNoteSchema = z.object({
  path: vaultPathSchema,
  exists: z.boolean(),
  title: z.string(),
  text: z.string(),
  /** Where writing begins in a new note (UTF-16 units); null: at its end. */
  caret: z.number().int().nullable(),
  /** What the template of a new note asks. */
  prompts: z.array(promptSchema),
});
const placeSchema = z.object({
  folder: z.string(),
  /** A date-fns pattern. */
  pattern: z.string(),
  templatePath: vaultPathSchema.nullable(),
  from: z.enum(['settings', 'obsidian']),
});

/** The most days that one call describes: six weeks of a month's page, with room. */
const mostDays = 62;

export const calendarApi = {
  /** Where a day's note is, and the text it begins with; nothing is written. */
  'note.daily': method({
    params: z.object({ date: z.iso.date(), answers: answersSchema }),
    value: begunNoteSchema,
    failures: ['bad-name'],
  }),
  /** The same for the ISO week that holds `date`. */
  'note.weekly': method({
    params: z.object({ date: z.iso.date(), answers: answersSchema }),
    value: begunNoteSchema,
    failures: ['bad-name'],
  }),
  /** What a calendar shows of each day from `from` on, and of each ISO week that these days touch. */
  'calendar.days': method({
    params: z.object({ from: z.iso.date(), days: z.number().int().min(1).max(mostDays) }),
    value: z.object({
      days: z.array(
        z.object({
          date: z.iso.date(),
          path: vaultPathSchema,
          exists: z.boolean(),
          words: z.number().int(),
          openTasks: z.number().int(),
          /** Notes of the vault that were last changed on this day. */
          changedNotes: z.number().int(),
        }),
      ),
      weeks: z.array(z.object({ monday: z.iso.date(), number: z.number().int(), path: vaultPathSchema, exists: z.boolean() })),
    }),
    failures: ['bad-name'],
  }),
  /** Which period a note is of; null where it is an ordinary note. `date` is the period's first day. */
  'calendar.periodOf': method({
    params: z.object({ path: vaultPathSchema }),
    value: z.object({ at: z.object({ period: periodSchema, date: z.iso.date() }).nullable() }),
  }),
  /** The nearest day or week before or after that has a note; today counts as one. */
  'calendar.beside': method({
    params: z.object({ period: periodSchema, date: z.iso.date(), direction: z.literal([-1, 1]) }),
    value: z.object({ date: z.iso.date() }),
  }),
  /** Where days, weeks and templates are kept in this vault, and who says so. */
  'calendar.places': method({
    params: z.object({}),
    value: z.object({
      day: placeSchema,
      week: placeSchema,
      templates: z.object({ folder: z.string(), from: z.enum(['settings', 'obsidian']) }),
    }),
  }),

  'template.list': method({
    params: z.object({}),
    value: z.object({
      folder: z.string(),
      templates: z.array(z.object({ path: vaultPathSchema, name: z.string(), prompts: z.array(promptSchema) })),
    }),
    failures: ['io'],
  }),
  /** A template's text with its words filled in; `caret` is where `{{cursor}}` stood. */
  'template.fill': method({
    params: z.object({ path: vaultPathSchema, title: z.string().max(500), answers: answersSchema }),
    value: z.object({ text: z.string(), caret: z.number().int().nullable() }),
    failures: ['not-found', 'too-large', 'outside', 'io'],
  }),
} as const;
