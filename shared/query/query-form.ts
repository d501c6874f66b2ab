/** What a `verso` block asks for: made by the parser, carried out by the core. The form is described in docs/queries.md. */
import { z } from 'zod';
import type { QueryNode } from '../search/query-tree.ts';

/** Written out, in lower case and NFC; `file.name` and the like stand for what every note has. */
export type FieldKey = string;

export type FormSource =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly FormSource[] }
  | { readonly kind: 'not'; readonly part: FormSource }
  /** The tag or one below it. */
  | { readonly kind: 'tag'; readonly tag: string }
  /** A folder with all below it, or one note, without `.md`; from the vault's root, `''` is everything. */
  | { readonly kind: 'place'; readonly path: string }
  /** Notes that link to this one. Null: to the note that the block stands in. */
  | { readonly kind: 'linking'; readonly target: string | null }
  /** The note that the block stands in. */
  | { readonly kind: 'here' }
  /** As in the search box. */
  | { readonly kind: 'search'; readonly root: QueryNode };

export type FormComparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains';

export type FormValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  /** `2026`, `2026-11`, `2026-11-23`, `2026-11-23T10:00`. A year alone is a number. */
  | { readonly kind: 'date'; readonly text: string }
  /** Days from today. */
  | { readonly kind: 'day'; readonly days: number }
  | { readonly kind: 'tag'; readonly tag: string }
  /** Null: the note that the block stands in. */
  | { readonly kind: 'link'; readonly target: string | null };

export type FormCondition =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly FormCondition[] }
  | { readonly kind: 'not'; readonly part: FormCondition }
  /** It has a value that is not `false`. */
  | { readonly kind: 'holds'; readonly field: FieldKey }
  | { readonly kind: 'empty'; readonly field: FieldKey }
  | { readonly kind: 'compare'; readonly field: FieldKey; readonly comparison: FormComparison; readonly value: FormValue };

export interface FormColumn {
  readonly field: FieldKey;
  /** What stands above it: as the field was written, or what follows `as`. */
  readonly title: string;
}

export interface QueryForm {
  readonly kind: 'table' | 'list' | 'tasks';
  readonly columns: readonly FormColumn[];
  readonly source: FormSource | null;
  readonly where: FormCondition | null;
  readonly sort: readonly { readonly field: FieldKey; readonly descending: boolean }[];
  readonly limit: number | null;
}

export const formProblemCodes = [
  'empty',
  'no-kind',
  'no-field',
  'no-title',
  'no-source',
  'no-condition',
  'no-comparison',
  'no-value',
  'no-number',
  'twice',
  'unexpected',
  'unclosed-quote',
  'unclosed-bracket',
  'unclosed-group',
  'bad-search',
  'too-deep',
  'too-much',
] as const;

/** What is wrong with a block and where: UTF-16 offsets in its text. */
export const formProblemSchema = z
  .object({
    code: z.enum(formProblemCodes),
    start: z.number().int().nonnegative(),
    end: z.number().int().nonnegative(),
    /** What stands there, or what it is about. */
    about: z.string(),
  })
  .readonly();
export type FormProblem = z.infer<typeof formProblemSchema>;
