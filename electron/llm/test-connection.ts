/** The Test button: one tiny question, and a precise answer about what is wrong. */
import type { LlmFailure, TestResult } from '#shared/model/llm.ts';
import { findPrice } from './prices.ts';
import type { LlmRequest, Provider } from './provider.ts';

/** Below this, a question with its passages does not fit. */
const smallContextTokens = 8192;

/** A model on this machine may have to be loaded first. */
const patienceMs = 90_000;

function tooSlow(provider: Provider): LlmFailure {
  return {
    code: 'timeout',
    message: `${provider.label} did not answer within ${patienceMs / 1000} seconds. Try again, or choose a faster model.`,
    detail: null,
    status: null,
    reason: null,
    retryAfterMs: null,
    retryable: true,
  };
}

/** Enough for models that think before they say a word. */
const maxOutputTokens = 1024;

const question: LlmRequest = {
  purpose: 'test',
  system: 'You are being tested for reachability. Answer with one word.',
  messages: [{ role: 'user', text: 'Say "ready".' }],
  tools: [],
  json: null,
  maxOutputTokens,
};

async function offeredModels(provider: Provider, signal: AbortSignal): Promise<readonly string[]> {
  const listed = await provider.listModels(signal);
  return listed.ok ? listed.value.map((model) => model.id) : [];
}

function warningsFor(provider: Provider, contextTokens: number | null): string[] {
  const warnings: string[] = [];
  if (contextTokens !== null && contextTokens < smallContextTokens) {
    warnings.push(`The context of ${provider.model} is small (${contextTokens} tokens): answers use few passages.`);
  }
  if (!provider.local && findPrice(provider.model) === null) {
    warnings.push(`No price is known for ${provider.model}: costs are not counted.`);
  }
  return warnings;
}

/** Asks, and tells the failure with the models that the server has instead. */
export async function testProvider(
  provider: Provider,
  nowMs: () => number,
  signal: AbortSignal,
): Promise<TestResult> {
  const startedMs = nowMs();
  const patience = AbortSignal.timeout(patienceMs);
  for await (const event of provider.stream(question, AbortSignal.any([signal, patience]))) {
    if (event.kind === 'failed') {
      if (patience.aborted && !signal.aborted) return { ok: false, failure: tooSlow(provider), models: [] };
      const reached = event.failure.code === 'no-such-model' || event.failure.code === 'bad-request';
      return { ok: false, failure: event.failure, models: reached ? await offeredModels(provider, signal) : [] };
    }
  }
  const latencyMs = Math.max(0, Math.round(nowMs() - startedMs));
  const contextTokens = await provider.contextTokens(signal);
  return { ok: true, model: provider.model, latencyMs, contextTokens, warnings: warningsFor(provider, contextTokens) };
}
