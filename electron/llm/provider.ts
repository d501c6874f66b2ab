/** What every model provider can be asked, whatever its wire protocol. */
import type { LlmFailure, LlmPurpose, ModelInfo, TestResult, Usage } from '#shared/model/llm.ts';

export interface ToolCall {
  /** The provider's id, which the result must name. */
  readonly id: string;
  readonly name: string;
  /** Parsed JSON, unchecked: whoever runs the tool validates it. */
  readonly input: unknown;
}

/** A tool's name, what it is for, and the JSON schema of its input. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

export type LlmMessage =
  | { readonly role: 'user'; readonly text: string }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly toolCalls: readonly ToolCall[];
      /**
       * The turn in the provider's own form, from the `end` event, or null. Some providers want
       * their thinking back unchanged before the results of the tools that it called.
       */
      readonly replay: unknown;
    }
  | {
      readonly role: 'tool';
      readonly callId: string;
      readonly name: string;
      readonly text: string;
      readonly isError: boolean;
    };

export interface LlmRequest {
  readonly purpose: LlmPurpose;
  /** Instructions of ours alone: text from the vault never stands here. */
  readonly system: string;
  readonly messages: readonly LlmMessage[];
  readonly tools: readonly ToolSpec[];
  /** `none`: the conversation may hold calls of these tools, but this answer makes none. */
  readonly toolChoice?: 'auto' | 'none';
  /** The answer must be one JSON value that follows the schema, where the server can force that. */
  readonly json: { readonly name: string; readonly schema: JsonSchema } | null;
  readonly maxOutputTokens: number;
}

/**
 * What a streaming answer reports. Exactly one `end` or `failed` comes last; a failure is an
 * event and never an exception, and what was streamed before it stays valid.
 */
export type LlmEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'tool-call'; readonly call: ToolCall }
  | { readonly kind: 'retry'; readonly attempt: number; readonly delayMs: number; readonly failure: LlmFailure }
  | { readonly kind: 'usage'; readonly usage: Usage }
  | { readonly kind: 'end'; readonly reason: EndReason; readonly replay: unknown }
  | { readonly kind: 'failed'; readonly failure: LlmFailure };

/** `output-limit`: the answer is whole as far as it goes, and was cut at `maxOutputTokens`. */
export type EndReason = 'complete' | 'tool-calls' | 'output-limit';

export type LlmResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: LlmFailure };

/** One configured provider with one model. */
export interface Provider {
  readonly id: string;
  readonly label: string;
  readonly model: string;
  /** Whether requests stay on this machine. */
  readonly local: boolean;
  stream(request: LlmRequest, signal: AbortSignal): AsyncIterable<LlmEvent>;
  listModels(signal: AbortSignal): Promise<LlmResult<readonly ModelInfo[]>>;
  /** The context window of the model in tokens, or null where nobody says. */
  contextTokens(signal: AbortSignal): Promise<number | null>;
  test(signal: AbortSignal): Promise<TestResult>;
}
