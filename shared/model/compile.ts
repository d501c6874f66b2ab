/** A compile as data: what it would read and cost, how far it is, and how it ended. */
import { z } from 'zod';
import { usageSchema } from './llm.ts';

const count = z.number().int().nonnegative();

/** Why a source is not read. Every source is read or has one of these. */
export const skipReasonSchema = z.enum([
  /** Newsletters, notifications, no-reply senders. */
  'bulk',
  /** Nothing but quotes, signatures, code or blank lines. */
  'no-text',
  'unreadable',
]);
export type SkipReason = z.infer<typeof skipReasonSchema>;

const rangeSchema = z.object({ low: z.number().nonnegative(), high: z.number().nonnegative() }).readonly();

/** What a compile would do now. Nothing was sent and nothing written. */
export const compilePlanSchema = z
  .object({
    sources: z.object({ total: count, changed: count, skipped: z.partialRecord(skipReasonSchema, count).readonly() }).readonly(),
    /** At most the first hundred skipped sources, to look at. */
    skippedExamples: z.array(z.object({ path: z.string(), reason: skipReasonSchema }).readonly()).readonly(),
    /** `changed` blocks are sent; the others were read by an earlier run. */
    blocks: z.object({ total: count, changed: count }).readonly(),
    /** Units parked by an earlier run; they are tried again. */
    parked: count,
    /** Sources that vanished since the last run; their claims stay until a person confirms. */
    missing: count,
    calls: rangeSchema,
    pages: rangeSchema,
    inputTokens: rangeSchema,
    outputTokens: rangeSchema,
    /** US dollars; null where no price of the model is known. */
    costUsd: rangeSchema.nullable(),
    priceAsOf: z.string().nullable(),
    /** Null where no model is connected: then nothing can be compiled. */
    model: z.object({ providerId: z.string(), label: z.string(), model: z.string(), local: z.boolean() }).readonly().nullable(),
  })
  .readonly();
export type CompilePlan = z.infer<typeof compilePlanSchema>;

/** Work that failed after its retries; the rest of the run went on, and the next run tries it again. */
export const parkedUnitSchema = z
  .object({ unit: z.string(), step: z.enum(['extract', 'write']), code: z.string(), message: z.string() })
  .readonly();
export type ParkedUnit = z.infer<typeof parkedUnitSchema>;

/** How a compile ended. */
export const compileSummarySchema = z
  .object({
    run: z.string(),
    state: z.enum(['done', 'cancelled', 'capped', 'stopped']),
    sources: count,
    blocks: count,
    calls: count,
    claims: count,
    /** Claims that were dropped, by why: the quote does not stand there, or says nothing of it. */
    dropped: z.record(z.string(), count).readonly(),
    proposals: count,
    parked: z.array(parkedUnitSchema).readonly(),
    usage: usageSchema,
    /** What stopped it, in English, or null. */
    problem: z.string().nullable(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
  })
  .readonly();
export type CompileSummary = z.infer<typeof compileSummarySchema>;
