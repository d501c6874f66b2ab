/** Anthropic's Messages API through its own SDK. */
import Anthropic, { APIConnectionTimeoutError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';
import type {
  ContentBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  RawMessageStreamEvent,
  StopReason,
} from '@anthropic-ai/sdk/resources/messages';
import { z } from 'zod';
import type { ModelInfo } from '#shared/model/llm.ts';
import { noticeBytes } from './activity.ts';
import { transportFailure, wireFailure } from './classify.ts';
import { ProviderFailure } from './failure.ts';
import type { EndReason, LlmMessage, LlmRequest } from './provider.ts';
import { findPrice } from './prices.ts';
import { parseToolInput } from './tool-input.ts';
import type { WireAdapter, WireDeps, WireEvent, WireUsage } from './wire.ts';

/** Hours: the deadlines are ours (`provider-client.ts`), and the SDK's own must never come first. */
const sdkTimeoutMs = 24 * 60 * 60 * 1000;

/** Blocks of an earlier turn that must go back as they came. Only this file makes them. */
const replaySchema = z.array(z.looseObject({ type: z.enum(['text', 'thinking', 'redacted_thinking', 'tool_use']) }));

/** An error that the server itself told, in a status or inside the stream. */
function isReported(error: unknown): error is APIError<number | undefined, Headers | undefined, object | undefined> {
  return error instanceof APIError && (error.status !== undefined || error.error !== undefined);
}

function toFailure(error: unknown, started: boolean, nowMs: number): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  if (error instanceof APIUserAbortError) return new ProviderFailure('cancelled');
  if (error instanceof APIConnectionTimeoutError) return new ProviderFailure('timeout');
  if (isReported(error)) {
    const wire = {
      status: error.status ?? null,
      headers: error.headers ?? null,
      type: error.type ?? '',
      errorCode: error.errorCode ?? '',
      message: error.apiMessage ?? '',
    };
    return wireFailure(wire, nowMs);
  }
  return transportFailure(error, started);
}

function assistantBlocks(message: Extract<LlmMessage, { role: 'assistant' }>): ContentBlockParam[] {
  const replay = replaySchema.safeParse(message.replay);
  // SAFETY: `replay` holds the very blocks that the stream built below, in the API's own form.
  if (replay.success && replay.data.length > 0) return replay.data as unknown as ContentBlockParam[];
  return [
    ...(message.text ? [{ type: 'text' as const, text: message.text }] : []),
    ...message.toolCalls.map((call) => ({
      type: 'tool_use' as const,
      id: call.id,
      name: call.name,
      input: call.input,
    })),
  ];
}

/** Results of tools called together must stand in one user turn, before any other text. */
function toMessages(messages: readonly LlmMessage[]): MessageParam[] {
  const turns: { role: 'user' | 'assistant'; content: ContentBlockParam[] }[] = [];
  for (const message of messages) {
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const content: ContentBlockParam[] =
      message.role === 'assistant'
        ? assistantBlocks(message)
        : message.role === 'user'
          ? [{ type: 'text', text: message.text }]
          : [{ type: 'tool_result', tool_use_id: message.callId, content: message.text, is_error: message.isError }];
    if (content.length === 0) continue;
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content });
  }
  return turns;
}

function toParams(request: LlmRequest, model: string): MessageCreateParamsStreaming {
  return {
    model,
    stream: true,
    max_tokens: request.maxOutputTokens,
    // The instructions and tools are the same in every request: the provider may cache them.
    system: [{ type: 'text', text: request.system, cache_control: { type: 'ephemeral' } }],
    messages: toMessages(request.messages),
    ...(request.tools.length > 0
      ? {
          tools: request.tools.map((tool) => ({
            name: tool.name,
            description: tool.description,
            input_schema: { ...tool.inputSchema, type: 'object' as const },
          })),
          ...(request.toolChoice === 'none' ? { tool_choice: { type: 'none' as const } } : {}),
        }
      : {}),
    ...(request.json
      ? { output_config: { format: { type: 'json_schema' as const, schema: { ...request.json.schema } } } }
      : {}),
  };
}

function endReason(stop: StopReason | null): EndReason {
  switch (stop) {
    case 'refusal':
      throw new ProviderFailure('refused');
    case 'model_context_window_exceeded':
      throw new ProviderFailure('context-overflow');
    case 'max_tokens':
      return 'output-limit';
    case 'tool_use':
      return 'tool-calls';
    default:
      return 'complete';
  }
}

/** A content block while it grows. */
type OpenBlock =
  | { type: 'text'; text: string }
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'redacted_thinking'; data: string }
  | { type: 'tool_use'; id: string; name: string; input: unknown };

interface Turn {
  readonly blocks: OpenBlock[];
  json: string;
  stop: StopReason | null;
  usage: WireUsage;
  stopped: boolean;
}

function startBlock(turn: Turn, event: Extract<RawMessageStreamEvent, { type: 'content_block_start' }>): void {
  const block = event.content_block;
  if (block.type === 'text') turn.blocks.push({ type: 'text', text: '' });
  if (block.type === 'thinking') turn.blocks.push({ type: 'thinking', thinking: '', signature: '' });
  if (block.type === 'redacted_thinking') turn.blocks.push({ type: block.type, data: block.data });
  if (block.type === 'tool_use') turn.blocks.push({ type: block.type, id: block.id, name: block.name, input: {} });
  turn.json = '';
}

