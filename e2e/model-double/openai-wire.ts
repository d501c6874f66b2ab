/** OpenAI's chat completions, as OpenAI and the servers that imitate it speak them. */
import { z } from 'zod';
import { pieces } from './delivery.ts';
import type { DoubleMessage, ErrorReply, MessageReply, StreamErrorReply } from './script.ts';

const contentSchema = z
  .union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))])
  .nullish();
const messageSchema = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: contentSchema,
  tool_calls: z
    .array(z.looseObject({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }))
    .optional(),
});
const bodySchema = z.looseObject({
  model: z.string(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  messages: z.array(messageSchema).min(1),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).optional(),
  response_format: z
    .looseObject({ type: z.string(), json_schema: z.looseObject({ schema: z.unknown() }).optional() })
    .optional(),
});

function plain(content: z.infer<typeof contentSchema>): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => part.text ?? '').join('');
}

/** Reads a request body; what is wrong with it as text where the real server would refuse it. */
export function readOpenaiBody(body: unknown) {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { model, messages, tools, stream, response_format: format } = parsed.data;
  const isSystem = (role: string) => role === 'system' || role === 'developer';
  return {
    model,
    system: messages.filter((m) => isSystem(m.role)).map((m) => plain(m.content)).join('\n\n'),
    messages: messages.flatMap((message): DoubleMessage[] => {
      if (message.role === 'system' || message.role === 'developer') return [];
      const toolCalls = (message.tool_calls ?? []).map((call) => ({
        id: call.id,
        name: call.function.name,
        input: JSON.parse(call.function.arguments),
      }));
      return [{ role: message.role, text: plain(message.content), toolCalls }];
    }),
    tools: (tools ?? []).map((tool) => tool.function.name),
    schema: format?.json_schema?.schema ?? null,
    stream: stream ?? false,
  };
}

interface Counted {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

function usage(reply: MessageReply, counted: Counted) {
  const prompt = reply.usage?.inputTokens ?? counted.inputTokens;
  const completion = reply.usage?.outputTokens ?? counted.outputTokens;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: reply.usage?.cacheReadTokens ?? 0 },
  };
}

function finishReason(reply: MessageReply): string {
  if (reply.toolCalls?.length) return 'tool_calls';
  if (reply.stop === 'refusal') return 'content_filter';
  return reply.stop === 'length' || reply.stop === 'context' ? 'length' : 'stop';
}

function chunk(model: string, rest: object): string {
  const base = { id: 'chatcmpl-double', object: 'chat.completion.chunk', created: 1, model };
  return `data: ${JSON.stringify({ ...base, ...rest })}\n\n`;
}

function delta(model: string, content: object, finish: string | null = null): string {
  return chunk(model, { choices: [{ index: 0, delta: content, finish_reason: finish }] });
}

/** A streamed reply as server-sent events, ending in `[DONE]`. */
export function openaiStream(model: string, reply: MessageReply, counted: Counted): string[] {
  const frames = [delta(model, { role: 'assistant', content: '' })];
  for (const part of pieces(reply.thinking ?? '', reply.chunkSize)) {
    frames.push(delta(model, { reasoning_content: part }));
  }
  for (const part of pieces(reply.text ?? '', reply.chunkSize)) {
    frames.push(delta(model, { content: part }));
  }
  for (const [index, call] of (reply.toolCalls ?? []).entries()) {
    const head = { index, id: call.id ?? `call_${index}`, type: 'function' };
    frames.push(delta(model, { tool_calls: [{ ...head, function: { name: call.name, arguments: '' } }] }));
    for (const part of pieces(JSON.stringify(call.input), reply.chunkSize)) {
      frames.push(delta(model, { tool_calls: [{ index, function: { arguments: part } }] }));
    }
  }
  frames.push(delta(model, {}, finishReason(reply)));
  if (!reply.noUsage) frames.push(chunk(model, { choices: [], usage: usage(reply, counted) }));
  frames.push('data: [DONE]\n\n');
  return frames;
}

/** A streamed reply that turns into an error. */
export function openaiStreamError(model: string, reply: StreamErrorReply): string[] {
  return [
    ...pieces(reply.text, reply.chunkSize).map((part) => delta(model, { content: part })),
    `data: ${JSON.stringify({ error: { message: reply.message, type: reply.type, code: null } })}\n\n`,
  ];
}

/** The same reply as one JSON body. */
export function openaiBody(model: string, reply: MessageReply, counted: Counted): object {
  const toolCalls = (reply.toolCalls ?? []).map((call, index) => ({
    id: call.id ?? `call_${index}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.input) },
  }));
  return {
    id: 'chatcmpl-double',
    object: 'chat.completion',
    created: 1,
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: reply.text ?? null,
          refusal: null,
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
        finish_reason: finishReason(reply),
      },
    ],
    usage: usage(reply, counted),
  };
}

const errorTypes: Readonly<Record<number, readonly [type: string, code: string | null]>> = {
  400: ['invalid_request_error', null],
  401: ['invalid_request_error', 'invalid_api_key'],
  403: ['invalid_request_error', 'unsupported_country_region_territory'],
  404: ['invalid_request_error', 'model_not_found'],
  429: ['requests', 'rate_limit_exceeded'],
  500: ['server_error', null],
  503: ['server_error', null],
};

export function openaiError(reply: ErrorReply): object {
  const [type, code] = errorTypes[reply.status] ?? ['server_error', null];
  return {
    error: {
      message: reply.message ?? `scripted ${reply.type ?? type}`,
      type: reply.type ?? type,
      param: null,
      code: reply.code ?? code,
    },
  };
}
