/**
 * Ollama by its native protocol: its OpenAI-compatible endpoint cannot set the context size and
 * cuts long prompts silently.
 */
import { z } from 'zod';
import type { ModelInfo } from '#shared/model/llm.ts';
import { transportFailure, wireFailure } from './classify.ts';
import { ProviderFailure } from './failure.ts';
import { readLines } from './line-reader.ts';
import type { LlmMessage, LlmRequest, ToolCall } from './provider.ts';
import { estimateRequestTokens } from './tokens.ts';
import type { WireAdapter, WireDeps, WireEvent } from './wire.ts';

const lineSchema = z.looseObject({
  error: z.string().optional(),
  message: z
    .looseObject({
      content: z.string().optional(),
      thinking: z.string().optional(),
      tool_calls: z
        .array(
          z.looseObject({
            id: z.string().optional(),
            function: z.looseObject({ name: z.string(), arguments: z.unknown() }),
          }),
        )
        .optional(),
    })
    .optional(),
  done: z.boolean().optional(),
  done_reason: z.string().optional(),
  prompt_eval_count: z.int().nonnegative().optional(),
  eval_count: z.int().nonnegative().optional(),
});
const tagsSchema = z.object({ models: z.array(z.looseObject({ name: z.string() })) });
const showSchema = z.looseObject({
  model_info: z.record(z.string(), z.unknown()).optional(),
  capabilities: z.array(z.string()).optional(),
});
const errorSchema = z.looseObject({ error: z.string() });

/** Windows that are tried, smallest first: memory grows with the window, also where it is empty. */
const windowSteps = [8192, 16_384, 32_768, 65_536, 131_072, 262_144];

/** The smallest window that holds the request and its answer, or null where none does. */
export function chooseWindow(neededTokens: number, limitTokens: number): number | null {
  if (neededTokens > limitTokens) return null;
  return Math.min(limitTokens, windowSteps.find((step) => step >= neededTokens) ?? limitTokens);
}

function toMessage(message: LlmMessage): object {
  if (message.role === 'user') return { role: 'user', content: message.text };
  if (message.role === 'tool') return { role: 'tool', tool_name: message.name, content: message.text };
  return {
    role: 'assistant',
    content: message.text,
    ...(message.toolCalls.length > 0
      ? { tool_calls: message.toolCalls.map((call) => ({ function: { name: call.name, arguments: call.input } })) }
      : {}),
  };
}

function toBody(request: LlmRequest, model: string, window: number): object {
  return {
    model,
    stream: true,
    messages: [{ role: 'system', content: request.system }, ...request.messages.map(toMessage)],
    options: { num_ctx: window, num_predict: request.maxOutputTokens },
    // Ollama has no way to say "none": without the tools there is nothing to call.
    ...(request.tools.length > 0 && request.toolChoice !== 'none'
      ? {
          tools: request.tools.map((tool) => ({
            type: 'function',
            function: { name: tool.name, description: tool.description, parameters: tool.inputSchema },
          })),
        }
      : {}),
    ...(request.json ? { format: request.json.schema } : {}),
  };
}

function parseLine(line: string): z.infer<typeof lineSchema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ProviderFailure('malformed', { detail: line });
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) throw new ProviderFailure('malformed', { detail: line });
  return parsed.data;
}

async function readErrorMessage(response: Response): Promise<string> {
  const text = await response.text();
  try {
    return errorSchema.parse(JSON.parse(text)).error;
  } catch {
    return '';
  }
}

