/** Extraction, the effects: sends each call once, records its claims as they come, parks what fails. */
import type { Claim } from '#shared/model/claim.ts';
import type { ParkedUnit } from '#shared/model/compile.ts';
import { completeStructured } from '../llm/structured.ts';
import { isoNow, type CompileDeps, type CompileModel } from './compile-deps.ts';
import { costOf, estimateExtraction, maximumOutputTokens } from './estimate.ts';
import { extractionAnswerSchema, halveCall, readClaims, type ExtractionCall } from './extraction.ts';
import { extractionKey, type Gathered } from './gather.ts';
import type { BlockRecord, ParkedRecord } from './ledger.ts';
import { parkedRecord, resolvedRecord } from './parked-unit.ts';
import type { RunBudget } from './run-budget.ts';
import { namesOf } from './source-names.ts';
import { runInParallel } from './worker-pool.ts';

export interface ExtractRun {
  readonly blocks: number;
  readonly claims: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly parked: readonly ParkedUnit[];
}

export interface RunContext {
  readonly deps: CompileDeps;
  readonly model: CompileModel;
  readonly run: string;
  readonly budget: RunBudget;
  readonly signal: AbortSignal;
  readonly maximumInFlight: number;
}

export async function extractAll(gathered: Gathered, context: RunContext, onProgress: (blocks: number, counts: Record<string, number>) => void): Promise<ExtractRun> {
  const { deps, budget } = context;
  let blocks = 0;
  let claims = 0;
  const dropped: Record<string, number> = {};
  const parked: ParkedUnit[] = [];
  const prior: PriorClaims = Map.groupBy(context.deps.ledger.claims.all(), (claim) => claim.source.id);
  await runInParallel(gathered.calls, context.maximumInFlight, async (call) => {
    if (budget.stop !== null) return;
    const outcome = await extract(call, gathered, context, prior);
    if (outcome === null) return;
    if (outcome.parked !== null) parked.push(outcome.parked);
    blocks += outcome.blocks;
    claims += outcome.claims;
    addCounts(dropped, outcome.dropped);
    onProgress(blocks, { claims, parked: parked.length });
  });
  await settleSources(gathered, deps);
  return { blocks, claims, dropped, parked };
}

/** Claims of earlier runs, by their source. */
type PriorClaims = ReadonlyMap<string, readonly Claim[]>;

interface CallOutcome {
  readonly blocks: number;
  readonly claims: number;
  readonly dropped: Readonly<Partial<Record<string, number>>>;
  readonly parked: ParkedUnit | null;
}

/** Null where it was not sent: cancelled, or beyond the cap. */
async function extract(call: ExtractionCall, gathered: Gathered, context: RunContext, prior: PriorClaims): Promise<CallOutcome | null> {
  const { deps, model, budget, signal } = context;
  const estimate = estimateExtraction(call, gathered.instructions.extractSystem);
  const reserved = costOf(model, estimate.input, estimate.outputHigh);
  if (!budget.reserve(reserved)) return null;
  const result = await completeStructured(
    model.provider,
    {
      purpose: 'compile',
      system: gathered.instructions.extractSystem,
      prompt: call.message,
      name: 'claims',
      schema: extractionAnswerSchema,
      maxOutputTokens: maximumOutputTokens.extract,
    },
    signal,
  );
  budget.settle(reserved, result.usage, result.calls);
  const unit = `extract:${extractionKey(call.source, call.blocks[0] ?? neverEmpty(), gathered.instructions.reader)}`;
  if (!result.ok) {
    if (result.failure.code === 'cancelled' || signal.aborted) return null;
    const halves = result.failure.code === 'output-limit' || result.failure.code === 'context-overflow' ? halveCall(call, gathered.book.ownerNames) : null;
    if (halves !== null) return both(halves, gathered, context, prior);
    budget.failed(result.failure);
    const parked: ParkedUnit = { unit: call.source.path, step: 'extract', code: result.failure.code, message: result.failure.message };
    await deps.ledger.blocks.put([parkedRecord(unit, parked, isoNow(deps))]);
    return { blocks: 0, claims: 0, dropped: {}, parked };
  }
  budget.succeeded();
  const at = isoNow(deps);
  const names = namesOf(call.source);
  const extracted = readClaims(call, result.value, { names, run: context.run, model: model.provider.model, at });
  await record(call, extracted.claims, gathered, context, prior, unit, at);
  return { blocks: call.blocks.length, claims: extracted.claims.length, dropped: extracted.dropped, parked: null };
}

