/** Anthropic's Messages protocol: requests read, replies written as its events and errors. */
import { z } from 'zod';
import { pieces } from './delivery.ts';
import type { DoubleMessage, ErrorReply, MessageReply, StreamErrorReply } from './script.ts';

const blockSchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  input: z.unknown().optional(),
  content: z.unknown().optional(),
});
const contentSchema = z.union([z.string(), z.array(blockSchema)]);
const bodySchema = z.looseObject({
  model: z.string(),
  max_tokens: z.int().positive(),
  stream: z.boolean().optional(),
  system: contentSchema.optional(),
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: contentSchema })).min(1),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
  output_config: z.looseObject({ format: z.looseObject({ schema: z.unknown() }).optional() }).optional(),
});

function plain(content: unknown): string {
  const parsed = contentSchema.safeParse(content);
  if (!parsed.success) return '';
  if (typeof parsed.data === 'string') return parsed.data;
  return parsed.data.map((block) => block.text ?? '').join('');
}

function readMessages(role: 'user' | 'assistant', content: z.infer<typeof contentSchema>): DoubleMessage[] {
  if (typeof content === 'string') return [{ role, text: content, toolCalls: [] }];
  const results = content
    .filter((block) => block.type === 'tool_result')
    .map((block): DoubleMessage => ({ role: 'tool', text: plain(block.content), toolCalls: [] }));
  const toolCalls = content
    .filter((block) => block.type === 'tool_use')
    .map((block) => ({ id: block.id ?? '', name: block.name ?? '', input: block.input }));
  const text = plain(content.filter((block) => block.type === 'text'));
  const own: DoubleMessage[] = text || toolCalls.length > 0 ? [{ role, text, toolCalls }] : [];
  return [...results, ...own];
}

/** Reads a request body; what is wrong with it as text where the real server would refuse it. */
export function readAnthropicBody(body: unknown) {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { model, system, messages, tools, stream, output_config: output } = parsed.data;
  return {
    model,
    system: plain(system ?? ''),
    messages: messages.flatMap((message) => readMessages(message.role, message.content)),
    tools: (tools ?? []).map((tool) => tool.name),
    schema: output?.format?.schema ?? null,
    stream: stream ?? false,
  };
}

const stopReasons = {
  end: 'end_turn',
  length: 'max_tokens',
  refusal: 'refusal',
  context: 'model_context_window_exceeded',
} as const;

function stopReason(reply: MessageReply): string {
  return reply.toolCalls?.length ? 'tool_use' : stopReasons[reply.stop ?? 'end'];
}

function sse(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}

interface Counted {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

function usage(reply: MessageReply, counted: Counted) {
  return {
    input_tokens: reply.usage?.inputTokens ?? counted.inputTokens,
    output_tokens: reply.usage?.outputTokens ?? counted.outputTokens,
    cache_creation_input_tokens: reply.usage?.cacheWriteTokens ?? 0,
    cache_read_input_tokens: reply.usage?.cacheReadTokens ?? 0,
  };
}

function messageStart(model: string, used: object): string {
  return sse('message_start', {
    message: {
      id: 'msg_double',
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: used,
    },
  });
}

function block(index: number, start: object, deltas: readonly object[]): string[] {
  return [
    sse('content_block_start', { index, content_block: start }),
    ...deltas.map((delta) => sse('content_block_delta', { index, delta })),
    sse('content_block_stop', { index }),
  ];
}

/** A streamed reply as server-sent events. */
export function anthropicStream(model: string, reply: MessageReply, counted: Counted): string[] {
  const used = usage(reply, counted);
  const frames = [messageStart(model, { ...used, output_tokens: 1 }), sse('ping', {})];
  let index = 0;
  if (reply.thinking) {
    const deltas = [
      ...pieces(reply.thinking, reply.chunkSize).map((thinking) => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: 'c2lnbmF0dXJl' },
    ];
    frames.push(...block(index++, { type: 'thinking', thinking: '', signature: '' }, deltas));
  }
  if (reply.text) {
    const deltas = pieces(reply.text, reply.chunkSize).map((text) => ({ type: 'text_delta', text }));
    frames.push(...block(index++, { type: 'text', text: '' }, deltas));
  }
  for (const [at, call] of (reply.toolCalls ?? []).entries()) {
    const deltas = ['', ...pieces(JSON.stringify(call.input), reply.chunkSize)].map((json) => ({
      type: 'input_json_delta',
      partial_json: json,
    }));
    const start = { type: 'tool_use', id: call.id ?? `toolu_${at}`, name: call.name, input: {} };
    frames.push(...block(index++, start, deltas));
  }
  frames.push(
    sse('message_delta', {
      delta: { stop_reason: stopReason(reply), stop_sequence: null },
      usage: used,
    }),
    sse('message_stop', {}),
  );
  return frames;
}

/** A streamed reply that turns into an error. */
export function anthropicStreamError(model: string, reply: StreamErrorReply): string[] {
  const text = pieces(reply.text, reply.chunkSize).map((part) => ({ type: 'text_delta', text: part }));
  return [
    messageStart(model, { input_tokens: 1, output_tokens: 1 }),
    ...block(0, { type: 'text', text: '' }, text).slice(0, -1),
    sse('error', { error: { type: reply.type, message: reply.message } }),
  ];
}

/** The same reply as one JSON body. */
export function anthropicBody(model: string, reply: MessageReply, counted: Counted): object {
  return {
    id: 'msg_double',
    type: 'message',
    role: 'assistant',
    model,
    content: [
      ...(reply.text ? [{ type: 'text', text: reply.text }] : []),
      ...(reply.toolCalls ?? []).map((call, at) => ({
        type: 'tool_use',
        id: call.id ?? `toolu_${at}`,
        name: call.name,
        input: call.input,
      })),
    ],
    stop_reason: stopReason(reply),
    stop_sequence: null,
    usage: usage(reply, counted),
  };
}

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

export function anthropicError(reply: ErrorReply): object {
  const type = reply.type ?? errorTypes[reply.status] ?? 'api_error';
  return {
    type: 'error',
    error: { type, message: reply.message ?? `scripted ${type}` },
    request_id: 'req_double',
  };
}
