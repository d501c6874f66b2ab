/** What an adapter for one wire protocol offers; `provider.ts` is what is made of it. */
import type { ModelInfo } from '#shared/model/llm.ts';
import type { EndReason, LlmRequest, ToolCall } from './provider.ts';

/** Token counts as the provider gave them. */
export interface WireUsage {
  /** All input tokens, cached ones included. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

/** One attempt's stream. An attempt that ends without `end` was cut off. */
export type WireEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'tool-call'; readonly call: ToolCall }
  | { readonly kind: 'usage'; readonly usage: WireUsage }
  | { readonly kind: 'end'; readonly reason: EndReason; readonly replay: unknown };

/**
 * One protocol, bound to an address, a key and a model. Its functions throw `ProviderFailure` and
 * nothing else, make one attempt, and stop when the signal aborts.
 */
export interface WireAdapter {
  /** `onBytes` is called for whatever arrives, also where no event comes of it. */
  stream(request: LlmRequest, signal: AbortSignal, onBytes: () => void): AsyncGenerator<WireEvent, void, undefined>;
  listModels(signal: AbortSignal): Promise<readonly ModelInfo[]>;
  /** The context window in tokens as the server tells it, or null. */
  contextTokens(signal: AbortSignal): Promise<number | null>;
}

export interface WireDeps {
  readonly baseUrl: string;
  readonly key: string | null;
  readonly model: string;
  /** The window that the user set, or null. */
  readonly contextTokens: number | null;
  readonly nowMs: () => number;
  readonly fetch: typeof globalThis.fetch;
}
