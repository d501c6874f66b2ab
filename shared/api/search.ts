/** Finding: search, switcher, tags, links and the graph; all read-only answers of the index. */
import { z } from 'zod';
import { vaultPathSchema } from '../model/note-path.ts';
import {
  attachmentHitSchema,
  graphSchema,
  headingHitSchema,
  mentionGroupSchema,
  outgoingLinkSchema,
  quickHitSchema,
  searchHitSchema,
  searchOrders,
  tagCountSchema,
  unresolvedTargetSchema,
} from '../model/search.ts';
import { method } from '../rpc/contract.ts';
import { queryProblemSchema } from '../search/query-tree.ts';

const limit = (fallback: number) => z.number().int().min(1).max(500).default(fallback);
const queryText = z.string().max(2000);

export const searchApi = {
  'search.query': method({
    params: z.object({
      text: queryText,
      limit: limit(50),
      /** Also search imported sources under raw/. */
      sources: z.boolean().default(true),
      /** Times are newest first. */
      sort: z.enum(searchOrders).default('relevance'),
      /** A note that is not to be among the answers: the one that the search stands in. */
      except: vaultPathSchema.optional(),
    }),
    value: z.object({
      hits: z.array(searchHitSchema),
      /** Notes that match at all, also beyond `limit`. */
      total: z.number().int(),
      /** Words that were read as a commoner neighbour, `typed → searched`. */
      corrections: z.array(z.tuple([z.string(), z.string()])),
      /** What of the text could not be understood, and where; the rest of it was searched for. */
      problems: z.array(queryProblemSchema),
      /** The search took too long: these are the notes that were found by then. */
      incomplete: z.boolean(),
      tookMs: z.number(),
    }),
  }),
  /** Titles, aliases and headings by prefix and by words; empty text: recently changed notes. */
  'search.quick': method({
    params: z.object({ text: queryText, limit: limit(20), from: vaultPathSchema.optional() }),
    value: z.object({ hits: z.array(quickHitSchema) }),
  }),
  /** Headings of all notes by the beginnings of their words. */
  'search.headings': method({
    params: z.object({ text: queryText, limit: limit(20), from: vaultPathSchema }),
    value: z.object({ hits: z.array(headingHitSchema) }),
  }),
  /** Files that are no notes, by any part of their name. */
  'search.attachments': method({
    params: z.object({ text: queryText, limit: limit(20), from: vaultPathSchema }),
    value: z.object({ hits: z.array(attachmentHitSchema) }),
  }),
  /** A note by chance, other than the one given; null where there is none. */
  'search.random': method({ params: z.object({ except: vaultPathSchema.optional() }), value: z.object({ path: vaultPathSchema.nullable() }) }),
  'search.tags': method({ params: z.object({}), value: z.object({ tags: z.array(tagCountSchema) }) }),
  'search.notesWithTag': method({
    params: z.object({ tag: z.string().max(500), limit: limit(200) }),
    value: z.object({ notes: z.array(z.object({ path: vaultPathSchema, title: z.string(), modifiedMs: z.number() })) }),
  }),

  'link.backlinks': method({
    params: z.object({ path: vaultPathSchema }),
    value: z.object({ groups: z.array(mentionGroupSchema) }),
  }),
  'link.unlinked': method({
    params: z.object({ path: vaultPathSchema }),
    value: z.object({ groups: z.array(mentionGroupSchema) }),
  }),
  'link.outgoing': method({
    params: z.object({ path: vaultPathSchema }),
    value: z.object({ links: z.array(outgoingLinkSchema) }),
  }),
  /** Names that links use and no file has: of one note, or of all. The most wanted first. */
  'link.unresolved': method({
    params: z.object({ path: vaultPathSchema.nullable(), limit: limit(200) }),
    value: z.object({ targets: z.array(unresolvedTargetSchema), total: z.number().int() }),
  }),
  /** Where a link leads from a note: the file, and the line of its heading or block when it has one. */
  'link.resolve': method({
    params: z.object({ from: vaultPathSchema, target: z.string().max(2000) }),
    value: z.object({
      path: vaultPathSchema.nullable(),
      /** First line of the heading or block, from 1. */
      line: z.number().int().nullable(),
      /** Where a note of this name would be made. */
      suggestedPath: vaultPathSchema.nullable(),
    }),
  }),

  'graph.local': method({
    params: z.object({ path: vaultPathSchema, depth: z.number().int().min(1).max(4).default(1) }),
    value: graphSchema,
  }),
  'graph.whole': method({
    params: z.object({ sources: z.boolean().default(false), unresolved: z.boolean().default(false) }),
    value: graphSchema,
  }),
} as const;
