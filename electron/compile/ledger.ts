/** Everything that compile and review remember, in `.verso/`: five logs of durable records. */
import path from 'node:path';
import { z } from 'zod';
import { claimSchema, type Claim } from '#shared/model/claim.ts';
import { compileSummarySchema, skipReasonSchema } from '#shared/model/compile.ts';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { decisionSchema, proposalSchema, type Decision, type Proposal } from '#shared/model/proposal.ts';
import { openRecordLog, type RecordLog } from './record-log.ts';

const recorded = { id: z.string(), at: z.iso.datetime() };

/** A block that was read and paid for, also when it gave no claim. */
const extractedSchema = z
  .object({
    ...recorded,
    kind: z.literal('extracted'),
    run: z.string(),
    sourceId: z.string(),
    path: z.string(),
    blockHash: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    /** Prompt and rules under which it was read. */
    reader: z.string(),
    model: z.string(),
    claimIds: z.array(z.string()).readonly(),
  })
  .readonly();

/** A source of which every block was read, as it was then. */
const sourceRecordSchema = z
  .object({
    ...recorded,
    kind: z.literal('source'),
    sourceId: z.string(),
    path: z.string(),
    textHash: z.string(),
    reader: z.string(),
    blocks: z.number().int(),
    skipped: skipReasonSchema.nullable(),
  })
  .readonly();

/** A section as it was written into a page: a section that reads otherwise now was edited by a person. */
const compiledSchema = z
  .object({
    ...recorded,
    kind: z.literal('compiled'),
    pageId: z.string(),
    path: z.string(),
    entity: z.string(),
    section: z.string(),
    hash: z.string(),
    claimIds: z.array(z.string()).readonly(),
    run: z.string(),
    /** `deleted`: a person removed it; it does not return unasked. `undone`: taken back, may return. */
    state: z.enum(['live', 'removed', 'undone', 'deleted']),
  })
  .readonly();

/** Work that failed after its retries and waits for the next run. */
const parkedSchema = z
  .object({
    ...recorded,
    kind: z.literal('parked'),
    unit: z.string(),
    step: z.enum(['extract', 'write']),
    code: z.string(),
    message: z.string(),
    state: z.enum(['open', 'done']),
  })
  .readonly();

const blockRecordSchema = z.discriminatedUnion('kind', [extractedSchema, sourceRecordSchema, compiledSchema, parkedSchema]);
export type BlockRecord = z.infer<typeof blockRecordSchema>;
export type ExtractedRecord = z.infer<typeof extractedSchema>;
export type SourceRecord = z.infer<typeof sourceRecordSchema>;
export type CompiledRecord = z.infer<typeof compiledSchema>;
export type ParkedRecord = z.infer<typeof parkedSchema>;

const pageWriteSchema = z
  .object({
    path: vaultPathSchema,
    /** The whole text before and after; null where there is no file. */
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .readonly();
export type PageWrite = z.infer<typeof pageWriteSchema>;

/** Records that become true once the writes of a run stand. */
const consequencesSchema = z
  .object({
    proposals: z.array(proposalSchema).readonly(),
    decisions: z.array(decisionSchema).readonly(),
    blocks: z.array(blockRecordSchema).readonly(),
  })
  .readonly();

const applyRunSchema = z
  .object({
    ...recorded,
    kind: z.literal('apply'),
    /** Whose run it is: only that device may complete it after a crash. */
    device: z.string(),
    state: z.enum(['applying', 'applied', 'failed', 'undone']),
    reason: z.enum(['accept', 'undo']),
    writes: z.array(pageWriteSchema).readonly(),
    consequences: consequencesSchema,
    /** What the sections' records were before, to put back on undo. */
    compiledBefore: z.array(compiledSchema).readonly(),
  })
  .readonly();
export type ApplyRun = z.infer<typeof applyRunSchema>;

const compileRunSchema = z
  .object({
    ...recorded,
    kind: z.literal('compile'),
    state: z.enum(['running', 'ended']),
    model: z.string(),
    startedAt: z.iso.datetime(),
    summary: compileSummarySchema.nullable(),
  })
  .readonly();
export type CompileRun = z.infer<typeof compileRunSchema>;

const runRecordSchema = z.discriminatedUnion('kind', [applyRunSchema, compileRunSchema]);
export type RunRecord = z.infer<typeof runRecordSchema>;

export interface Ledger {
  readonly claims: RecordLog<Claim>;
  readonly blocks: RecordLog<BlockRecord>;
  readonly proposals: RecordLog<Proposal>;
  readonly decisions: RecordLog<Decision>;
  readonly runs: RecordLog<RunRecord>;
  /** Reads what other devices, or an earlier life of this one, have written. */
  refresh(): Promise<void>;
}

/** Opens the logs of a vault; nothing is made on disk before the first record. */
export function openLedger(vaultRoot: string, device: string): Ledger {
  const folder = (name: string): string => path.join(vaultRoot, '.verso', name);
  const claims = openRecordLog(folder('claims'), device, claimSchema);
  const blocks = openRecordLog(folder('blocks'), device, blockRecordSchema);
  const proposals = openRecordLog(folder('proposals'), device, proposalSchema);
  const decisions = openRecordLog(folder('decisions'), device, decisionSchema);
  const runs = openRecordLog(folder('runs'), device, runRecordSchema);
  return {
    claims,
    blocks,
    proposals,
    decisions,
    runs,
    async refresh() {
      for (const log of [claims, blocks, proposals, decisions, runs]) await log.refresh();
    },
  };
}

export function compiledRecords(ledger: Ledger): readonly CompiledRecord[] {
  return ledger.blocks.all().filter((block) => block.kind === 'compiled');
}

export function compiledId(pageId: string, section: string): string {
  return `k:${pageId}#${section}`;
}