function* grow(
  turn: Turn,
  event: Extract<RawMessageStreamEvent, { type: 'content_block_delta' }>,
): Generator<WireEvent, void, undefined> {
  const block = turn.blocks.at(-1);
  const { delta } = event;
  if (delta.type === 'text_delta' && block?.type === 'text') {
    block.text += delta.text;
    yield { kind: 'text', text: delta.text };
  }
  if (delta.type === 'thinking_delta' && block?.type === 'thinking') {
    block.thinking += delta.thinking;
    yield { kind: 'thinking', text: delta.thinking };
  }
  if (delta.type === 'signature_delta' && block?.type === 'thinking') block.signature += delta.signature;
  if (delta.type === 'input_json_delta') turn.json += delta.partial_json;
}

/** Anthropic counts cached input apart from the rest; a later event completes an earlier one. */
function countUsage(
  before: WireUsage,
  raw: {
    readonly input_tokens?: number | null;
    readonly output_tokens?: number | null;
    readonly cache_read_input_tokens?: number | null;
    readonly cache_creation_input_tokens?: number | null;
  },
): WireUsage {
  const cacheReadTokens = raw.cache_read_input_tokens ?? before.cacheReadTokens;
  const cacheWriteTokens = raw.cache_creation_input_tokens ?? before.cacheWriteTokens;
  const fresh = raw.input_tokens ?? before.inputTokens - before.cacheReadTokens - before.cacheWriteTokens;
  return {
    inputTokens: fresh + cacheReadTokens + cacheWriteTokens,
    outputTokens: raw.output_tokens ?? before.outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
  };
}

function* readEvent(turn: Turn, event: RawMessageStreamEvent): Generator<WireEvent, void, undefined> {
  switch (event.type) {
    case 'message_start':
      turn.usage = countUsage(turn.usage, event.message.usage);
      return;
    case 'content_block_start':
      startBlock(turn, event);
      return;
    case 'content_block_delta':
      yield* grow(turn, event);
      return;
    case 'content_block_stop': {
      const block = turn.blocks.at(-1);
      if (block?.type !== 'tool_use') return;
      block.input = parseToolInput(turn.json);
      yield { kind: 'tool-call', call: { id: block.id, name: block.name, input: block.input } };
      return;
    }
    case 'message_delta':
      turn.stop = event.delta.stop_reason;
      turn.usage = countUsage(turn.usage, event.usage);
      return;
    case 'message_stop':
      turn.stopped = true;
  }
}

export function createAnthropicAdapter(deps: WireDeps): WireAdapter {
  const client = new Anthropic({
    baseURL: deps.baseUrl,
    // A server on this machine may want none; the SDK would then look for credentials elsewhere.
    apiKey: deps.key ?? 'none',
    authToken: null,
    maxRetries: 0,
    timeout: sdkTimeoutMs,
    logLevel: 'off',
    openTelemetry: false,
    fetch: deps.fetch,
  });

  async function* stream(
    request: LlmRequest,
    signal: AbortSignal,
    onBytes: () => void,
  ): AsyncGenerator<WireEvent, void, undefined> {
    const turn: Turn = {
      blocks: [],
      json: '',
      stop: null,
      usage: { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
      stopped: false,
    };
    let started = false;
    try {
      const { data, response } = await client
        .withOptions({ fetch: noticeBytes(deps.fetch, onBytes) })
        .messages.create(toParams(request, deps.model), { signal })
        .withResponse();
      if (!response.headers.get('content-type')?.includes('text/event-stream')) {
        throw new ProviderFailure('wrong-protocol', { status: response.status });
      }
      for await (const event of data) {
        started = true;
        yield* readEvent(turn, event);
      }
      if (turn.usage.inputTokens > 0) yield { kind: 'usage', usage: turn.usage };
      if (turn.stopped) yield { kind: 'end', reason: endReason(turn.stop), replay: turn.blocks };
    } catch (error) {
      throw toFailure(error, started, deps.nowMs());
    }
  }

  async function listModels(signal: AbortSignal): Promise<readonly ModelInfo[]> {
    try {
      const models: ModelInfo[] = [];
      for await (const model of client.models.list({ limit: 100 }, { signal })) {
        models.push({
          id: model.id,
          label: model.display_name || model.id,
          contextTokens: model.max_input_tokens,
          price: findPrice(model.id),
          tools: true,
          vision: model.capabilities?.image_input.supported ?? null,
        });
      }
      return models;
    } catch (error) {
      throw toFailure(error, false, deps.nowMs());
    }
  }

  async function contextTokens(signal: AbortSignal): Promise<number | null> {
    try {
      return (await client.models.retrieve(deps.model, {}, { signal })).max_input_tokens ?? null;
    } catch (error) {
      throw toFailure(error, false, deps.nowMs());
    }
  }

  return { stream, listModels, contextTokens };
}
