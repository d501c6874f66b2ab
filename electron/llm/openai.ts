/** OpenAI's chat completions through its own SDK, for OpenAI and every server that imitates it. */
import OpenAI, { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { ModelInfo } from '#shared/model/llm.ts';
import { noticeBytes } from './activity.ts';
import { transportFailure, wireFailure } from './classify.ts';
import { ProviderFailure } from './failure.ts';
import { findContextTokens, findPrice } from './prices.ts';
import type { EndReason, LlmMessage, LlmRequest } from './provider.ts';
import { parseToolInput } from './tool-input.ts';
import type { WireAdapter, WireDeps, WireEvent, WireUsage } from './wire.ts';

/** Hours: the deadlines are ours (`provider-client.ts`), and the SDK's own must never come first. */
const sdkTimeoutMs = 24 * 60 * 60 * 1000;

/** What servers add to a model's entry beside OpenAI's own fields, each under its own name. */
const modelExtrasSchema = z.looseObject({
  name: z.string().optional(),
  /** OpenRouter. */
  context_length: z.int().positive().nullish(),
  /** vLLM. */
  max_model_len: z.int().positive().nullish(),
  /** llama.cpp. */
  meta: z.looseObject({ n_ctx_train: z.int().positive().nullish() }).nullish(),
});

/** Reasoning text: DeepSeek, llama.cpp and vLLM use the first name, OpenRouter the second. */
const reasoningSchema = z.looseObject({
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
});

const errorBodySchema = z.looseObject({
  message: z.string().optional(),
  type: z.string().nullish(),
  code: z.union([z.string(), z.number()]).nullish(),
});

/** An error that the server itself told, in a status or inside the stream. */
function isReported(error: unknown): error is APIError<number | undefined, Headers | undefined, object | undefined> {
  return error instanceof APIError && (error.status !== undefined || error.error !== undefined);
}

function toFailure(error: unknown, started: boolean, nowMs: number): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  if (error instanceof APIUserAbortError) return new ProviderFailure('cancelled');
  if (error instanceof APIConnectionTimeoutError) return new ProviderFailure('timeout');
  if (isReported(error)) {
    const body = errorBodySchema.safeParse(error.error).data;
    const wire = {
      status: error.status ?? null,
      headers: error.headers ?? null,
      type: body?.type ?? '',
      errorCode: String(body?.code ?? ''),
      message: body?.message ?? '',
    };
    return wireFailure(wire, nowMs);
  }
  return transportFailure(error, started);
}

function toMessage(message: LlmMessage): ChatCompletionMessageParam {
  if (message.role === 'user') return { role: 'user', content: message.text };
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.callId, content: message.text };
  return {
    role: 'assistant',
    content: message.text,
    ...(message.toolCalls.length > 0
      ? {
          tool_calls: message.toolCalls.map((call) => ({
            id: call.id,
            type: 'function' as const,
            function: { name: call.name, arguments: JSON.stringify(call.input) },
          })),
        }
      : {}),
  };
}

function toParams(request: LlmRequest, model: string, official: boolean): ChatCompletionCreateParamsStreaming {
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    // The official API has retired `max_tokens`; most that imitate it know only that.
    ...(official ? { max_completion_tokens: request.maxOutputTokens } : { max_tokens: request.maxOutputTokens }),
    messages: [{ role: 'system', content: request.system }, ...request.messages.map(toMessage)],
    ...(request.tools.length > 0
      ? {
          tools: request.tools.map((tool) => ({
            type: 'function' as const,
            function: { name: tool.name, description: tool.description, parameters: { ...tool.inputSchema } },
          })),
          ...(request.toolChoice === 'none' ? { tool_choice: 'none' as const } : {}),
        }
      : {}),
    ...(request.json
      ? {
          response_format: {
            type: 'json_schema' as const,
            json_schema: { name: request.json.name, strict: true, schema: { ...request.json.schema } },
          },
        }
      : {}),
  };
}

interface OpenCall {
  id: string;
  name: string;
  json: string;
}

interface Turn {
  readonly calls: Map<number, OpenCall>;
  finish: string | null;
  refused: boolean;
  usage: WireUsage | null;
}