async function both(halves: readonly ExtractionCall[], gathered: Gathered, context: RunContext, prior: PriorClaims): Promise<CallOutcome | null> {
  const outcomes: CallOutcome[] = [];
  for (const half of halves) {
    const outcome = context.budget.stop === null ? await extract(half, gathered, context, prior) : null;
    if (outcome !== null) outcomes.push(outcome);
  }
  if (outcomes.length === 0) return null;
  const dropped: Record<string, number> = {};
  for (const outcome of outcomes) addCounts(dropped, outcome.dropped);
  return {
    blocks: outcomes.reduce((sum, outcome) => sum + outcome.blocks, 0),
    claims: outcomes.reduce((sum, outcome) => sum + outcome.claims, 0),
    dropped,
    parked: outcomes.find((outcome) => outcome.parked !== null)?.parked ?? null,
  };
}

function addCounts(sum: Record<string, number>, more: Readonly<Partial<Record<string, number>>>): void {
  for (const [reason, count] of Object.entries(more)) sum[reason] = (sum[reason] ?? 0) + (count ?? 0);
}

/** Claims first, then the blocks: a crash between the two reads the blocks again, and finds the same ids. */
async function record(call: ExtractionCall, claims: readonly Claim[], gathered: Gathered, context: RunContext, prior: PriorClaims, unit: string, at: string): Promise<void> {
  const { ledger } = context.deps;
  const hashes = new Set(call.blocks.map((block) => block.hash));
  const kept = new Set(claims.map((claim) => claim.id));
  // Read anew under other rules: what the new reading does not say any more is superseded.
  const superseded = (prior.get(call.source.id) ?? [])
    .filter((claim) => claim.status === 'active' && hashes.has(claim.source.blockHash) && !kept.has(claim.id))
    .map((claim): Claim => ({ ...claim, status: 'superseded', at }));
  await ledger.claims.put([...claims, ...superseded]);
  const blocks: BlockRecord[] = call.blocks.map((block) => ({
    kind: 'extracted',
    id: extractionKey(call.source, block, gathered.instructions.reader),
    at,
    run: context.run,
    sourceId: call.source.id,
    path: call.source.path,
    blockHash: block.hash,
    before: block.before,
    after: block.after,
    reader: gathered.instructions.reader,
    model: context.model.provider.model,
    claimIds: claims.filter((claim) => claim.source.blockHash === block.hash).map((claim) => claim.id),
  }));
  const open = ledger.blocks.get(`parked:${unit}`);
  const resolved: readonly ParkedRecord[] = open?.kind === 'parked' && open.state === 'open' ? [resolvedRecord(open, at)] : [];
  await ledger.blocks.put([...blocks, ...resolved]);
}

/**
 * Remembers sources of which everything is read, retracts claims whose block is gone from its
 * source, and follows sources that moved.
 */
async function settleSources(gathered: Gathered, deps: CompileDeps): Promise<void> {
  const { ledger } = deps;
  const at = isoNow(deps);
  const { reader } = gathered.instructions;
  const read = new Map(gathered.sources.map(({ source }) => [source.id, source]));
  const changed: Claim[] = [];
  for (const claim of ledger.claims.all()) {
    const source = read.get(claim.source.id);
    if (source === undefined || claim.status !== 'active') continue;
    if (!source.blocks.some((block) => block.hash === claim.source.blockHash)) changed.push({ ...claim, status: 'retracted', at });
    else if (claim.source.path !== source.path) changed.push({ ...claim, source: { ...claim.source, path: source.path }, at });
  }
  await ledger.claims.put(changed);
  const whole = gathered.sources.filter(({ source }) => source.blocks.every((block) => ledger.blocks.get(extractionKey(source, block, reader)) !== undefined));
  await ledger.blocks.put([
    ...whole.map(({ source, textHash }): BlockRecord => ({ kind: 'source', id: `s:${source.id}`, at, sourceId: source.id, path: source.path, textHash, reader, blocks: source.blocks.length, skipped: null })),
    ...gathered.skipped
      .filter(({ sourceId, textHash, reason }) => {
        const known = ledger.blocks.get(`s:${sourceId}`);
        return !(known?.kind === 'source' && known.textHash === textHash && known.reader === reader && known.skipped === reason);
      })
      .map(({ path, reason, sourceId, textHash }): BlockRecord => ({ kind: 'source', id: `s:${sourceId}`, at, sourceId, path, textHash, reader, blocks: 0, skipped: reason })),
  ]);
}

function neverEmpty(): never {
  throw new Error('a call without blocks');
}
