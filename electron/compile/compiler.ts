/** Compile: what would be done, and doing it: sources → claims → proposals, resumable and within a cap. */
import type { CompilePlan, CompileSummary } from '#shared/model/compile.ts';
import { isoNow, type CompileDeps, type CompileModel, type CompileProgress } from './compile-deps.ts';
import { estimatePlan } from './estimate.ts';
import { extractAll, type RunContext } from './extract-run.ts';
import { gather } from './gather.ts';
import { createRunBudget } from './run-budget.ts';
import { currentSections, writeAll } from './write-run.ts';

export interface CompileOptions {
  readonly model: CompileModel;
  /** US dollars; null for none. */
  readonly capUsd: number | null;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CompileProgress) => void;
  /** Requests under way at once. */
  readonly maximumInFlight?: number;
}

/** A model on this machine answers one request at a time anyway. */
const defaultInFlight = { local: 1, remote: 4 } as const;

/** The dry run. Reads the vault and the records; sends and writes nothing. */
export async function planCompile(deps: CompileDeps, model: CompileModel | null, signal: AbortSignal): Promise<CompilePlan> {
  await deps.ledger.refresh();
  const gathered = await gather(deps, signal, () => undefined);
  const { plan } = await currentSections(deps, gathered.book, gathered.instructions.rules, signal);
  const parked = deps.ledger.blocks.all().filter((block) => block.kind === 'parked' && block.state === 'open').length;
  return estimatePlan(gathered, model, { parked, sections: plan.work.filter((work) => work.how === 'model').length });
}

/**
 * Runs a compile. Results are recorded as they come: a run that was cancelled, capped or killed
 * goes on where it stood, and pays for nothing twice. Only proposals come out; the wiki is
 * changed by review alone. Throws only where records cannot be written.
 */
export async function runCompile(deps: CompileDeps, options: CompileOptions): Promise<CompileSummary> {
  const { ledger } = deps;
  await ledger.refresh();
  const startedAt = isoNow(deps);
  const run = `r-${startedAt.slice(0, 19).replace(/[-:]/gu, '')}-${deps.newId()}`;
  const budget = createRunBudget(options.capUsd, options.signal);
  const context: RunContext = { deps, model: options.model, run, budget, signal: options.signal, maximumInFlight: options.maximumInFlight ?? (options.model.provider.local ? defaultInFlight.local : defaultInFlight.remote) };
  const counted = { sources: 0, blocks: 0, claims: 0, proposals: 0 };
  let dropped: CompileSummary['dropped'] = {};
  let parked: CompileSummary['parked'] = [];
  try {
    const gathered = await gather(deps, options.signal, (done, total) => {
      if (done % 200 === 0) options.onProgress({ step: 'reading', done, total, unit: 'blocks', counts: {} });
    });
    const total = gathered.sources.reduce((sum, source) => sum + source.changed.length, 0);
    counted.sources = gathered.sources.filter((source) => source.changed.length > 0).length;
    options.onProgress({ step: 'extracting', done: 0, total, unit: 'blocks', counts: {} });
    const extracted = await extractAll(gathered, context, (done, counts) => options.onProgress({ step: 'extracting', done, total, unit: 'blocks', counts }));
    counted.blocks = extracted.blocks;
    counted.claims = extracted.claims;
    dropped = extracted.dropped;
    parked = extracted.parked;
    if (budget.stop !== 'cancelled') {
      const written = await writeAll(gathered, context, (done, pages) =>
        options.onProgress({ step: 'writing', done, total: pages, unit: 'pages', counts: { claims: counted.claims } }),
      );
      counted.proposals = written.proposals;
      parked = [...parked, ...written.parked];
    }
  } catch (error) {
    if (!options.signal.aborted) throw error;
  }
  const summary: CompileSummary = {
    run,
    state: budget.stop ?? 'done',
    ...counted,
    calls: budget.calls,
    dropped,
    parked,
    usage: budget.usage,
    problem: budget.problem,
    startedAt,
    endedAt: isoNow(deps),
  };
  // A run that found nothing to do leaves no trace.
  if (budget.calls > 0 || counted.proposals > 0 || summary.state === 'stopped') {
    await ledger.runs.put([{ kind: 'compile', id: run, at: summary.endedAt, state: 'ended', model: options.model.provider.model, startedAt, summary }]);
  }
  return summary;
}