function collectCalls(turn: Turn, deltas: ChatCompletionChunk.Choice.Delta['tool_calls']): void {
  for (const delta of deltas ?? []) {
    const call = turn.calls.get(delta.index) ?? { id: '', name: '', json: '' };
    turn.calls.set(delta.index, {
      id: delta.id ?? call.id,
      name: delta.function?.name ?? call.name,
      json: call.json + (delta.function?.arguments ?? ''),
    });
  }
}

function* readChunk(turn: Turn, chunk: ChatCompletionChunk): Generator<WireEvent, void, undefined> {
  if (chunk.usage) {
    turn.usage = {
      inputTokens: chunk.usage.prompt_tokens,
      outputTokens: chunk.usage.completion_tokens,
      cacheReadTokens: chunk.usage.prompt_tokens_details?.cached_tokens ?? 0,
      cacheWriteTokens: 0,
    };
  }
  const choice = chunk.choices[0];
  if (!choice) return;
  const { delta } = choice;
  const reasoning = reasoningSchema.safeParse(delta).data;
  const thinking = reasoning?.reasoning_content ?? reasoning?.reasoning;
  if (thinking) yield { kind: 'thinking', text: thinking };
  if (delta?.content) yield { kind: 'text', text: delta.content };
  if (delta?.refusal) turn.refused = true;
  collectCalls(turn, delta?.tool_calls);
  if (choice.finish_reason) turn.finish = choice.finish_reason;
}

function* finish(turn: Turn): Generator<WireEvent, void, undefined> {
  if (turn.usage) yield { kind: 'usage', usage: turn.usage };
  if (turn.finish === 'content_filter' || turn.refused) throw new ProviderFailure('refused');
  if (turn.finish === null) return;
  for (const [index, call] of turn.calls) {
    const input = parseToolInput(call.json);
    yield { kind: 'tool-call', call: { id: call.id || `call_${index}`, name: call.name, input } };
  }
  // Some servers finish a turn that calls tools with `stop`.
  const reason: EndReason =
    turn.calls.size > 0 ? 'tool-calls' : turn.finish === 'length' ? 'output-limit' : 'complete';
  yield { kind: 'end', reason, replay: null };
}

export function createOpenaiAdapter(deps: WireDeps & { readonly official: boolean }): WireAdapter {
  const client = new OpenAI({
    baseURL: deps.baseUrl,
    // The SDK insists on a key, also for servers that want none.
    apiKey: deps.key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: sdkTimeoutMs,
    logLevel: 'off',
    fetch: deps.fetch,
  });

  async function* stream(
    request: LlmRequest,
    signal: AbortSignal,
    onBytes: () => void,
  ): AsyncGenerator<WireEvent, void, undefined> {
    const turn: Turn = { calls: new Map(), finish: null, refused: false, usage: null };
    let started = false;
    try {
      const { data, response } = await client
        .withOptions({ fetch: noticeBytes(deps.fetch, onBytes) })
        .chat.completions.create(toParams(request, deps.model, deps.official), { signal })
        .withResponse();
      if (!response.headers.get('content-type')?.includes('text/event-stream')) {
        throw new ProviderFailure('wrong-protocol', { status: response.status });
      }
      for await (const chunk of data) {
        started = true;
        yield* readChunk(turn, chunk);
      }
      yield* finish(turn);
    } catch (error) {
      throw toFailure(error, started, deps.nowMs());
    }
  }

  async function listModels(signal: AbortSignal): Promise<readonly ModelInfo[]> {
    try {
      const models: ModelInfo[] = [];
      for await (const model of client.models.list({ signal })) {
        const extras = modelExtrasSchema.safeParse(model).data;
        models.push({
          id: model.id,
          label: extras?.name ?? model.id,
          contextTokens:
            extras?.context_length ??
            extras?.max_model_len ??
            extras?.meta?.n_ctx_train ??
            findContextTokens(model.id),
          price: findPrice(model.id),
          tools: null,
          vision: null,
        });
      }
      return models;
    } catch (error) {
      throw toFailure(error, false, deps.nowMs());
    }
  }

  async function contextTokens(signal: AbortSignal): Promise<number | null> {
    const known = findContextTokens(deps.model);
    if (known !== null) return known;
    const models = await listModels(signal);
    return models.find((model) => model.id === deps.model)?.contextTokens ?? null;
  }

  return { stream, listModels, contextTokens };
}
