/** Proposals: changes to the wiki that wait for a person, and the decisions taken on them. */
import { z } from 'zod';
import { claimIdSchema, claimSchema, entityKindSchema } from './claim.ts';
import { vaultPathSchema } from './note-path.ts';

export const rejectReasonSchema = z.enum(['wrong-person', 'not-noteworthy', 'duplicate', 'unsupported', 'tone', 'private']);
export type RejectReason = z.infer<typeof rejectReasonSchema>;

/** What a reviewer should know before accepting. */
export const proposalFlagSchema = z.enum([
  /** Accepting makes a new page. */
  'new-page',
  /** A person edited this section; only additions are proposed, their words stay. */
  'owned',
  /** Another person of the same name has a page. */
  'same-name',
  /** Claims left the sources; this takes sentences away. */
  'removes',
]);
export type ProposalFlag = z.infer<typeof proposalFlagSchema>;

export const proposalStatusSchema = z.enum(['pending', 'accepted', 'rejected', 'superseded']);
export type ProposalStatus = z.infer<typeof proposalStatusSchema>;

/** One section of one page, as it is and as it would be. */
export const proposalSchema = z
  .object({
    id: z.string(),
    /** Stable id of the page, kept in its frontmatter: survives a rename. */
    pageId: z.string(),
    path: vaultPathSchema,
    title: z.string(),
    pageKind: entityKindSchema,
    /** Heading of the section, without `#`. */
    section: z.string(),
    /** Markdown below the heading, with `[^c-…]` marks and without footnote definitions. '' where there is none yet. */
    before: z.string(),
    /** '' removes the section. */
    after: z.string(),
    /** Every claim that `after` stands on, in the order of the text. */
    claimIds: z.array(claimIdSchema).readonly(),
    /** Those of them that the page does not hold yet. */
    newClaimIds: z.array(claimIdSchema).readonly(),
    flags: z.array(proposalFlagSchema).readonly(),
    /** For a new page: other names and addresses for its frontmatter. */
    aliases: z.array(z.string()).readonly(),
    identities: z.array(z.string()).readonly(),
    /** The entity that the page is about. */
    entity: z.string(),
    status: proposalStatusSchema,
    run: z.string(),
    model: z.string().nullable(),
    createdAt: z.iso.datetime(),
    at: z.iso.datetime(),
  })
  .readonly();
export type Proposal = z.infer<typeof proposalSchema>;

/** A decision on a proposal: what replay learns from, and what undo takes back. */
export const decisionSchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    proposalId: z.string(),
    /** `undone` decisions stay as records and count no more. */
    state: z.enum(['taken', 'undone']),
    decision: z.enum(['accept', 'edit', 'reject', 'skip']),
    reason: rejectReasonSchema.nullable(),
    note: z.string(),
    action: z.enum(['create-section', 'update-section', 'remove-section']),
    sourceKinds: z.array(z.string()).readonly(),
    pageKind: entityKindSchema,
    entity: z.string(),
    /** What alike decisions share: action, page kind, section, source kinds. */
    signature: z.string(),
    before: z.string(),
    after: z.string(),
    /** What the person wrote instead, where they did. */
    edited: z.string().nullable(),
    claimIds: z.array(claimIdSchema).readonly(),
    /** The run that wrote it into the vault; null for reject and skip. */
    applyRun: z.string().nullable(),
  })
  .readonly();
export type Decision = z.infer<typeof decisionSchema>;

/** A proposal in the list of what waits. */
export const reviewItemSchema = z
  .object({
    id: z.string(),
    path: vaultPathSchema,
    title: z.string(),
    pageKind: entityKindSchema,
    section: z.string(),
    flags: z.array(proposalFlagSchema).readonly(),
    claims: z.int().nonnegative(),
    newClaims: z.int().nonnegative(),
    /** Put off with Skip; comes after the others. */
    skipped: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .readonly();
export type ReviewItem = z.infer<typeof reviewItemSchema>;

/** A proposal with all that a person needs to judge it. */
export const reviewLetterSchema = z
  .object({
    proposal: proposalSchema,
    /** Whether the section on disk is still what `before` says. A stale one cannot be accepted; the next compile renews it. */
    stale: z.boolean(),
    claims: z.array(claimSchema).readonly(),
  })
  .readonly();
export type ReviewLetter = z.infer<typeof reviewLetterSchema>;
