/** Claims: single statements taken from a source, each standing on a quote that code has verified. */
import { z } from 'zod';
import { vaultPathSchema } from './note-path.ts';

/** `c-` and 12 hex digits; the label of the footnote that shows the claim's source. */
export const claimIdSchema = z.string().regex(/^c-[0-9a-f]{12}$/);

/** What sort of statement it is: chooses its section, and how fast it fades from attention. */
export const claimKindSchema = z.enum(['fact', 'relation', 'preference', 'commitment', 'decision', 'event']);
export type ClaimKind = z.infer<typeof claimKindSchema>;

export const entityKindSchema = z.enum(['person', 'organization', 'project', 'topic']);
export type EntityKind = z.infer<typeof entityKindSchema>;

/** Something named in a source, before and after code has found out which one it is. */
export const entityMentionSchema = z
  .object({
    kind: entityKindSchema,
    /** As the source names it. */
    name: z.string(),
    /**
     * The entity that code resolved it to: `mail:<address>`, `slack:<team>:<user>`, `name:<kind>:<name>`;
     * null where nothing could be resolved (the same name may be two people).
     */
    entity: z.string().nullable(),
  })
  .readonly();
export type EntityMention = z.infer<typeof entityMentionSchema>;

/** The place in a source that a footnote's link names. */
export const anchorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('block'), id: z.string() }).readonly(),
  z.object({ kind: z.literal('heading'), heading: z.string() }).readonly(),
  z.object({ kind: z.literal('note') }).readonly(),
]);
export type Anchor = z.infer<typeof anchorSchema>;

export const sourceKindSchema = z.enum(['mail', 'slack', 'note']);
export type SourceKind = z.infer<typeof sourceKindSchema>;

/** Where in the vault a claim was read. */
export const claimSourceSchema = z
  .object({
    /** The note's own id where it has one (imports), else its path: survives a move. */
    id: z.string(),
    path: vaultPathSchema,
    kind: sourceKindSchema,
    title: z.string(),
    anchor: anchorSchema,
    /** Who wrote the passage, as the source shows it; null in the user's own notes. */
    speaker: z.string().nullable(),
    /** When it was written, ISO date or moment; null where the source does not say. */
    date: z.string().nullable(),
    blockHash: z.string(),
    /** The how-manieth block of that hash in its source, from 0. */
    occurrence: z.int().nonnegative(),
    /** Hashes of the blocks around it, so that it is found again after a move. */
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .readonly();
export type ClaimSource = z.infer<typeof claimSourceSchema>;

export const claimSchema = z
  .object({
    id: claimIdSchema,
    kind: claimKindSchema,
    subject: entityMentionSchema,
    predicate: z.string(),
    /** Plain text, one sentence; never Markdown. */
    text: z.string(),
    /** Exactly as it stands in the block's plain text, white space collapsed. */
    quote: z.string(),
    mentions: z.array(entityMentionSchema).readonly(),
    source: claimSourceSchema,
    validFrom: z.string().nullable(),
    validUntil: z.string().nullable(),
    confidence: z.number().min(0).max(1),
    /** `retracted`: its block is gone from its source. `superseded`: its source says otherwise now. */
    status: z.enum(['active', 'superseded', 'retracted']),
    /** The run and model that made it. */
    run: z.string(),
    model: z.string(),
    at: z.iso.datetime(),
  })
  .readonly();
export type Claim = z.infer<typeof claimSchema>;
