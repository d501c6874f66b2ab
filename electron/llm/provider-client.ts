/**
 * A provider made of a wire adapter: retries, deadlines, usage with cost, and the send log.
 * Nothing reaches a model except through here.
 */
import type { LlmFailure, ModelInfo, ProviderKind, Usage } from '#shared/model/llm.ts';
import { type Deadlines, underDeadlines, withDeadline } from './deadline.ts';
import { type FailureContext, makeFailure, ProviderFailure } from './failure.ts';
import { findContextTokens, priceUsage } from './prices.ts';
import type { LlmEvent, LlmRequest, LlmResult, Provider } from './provider.ts';
import { maskKnownKeys } from './redaction.ts';
import { nextDelayMs, type RetryPolicy, waitUnlessAborted } from './retry.ts';
import type { SendLog, SentOutcome } from './send-log.ts';
import { testProvider } from './test-connection.ts';
import { estimateRequestTokens, estimateTokens } from './tokens.ts';
import type { WireAdapter, WireUsage } from './wire.ts';

export interface ProviderClientDeps {
  readonly adapter: WireAdapter;
  readonly id: string;
  readonly kind: ProviderKind;
  readonly model: string;
  readonly local: boolean;
  /** The window that the user set, or null. */
  readonly contextTokens: number | null;
  readonly context: FailureContext;
  readonly sendLog: SendLog;
  readonly retry: RetryPolicy;
  readonly deadlines: Deadlines;
  readonly nowMs: () => number;
  readonly random: () => number;
}

/** Time for the small questions: lists of models and their details. */
const lookupTimeoutMs = 20_000;

/** The end of a log record while it is still open. */
type OpenOutcome = { -readonly [K in keyof SentOutcome]: SentOutcome[K] };

/** What one attempt left behind. */
interface Attempt {
  /** Text, thinking or a tool call went out: asking again would repeat it. */
  shown: boolean;
  outputTokens: number;
  usage: WireUsage | null;
}

