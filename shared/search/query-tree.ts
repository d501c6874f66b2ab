/** What a search asks for, as a tree: made by the parser, walked by whoever answers. */
import { z } from 'zod';

/** Parts of a note that `line:`, `block:`, `section:` and the operators of tasks look within. */
export type QueryUnit = 'line' | 'block' | 'section' | 'task' | 'task-todo' | 'task-done';
export type Comparison = '<' | '<=' | '>' | '>=' | '=';

/** One of several values that a property may have. */
export interface PropertyTest {
  /** `has`: the value's text has this in it. */
  readonly comparison: Comparison | 'has';
  readonly value: string;
}

export type QueryNode =
  | { readonly kind: 'all'; readonly parts: readonly QueryNode[] }
  | { readonly kind: 'any'; readonly parts: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly part: QueryNode }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'phrase'; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string }
  /** `match-case:` and `ignore-case:` over what stands in it. */
  | { readonly kind: 'case'; readonly exact: boolean; readonly part: QueryNode }
  /** The parts are found in the note's path, or in its file's name. */
  | { readonly kind: 'place'; readonly place: 'path' | 'file'; readonly part: QueryNode }
  | { readonly kind: 'tag'; readonly tag: string }
  /** A null part: any such unit. */
  | { readonly kind: 'within'; readonly unit: QueryUnit; readonly part: QueryNode | null }
  /** Without tests: the note has the property. */
  | { readonly kind: 'property'; readonly name: string; readonly tests: readonly PropertyTest[] }
  /** `from` and `until` are days as `2026-11-23`, `2026-11` or `2026`. */
  | { readonly kind: 'time'; readonly which: 'created' | 'modified'; readonly comparison: Comparison; readonly day: string };

export const queryProblemCodes = [
  'unclosed-group',
  'empty-group',
  'missing-side',
  'missing-value',
  'bad-regex',
  'bad-date',
  'bad-property',
  'too-deep',
  'too-many',
] as const;

/** What is wrong with a search, and where: UTF-16 offsets in what was typed. */
export const queryProblemSchema = z
  .object({
    code: z.enum(queryProblemCodes),
    start: z.number().int().nonnegative(),
    end: z.number().int().nonnegative(),
    /** The operator or expression that it is about. */
    about: z.string(),
  })
  .readonly();
export type QueryProblem = z.infer<typeof queryProblemSchema>;

/** The tree below a node, itself first. */
export function* walkQuery(node: QueryNode): Generator<QueryNode> {
  yield node;
  if ('parts' in node) for (const part of node.parts) yield* walkQuery(part);
  else if ('part' in node && node.part !== null) yield* walkQuery(node.part);
}
