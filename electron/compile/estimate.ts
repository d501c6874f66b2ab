/** What a compile would cost, before anything is sent: a range, never a promise. */
import type { CompilePlan } from '#shared/model/compile.ts';
import type { ModelPrice } from '#shared/model/llm.ts';
import { estimateTokens } from '../llm/tokens.ts';
import type { CompileModel } from './compile-deps.ts';
import type { ExtractionCall } from './extraction.ts';
import type { Gathered } from './gather.ts';

export const maximumOutputTokens = { extract: 8_000, section: 4_000 } as const;
/** The schema of the answer and the wrapping of a request. */
const overheadTokens = 600;

interface CallEstimate {
  readonly input: number;
  readonly outputLow: number;
  readonly outputHigh: number;
}

export function estimateExtraction(call: ExtractionCall, system: string): CallEstimate {
  const message = estimateTokens(call.message);
  return {
    input: estimateTokens(system) + message + overheadTokens,
    outputLow: Math.min(maximumOutputTokens.extract, 20 + Math.ceil(message * 0.15)),
    outputHigh: Math.min(maximumOutputTokens.extract, 200 + Math.ceil(message * 1.2)),
  };
}

/** US dollars for so many tokens; 0 on this machine, null where no price is known. */
export function costOf(model: CompileModel, input: number, output: number): number | null {
  if (model.provider.local) return 0;
  return model.price === null ? null : dollars(model.price, input, output);
}

function dollars(price: ModelPrice, input: number, output: number): number {
  return (input * price.input + output * price.output) / 1_000_000;
}

export function estimatePlan(gathered: Gathered, model: CompileModel | null, waiting: { readonly parked: number; readonly sections: number }): CompilePlan {
  const calls = gathered.calls.length;
  const changed = gathered.sources.reduce((sum, source) => sum + source.changed.length, 0);
  let input = 0;
  let outputLow = 0;
  let outputHigh = 0;
  for (const call of gathered.calls) {
    const estimate = estimateExtraction(call, gathered.instructions.extractSystem);
    input += estimate.input;
    outputLow += estimate.outputLow;
    outputHigh += estimate.outputHigh;
  }
  // Which pages the claims will touch is known only when they are there: from none to one a call.
  const pages = { low: waiting.sections, high: waiting.sections + calls };
  const sectionInput = estimateTokens(gathered.instructions.sectionSystem) + 1_500;
  const inputTokens = { low: input + pages.low * sectionInput, high: input + pages.high * sectionInput };
  const outputTokens = { low: outputLow + pages.low * 200, high: outputHigh + pages.high * 800 };
  const low = model === null ? null : costOf(model, inputTokens.low, outputTokens.low);
  const high = model === null ? null : costOf(model, inputTokens.high, outputTokens.high);
  const skipped: Partial<Record<Gathered['skipped'][number]['reason'], number>> = {};
  for (const each of gathered.skipped) skipped[each.reason] = (skipped[each.reason] ?? 0) + 1;
  return {
    sources: { total: gathered.total, changed: gathered.sources.filter((source) => source.changed.length > 0).length, skipped },
    skippedExamples: gathered.skipped.slice(0, 100).map(({ path, reason }) => ({ path, reason })),
    blocks: { total: gathered.blocks, changed },
    parked: waiting.parked,
    missing: gathered.missing.length,
    calls: { low: calls + pages.low, high: calls + pages.high },
    pages,
    inputTokens,
    outputTokens,
    costUsd: low === null || high === null ? null : { low, high },
    priceAsOf: model?.price?.asOf ?? null,
    model: model === null ? null : { providerId: model.provider.id, label: model.provider.label, model: model.provider.model, local: model.provider.local },
  };
}
