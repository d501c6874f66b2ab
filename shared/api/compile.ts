/** Turning sources into proposals, and deciding on them: the wiki changes only through here. */
import { z } from 'zod';
import { claimSchema } from '../model/claim.ts';
import { compilePlanSchema, compileSummarySchema } from '../model/compile.ts';
import { vaultPathSchema } from '../model/note-path.ts';
import { decisionSchema, rejectReasonSchema, reviewItemSchema, reviewLetterSchema } from '../model/proposal.ts';
import { event, method } from '../rpc/contract.ts';

const proposalId = z.string().min(1).max(100);
const decideFailures = ['not-found', 'read-only', 'stale', 'io'] as const;

/** What a decision answers: what still waits, and the pages that were written. */
const decidedSchema = z.object({ pending: z.number().int(), written: z.array(vaultPathSchema).readonly() });

export const compileApi = {
  /** The dry run: what would be read, written and paid. Nothing is sent, nothing written. */
  'compile.plan': method({ params: z.object({}), value: compilePlanSchema, failures: ['io'] }),
  /** Starts a compile as a job; `job.cancel` stops it at once. A cap needs a known price. */
  'compile.start': method({
    params: z.object({ capUsd: z.number().positive().max(100_000).optional() }),
    value: z.object({ jobId: z.string() }),
    failures: ['not-configured', 'no-price', 'running', 'read-only'],
  }),
  /** The last compile's summary; null before the first. */
  'compile.last': method({ params: z.object({}), value: z.object({ summary: compileSummarySchema.nullable() }) }),
  'compile.finished': event(compileSummarySchema),

  /** What waits, most worth deciding first; skipped ones last. */
  'review.list': method({
    params: z.object({}),
    value: z.object({ items: z.array(reviewItemSchema).readonly(), decidedToday: z.number().int() }),
  }),
  'review.read': method({ params: z.object({ id: proposalId }), value: reviewLetterSchema, failures: ['not-found'] }),
  /** Writes these proposals into the wiki as one run. `editedText` replaces `after` of a single one. */
  'review.accept': method({
    params: z.object({ ids: z.array(proposalId).min(1).max(1000), editedText: z.string().max(200_000).optional() }),
    value: decidedSchema,
    failures: decideFailures,
  }),
  'review.reject': method({
    params: z.object({ id: proposalId, reason: rejectReasonSchema, note: z.string().max(2000).default('') }),
    value: decidedSchema,
    failures: decideFailures,
  }),
  'review.skip': method({ params: z.object({ id: proposalId }), value: decidedSchema, failures: decideFailures }),
  /** Takes the last decision back; `changed-since` where a page was edited after it. */
  'review.undo': method({
    params: z.object({}),
    value: z.object({ proposalId: z.string(), decision: decisionSchema, pending: z.number().int() }),
    failures: ['nothing-to-undo', 'changed-since', 'read-only', 'io'],
  }),
  'review.changed': event(z.object({ pending: z.number().int() })),

  /** "Why do you know this?": the claim behind a footnote. */
  'claim.why': method({
    params: z.object({ footnote: z.string().max(100) }),
    value: claimSchema,
    failures: ['not-found'],
  }),
} as const;
