import { describe, expect, it } from 'vitest';
import type { LlmFailure, LlmFailureCode, Usage } from '#shared/model/llm.ts';
import { createRunBudget } from './run-budget.ts';

const used = (costUsd: number | null): Usage => ({ inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, estimated: false, costUsd, priceAsOf: null });
const failed = (code: LlmFailureCode): LlmFailure => ({ code, message: code, detail: null, status: null, reason: null, retryAfterMs: null, retryable: false });
const open = (cap: number | null) => createRunBudget(cap, new AbortController().signal);

describe('a run’s budget', () => {
  it('holds what is under way against the cap, and frees what was not needed', () => {
    const budget = open(1);
    expect(budget.reserve(0.6)).toBe(true);
    budget.settle(0.6, used(0.1), 1);
    expect(budget.reserve(0.8)).toBe(true);
    expect(budget.reserve(0.2)).toBe(false);
    expect(budget.stop).toBe('capped');
    expect(budget.usage.costUsd).toBe(0.1);
  });
  it('goes on after single failures, and stops where every call would fail', () => {
    const budget = open(null);
    for (let round = 0; round < 20; round += 1) {
      budget.failed(failed('refused'));
      budget.succeeded();
    }
    expect(budget.stop).toBeNull();
    budget.failed(failed('quota'));
    expect([budget.stop, budget.problem]).toEqual(['stopped', 'quota']);
  });
  it('takes five failures in a row for a provider that is away', () => {
    const budget = open(null);
    for (let round = 0; round < 4; round += 1) budget.failed(failed('timeout'));
    expect(budget.stop).toBeNull();
    budget.failed(failed('timeout'));
    expect(budget.stop).toBe('stopped');
  });
  it('is cancelled at once by its signal', () => {
    const controller = new AbortController();
    const budget = createRunBudget(null, controller.signal);
    controller.abort();
    expect(budget.stop).toBe('cancelled');
  });
});