export function createOllamaAdapter(deps: WireDeps): WireAdapter {
  const headers = {
    'content-type': 'application/json',
    ...(deps.key ? { authorization: `Bearer ${deps.key}` } : {}),
  };

  async function request(path: string, body: object | null, signal: AbortSignal): Promise<Response> {
    try {
      const response = await deps.fetch(`${deps.baseUrl.replace(/\/+$/, '')}${path}`, {
        method: body ? 'POST' : 'GET',
        headers,
        signal,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (response.ok) return response;
      const message = await readErrorMessage(response);
      const { status } = response;
      throw wireFailure({ status, headers: response.headers, type: '', errorCode: '', message }, deps.nowMs());
    } catch (error) {
      if (signal.aborted) throw new ProviderFailure('cancelled');
      throw transportFailure(error, false);
    }
  }

  async function readJson<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
    const parsed = schema.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw new ProviderFailure('wrong-protocol', { status: response.status });
    return parsed.data;
  }

  async function contextTokens(signal: AbortSignal): Promise<number | null> {
    const shown = await readJson(await request('/api/show', { model: deps.model }, signal), showSchema);
    const entry = Object.entries(shown.model_info ?? {}).find(([name]) => name.endsWith('.context_length'));
    return typeof entry?.[1] === 'number' ? entry[1] : null;
  }

  async function windowFor(llmRequest: LlmRequest, signal: AbortSignal): Promise<number> {
    const needed = estimateRequestTokens(llmRequest) + llmRequest.maxOutputTokens;
    const limit = deps.contextTokens ?? (await contextTokens(signal)) ?? windowSteps[0] ?? needed;
    const window = chooseWindow(needed, limit);
    if (window !== null) return window;
    throw new ProviderFailure('context-overflow', { detail: `needs about ${needed} tokens of ${limit}` });
  }

  async function* stream(
    llmRequest: LlmRequest,
    signal: AbortSignal,
    onBytes: () => void,
  ): AsyncGenerator<WireEvent, void, undefined> {
    const window = await windowFor(llmRequest, signal);
    const response = await request('/api/chat', toBody(llmRequest, deps.model, window), signal);
    if (!response.body || response.headers.get('content-type')?.includes('text/html')) {
      throw new ProviderFailure('wrong-protocol', { status: response.status });
    }
    const calls: ToolCall[] = [];
    let started = false;
    try {
      for await (const line of readLines(response.body)) {
        const data = parseLine(line);
        started = true;
        onBytes();
        if (data.error !== undefined) {
          throw wireFailure({ status: null, headers: null, type: '', errorCode: '', message: data.error }, deps.nowMs());
        }
        if (data.message?.thinking) yield { kind: 'thinking', text: data.message.thinking };
        if (data.message?.content) yield { kind: 'text', text: data.message.content };
        for (const call of data.message?.tool_calls ?? []) {
          const id = call.id ?? `call_${calls.length}`;
          calls.push({ id, name: call.function.name, input: call.function.arguments ?? {} });
        }
        if (data.done) {
          yield* finish(data, calls);
          return;
        }
      }
    } catch (error) {
      if (signal.aborted) throw new ProviderFailure('cancelled');
      throw transportFailure(error, started);
    }
  }

  function* finish(data: z.infer<typeof lineSchema>, calls: readonly ToolCall[]): Generator<WireEvent, void, undefined> {
    if (data.prompt_eval_count !== undefined || data.eval_count !== undefined) {
      yield {
        kind: 'usage',
        usage: {
          inputTokens: data.prompt_eval_count ?? 0,
          outputTokens: data.eval_count ?? 0,
          cacheReadTokens: 0,
          cacheWriteTokens: 0,
        },
      };
    }
    for (const call of calls) yield { kind: 'tool-call', call };
    const cut = data.done_reason === 'length';
    yield { kind: 'end', reason: calls.length > 0 ? 'tool-calls' : cut ? 'output-limit' : 'complete', replay: null };
  }

  async function listModels(signal: AbortSignal): Promise<readonly ModelInfo[]> {
    const { models } = await readJson(await request('/api/tags', null, signal), tagsSchema);
    return models.map(({ name }) => ({
      id: name,
      label: name,
      contextTokens: null,
      price: null,
      tools: null,
      vision: null,
    }));
  }

  return { stream, listModels, contextTokens };
}
