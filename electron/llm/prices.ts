/** What models cost and how much they read, as their providers publish it, with the day it was read. */
import type { ModelPrice, Usage } from '#shared/model/llm.ts';
import type { WireUsage } from './wire.ts';

const asOf = '2026-11-23';

interface Row {
  /** Matches the model's id with or without a date or a provider's prefix (`anthropic/…`). */
  readonly model: RegExp;
  readonly contextTokens: number;
  readonly price: ModelPrice;
  /** A higher price for every token where the prompt is longer. */
  readonly long?: { readonly aboveTokens: number; readonly price: ModelPrice };
}

function price(input: number, output: number, cacheRead: number, cacheWrite: number): ModelPrice {
  return { input, output, cacheRead, cacheWrite, asOf };
}

/** First match wins. Sources: platform.claude.com/docs pricing; OpenAI's pricing page. */
const rows: readonly Row[] = [
  { model: /claude-(?:fable|mythos)-5-[12]/, contextTokens: 1_000_000, price: price(10, 50, 0.25, 12.5) },
  { model: /claude-(?:fable|mythos)-5\b/, contextTokens: 1_000_000, price: price(10, 50, 1, 12.5) },
  { model: /claude-opus-5-5/, contextTokens: 1_000_000, price: price(4, 20, 0.2, 5) },
  { model: /claude-opus-(?:5\b|4-[5-8])/, contextTokens: 1_000_000, price: price(5, 25, 0.5, 6.25) },
  { model: /claude-sonnet-5-5/, contextTokens: 1_000_000, price: price(2, 10, 0.1, 2.5) },
  { model: /claude-sonnet-5\b/, contextTokens: 1_000_000, price: price(2, 10, 0.2, 2.5) },
  { model: /claude-sonnet-4/, contextTokens: 200_000, price: price(3, 15, 0.3, 3.75) },
  {
    model: /claude-haiku-5-5/,
    contextTokens: 1_000_000,
    price: price(0.1, 0.5, 0.01, 0.125),
    long: { aboveTokens: 100_000, price: price(0.5, 2.5, 0.05, 0.625) },
  },
  { model: /claude-haiku-4-5/, contextTokens: 200_000, price: price(1, 5, 0.1, 1.25) },
  { model: /gpt-5\.5-pro/, contextTokens: 1_000_000, price: price(30, 180, 30, 30) },
  { model: /gpt-5\.5/, contextTokens: 1_000_000, price: price(5, 30, 0.5, 5) },
  { model: /gpt-5\.4-mini/, contextTokens: 1_000_000, price: price(0.75, 4.5, 0.075, 0.75) },
  { model: /gpt-5\.4-nano/, contextTokens: 1_000_000, price: price(0.2, 1.25, 0.02, 0.2) },
  { model: /gpt-5\.4(?!-pro)/, contextTokens: 1_000_000, price: price(2.5, 15, 0.25, 2.5) },
];

function rowOf(model: string): Row | undefined {
  // OpenRouter writes versions with a dot (`claude-opus-4.5`), Anthropic with a hyphen.
  const names = [model, model.replace(/(\d)\.(\d)/g, '$1-$2')];
  return rows.find((row) => names.some((name) => row.model.test(name)));
}

/** The price of a model, or null where the table does not have it. */
export function findPrice(model: string): ModelPrice | null {
  return rowOf(model)?.price ?? null;
}

/** The context window that the table gives, or null. */
export function findContextTokens(model: string): number | null {
  return rowOf(model)?.contextTokens ?? null;
}

function costOf(usage: WireUsage, rate: ModelPrice): number {
  const fresh = Math.max(0, usage.inputTokens - usage.cacheReadTokens - usage.cacheWriteTokens);
  const millions =
    fresh * rate.input +
    usage.cacheReadTokens * rate.cacheRead +
    usage.cacheWriteTokens * rate.cacheWrite +
    usage.outputTokens * rate.output;
  return millions / 1_000_000;
}

/** Counts money: nothing for a model on this machine, null where no price is known. */
export function priceUsage(
  usage: WireUsage,
  options: { readonly model: string; readonly local: boolean; readonly estimated: boolean },
): Usage {
  if (options.local) return { ...usage, estimated: options.estimated, costUsd: 0, priceAsOf: null };
  const row = rowOf(options.model);
  if (!row) return { ...usage, estimated: options.estimated, costUsd: null, priceAsOf: null };
  const rate = row.long && usage.inputTokens > row.long.aboveTokens ? row.long.price : row.price;
  return { ...usage, estimated: options.estimated, costUsd: costOf(usage, rate), priceAsOf: rate.asOf };
}

/** The sum of several usages; an unknown cost makes the sum unknown. */
export function addUsage(first: Usage | null, second: Usage): Usage {
  if (!first) return second;
  return {
    inputTokens: first.inputTokens + second.inputTokens,
    outputTokens: first.outputTokens + second.outputTokens,
    cacheReadTokens: first.cacheReadTokens + second.cacheReadTokens,
    cacheWriteTokens: first.cacheWriteTokens + second.cacheWriteTokens,
    estimated: first.estimated || second.estimated,
    costUsd: first.costUsd === null || second.costUsd === null ? null : first.costUsd + second.costUsd,
    priceAsOf: first.priceAsOf ?? second.priceAsOf,
  };
}
