/** What one run has spent, and whether the next call may be made. */
import type { LlmFailure, LlmFailureCode, Usage } from '#shared/model/llm.ts';
import { addUsage } from '../llm/prices.ts';

const nothing: Usage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, estimated: false, costUsd: 0, priceAsOf: null };

/** Failures that the next call would meet as well: going on would only park everything. */
const lasting: ReadonlySet<LlmFailureCode> = new Set<LlmFailureCode>([
  'not-configured',
  'no-key',
  'auth',
  'forbidden',
  'quota',
  'no-such-model',
  'wrong-protocol',
  'not-recorded',
]);
/** So many units in a row that fail mean that the provider is away. */
const failuresInRow = 5;

export type StopReason = 'capped' | 'stopped' | 'cancelled';

export interface RunBudget {
  /** Reserves money for a call; false when it could pass the cap. */
  reserve(costUsd: number | null): boolean;
  /** A call came back: what it really took replaces what was reserved. */
  settle(reservedUsd: number | null, usage: Usage | null, calls: number): void;
  failed(failure: LlmFailure): void;
  succeeded(): void;
  readonly usage: Usage;
  readonly calls: number;
  readonly stop: StopReason | null;
  readonly problem: string | null;
}

export function createRunBudget(capUsd: number | null, signal: AbortSignal): RunBudget {
  let usage: Usage | null = null;
  let calls = 0;
  let reserved = 0;
  let inRow = 0;
  let stop: StopReason | null = null;
  let problem: string | null = null;
  return {
    reserve(costUsd) {
      if (capUsd !== null && (usage?.costUsd ?? 0) + reserved + (costUsd ?? 0) > capUsd) {
        stop ??= 'capped';
        return false;
      }
      reserved += costUsd ?? 0;
      return true;
    },
    settle(reservedUsd, used, made) {
      reserved -= reservedUsd ?? 0;
      calls += made;
      if (used !== null) usage = addUsage(usage, used);
    },
    failed(failure) {
      inRow += 1;
      if (failure.code === 'cancelled') return;
      if (lasting.has(failure.code) || inRow >= failuresInRow) {
        stop ??= 'stopped';
        problem ??= failure.message;
      }
    },
    succeeded() {
      inRow = 0;
    },
    get usage() {
      return usage ?? nothing;
    },
    get calls() {
      return calls;
    },
    get stop() {
      return signal.aborted ? 'cancelled' : stop;
    },
    get problem() {
      return problem;
    },
  };
}