export function createProviderClient(deps: ProviderClientDeps): Provider {
  const { adapter, context } = deps;

  function toFailure(error: unknown): LlmFailure {
    if (error instanceof ProviderFailure) return makeFailure(error.code, context, error.facts);
    throw error;
  }

  /** The provider's own count, or an estimate that says so. */
  function usageOf(request: LlmRequest, attempt: Attempt): Usage {
    const estimate: WireUsage = {
      inputTokens: estimateRequestTokens(request),
      outputTokens: attempt.outputTokens,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
    };
    const options = { model: deps.model, local: deps.local, estimated: attempt.usage === null };
    return priceUsage(attempt.usage ?? estimate, options);
  }

  async function* attemptOnce(
    request: LlmRequest,
    attempt: Attempt,
    signal: AbortSignal,
  ): AsyncGenerator<LlmEvent, void, undefined> {
    const open = (inner: AbortSignal, onBytes: () => void) => adapter.stream(request, inner, onBytes);
    for await (const event of underDeadlines(open, signal, deps.deadlines)) {
      switch (event.kind) {
        case 'usage':
          attempt.usage = event.usage;
          break;
        case 'end':
          if (!attempt.shown) throw new ProviderFailure('empty');
          yield event;
          return;
        default:
          if (event.kind !== 'tool-call' && event.text === '') break;
          attempt.shown = true;
          attempt.outputTokens += estimateTokens(event.kind === 'tool-call' ? JSON.stringify(event.call) : event.text);
          yield event;
      }
    }
    throw new ProviderFailure('cut-off');
  }

  async function* attemptAll(
    request: LlmRequest,
    outcome: OpenOutcome,
    signal: AbortSignal,
  ): AsyncGenerator<LlmEvent, void, undefined> {
    for (let number = 1; ; number += 1) {
      outcome.attempts = number;
      const attempt: Attempt = { shown: false, outputTokens: 0, usage: null };
      let failure: LlmFailure;
      try {
        for await (const event of attemptOnce(request, attempt, signal)) {
          if (event.kind === 'end') {
            outcome.usage = usageOf(request, attempt);
            outcome.outcome = 'done';
            yield { kind: 'usage', usage: outcome.usage };
          }
          yield event;
        }
        return;
      } catch (error) {
        failure = toFailure(error);
      }
      // A test reports what it sees at once.
      const asksAgain = !attempt.shown && !signal.aborted && request.purpose !== 'test';
      const delayMs = asksAgain ? nextDelayMs(failure, number, deps.retry, deps.random) : null;
      if (delayMs === null) {
        outcome.outcome = failure.code;
        // What a broken answer cost is counted too.
        if (attempt.shown || attempt.usage) {
          outcome.usage = usageOf(request, attempt);
          yield { kind: 'usage', usage: outcome.usage };
        }
        yield { kind: 'failed', failure };
        return;
      }
      yield { kind: 'retry', attempt: number, delayMs, failure };
      if (!(await waitUnlessAborted(delayMs, signal))) {
        outcome.outcome = 'cancelled';
        yield { kind: 'failed', failure: makeFailure('cancelled', context) };
        return;
      }
    }
  }

  async function beginLog(request: LlmRequest, startedMs: number): Promise<string | null> {
    const mask = (text: string) => maskKnownKeys(text, context.keys);
    try {
      return await deps.sendLog.begin({
        at: new Date(startedMs).toISOString(),
        purpose: request.purpose,
        providerId: deps.id,
        kind: deps.kind,
        origin: context.origin,
        local: deps.local,
        model: deps.model,
        system: mask(request.system),
        messages: request.messages.map((message) => ({ role: message.role, text: mask(loggedText(message)) })),
        tools: request.tools.map((tool) => tool.name),
      });
    } catch {
      return null;
    }
  }

  async function* stream(request: LlmRequest, signal: AbortSignal): AsyncGenerator<LlmEvent, void, undefined> {
    if (signal.aborted) {
      yield { kind: 'failed', failure: makeFailure('cancelled', context) };
      return;
    }
    const startedMs = deps.nowMs();
    const logId = await beginLog(request, startedMs);
    if (logId === null) {
      // What cannot be recorded is not sent: the log would lie by omission.
      yield { kind: 'failed', failure: makeFailure('not-recorded', context) };
      return;
    }
    const outcome: OpenOutcome = { attempts: 0, durationMs: 0, outcome: 'cancelled', usage: null };
    try {
      yield* attemptAll(request, outcome, signal);
    } finally {
      // Also when the reader of this stream just walks away.
      const durationMs = Math.max(0, Math.round(deps.nowMs() - startedMs));
      await deps.sendLog.end(logId, { ...outcome, durationMs }).catch(() => undefined);
    }
  }

  async function look<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<LlmResult<T>> {
    try {
      return { ok: true, value: await withDeadline(work, signal, lookupTimeoutMs) };
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    }
  }

  let knownWindow = deps.contextTokens;

  async function contextTokens(signal: AbortSignal): Promise<number | null> {
    if (knownWindow !== null) return knownWindow;
    const asked = await look((inner) => adapter.contextTokens(inner), signal);
    knownWindow = (asked.ok ? asked.value : null) ?? findContextTokens(deps.model);
    return knownWindow;
  }

  const provider: Provider = {
    id: deps.id,
    label: context.label,
    model: deps.model,
    local: deps.local,
    stream,
    listModels: (signal): Promise<LlmResult<readonly ModelInfo[]>> => look((inner) => adapter.listModels(inner), signal),
    contextTokens,
    test: (signal) => testProvider(provider, deps.nowMs, signal),
  };
  return provider;
}

/** A message as it is logged: what the model called stands there as text. */
function loggedText(message: LlmRequest['messages'][number]): string {
  if (message.role !== 'assistant' || message.toolCalls.length === 0) return message.text;
  const calls = message.toolCalls.map((call) => `[calls ${call.name}(${JSON.stringify(call.input)})]`);
  return [message.text, ...calls].filter((part) => part !== '').join('\n');
}
