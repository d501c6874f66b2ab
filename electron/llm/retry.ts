/** When to ask again after a failure, and how long to wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LlmFailure } from '#shared/model/llm.ts';

export interface RetryPolicy {
  /** Attempts in all. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly maximumDelayMs: number;
  /** A longer wait than this is the user's decision, not ours. */
  readonly maximumRetryAfterMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 4,
  firstDelayMs: 1000,
  maximumDelayMs: 20_000,
  maximumRetryAfterMs: 60_000,
};

/**
 * The delay before the next attempt, or null where there is none. The provider's own wait is
 * kept; else exponential with jitter (`random` in [0, 1)), so that many clients do not return at once.
 */
export function nextDelayMs(
  failure: LlmFailure,
  attempt: number,
  policy: RetryPolicy,
  random: () => number,
): number | null {
  if (!failure.retryable || attempt >= policy.attempts) return null;
  // A server that is not there does not come within seconds; the user decides.
  if (failure.reason === 'connection-refused' || failure.reason === 'name-not-found') return null;
  // Output that cannot be used is rarely chance: one more try.
  if ((failure.code === 'malformed' || failure.code === 'empty') && attempt >= 2) return null;
  if (failure.retryAfterMs !== null) {
    return failure.retryAfterMs > policy.maximumRetryAfterMs ? null : failure.retryAfterMs;
  }
  const exponential = Math.min(policy.maximumDelayMs, policy.firstDelayMs * 2 ** (attempt - 1));
  return Math.round(exponential * (0.5 + random() / 2));
}

/** Waits, or returns false as soon as the signal aborts. */
export async function waitUnlessAborted(delayMs: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  try {
    await sleep(delayMs, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
