/** Answers of the index: hits, mentions, tags, graph. */
import { z } from 'zod';
import { vaultPathSchema } from './note-path.ts';

/** Half-open ranges of UTF-16 units inside the text that they stand beside. */
export const rangesSchema = z.array(z.tuple([z.number().int(), z.number().int()]).readonly()).readonly();

export const passageHitSchema = z
  .object({
    text: z.string(),
    ranges: rangesSchema,
    /** First line of the passage in the note, from 1. */
    line: z.number().int(),
    headingPath: z.array(z.string()).readonly(),
    /** UTF-16 offsets of the passage in the note's text. */
    start: z.number().int(),
    end: z.number().int(),
  })
  .readonly();
export type PassageHit = z.infer<typeof passageHitSchema>;

export const searchHitSchema = z
  .object({
    path: vaultPathSchema,
    title: z.string(),
    titleRanges: rangesSchema,
    score: z.number(),
    modifiedMs: z.number(),
    createdMs: z.number(),
    passages: z.array(passageHitSchema).readonly(),
  })
  .readonly();
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchOrders = ['relevance', 'modified', 'created', 'name'] as const;
export type SearchOrder = (typeof searchOrders)[number];

export const quickHitSchema = z
  .object({
    path: vaultPathSchema,
    title: z.string(),
    /** The alias or heading that matched, when it was not the title. */
    match: z.object({ kind: z.enum(['title', 'alias', 'heading']), text: z.string(), ranges: rangesSchema }).readonly(),
    folder: z.string(),
    /** What to write between `[[` and `]]` for this note from the asking note. */
    linkText: z.string(),
  })
  .readonly();
export type QuickHit = z.infer<typeof quickHitSchema>;

/** A heading of any note, for a link to it. */
export const headingHitSchema = z
  .object({
    path: vaultPathSchema,
    title: z.string(),
    text: z.string(),
    line: z.number().int(),
    level: z.number().int(),
    /** What to write for the note, before `#`. */
    linkText: z.string(),
  })
  .readonly();
export type HeadingHit = z.infer<typeof headingHitSchema>;

/** A file that is no note, for an embed of it. */
export const attachmentHitSchema = z.object({ path: vaultPathSchema, name: z.string(), folder: z.string(), linkText: z.string() }).readonly();
export type AttachmentHit = z.infer<typeof attachmentHitSchema>;

export const mentionSchema = z
  .object({
    /** The paragraph or list item around the mention, as plain source. */
    text: z.string(),
    ranges: rangesSchema,
    line: z.number().int(),
    /** UTF-16 offsets of the link or mention itself in its note's text. */
    start: z.number().int(),
    end: z.number().int(),
  })
  .readonly();

export const mentionGroupSchema = z
  .object({
    path: vaultPathSchema,
    title: z.string(),
    modifiedMs: z.number(),
    mentions: z.array(mentionSchema).readonly(),
  })
  .readonly();
export type MentionGroup = z.infer<typeof mentionGroupSchema>;

export const outgoingLinkSchema = z
  .object({
    /** As written, without brackets. */
    target: z.string(),
    path: vaultPathSchema.nullable(),
    title: z.string(),
    line: z.number().int(),
  })
  .readonly();
export type OutgoingLink = z.infer<typeof outgoingLinkSchema>;

/** A name that links use and no file has. */
export const unresolvedTargetSchema = z
  .object({
    /** As the first of them writes it. */
    target: z.string(),
    count: z.number().int(),
    /** At most the first 50 places. */
    sources: z.array(z.object({ path: vaultPathSchema, title: z.string(), line: z.number().int() })).readonly(),
  })
  .readonly();
export type UnresolvedTarget = z.infer<typeof unresolvedTargetSchema>;

export const tagCountSchema = z.object({ name: z.string(), count: z.number().int() }).readonly();
export type TagCount = z.infer<typeof tagCountSchema>;

export const graphNodeSchema = z
  .object({
    /** A path, or `unresolved:<target>`. */
    id: z.string(),
    label: z.string(),
    kind: z.enum(['note', 'wiki', 'source', 'attachment', 'unresolved']),
    degree: z.number().int(),
  })
  .readonly();
export const graphSchema = z
  .object({
    nodes: z.array(graphNodeSchema).readonly(),
    /** Pairs of indexes into `nodes`, source first. */
    edges: z.array(z.tuple([z.number().int(), z.number().int()]).readonly()).readonly(),
    truncated: z.boolean(),
  })
  .readonly();
export type GraphNode = z.infer<typeof graphNodeSchema>;
export type Graph = z.infer<typeof graphSchema>;
