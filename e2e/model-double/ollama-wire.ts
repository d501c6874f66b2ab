/** Ollama's native `/api/chat`: requests read, replies written as newline-delimited JSON. */
import { z } from 'zod';
import { pieces } from './delivery.ts';
import type { ErrorReply, MessageReply, StreamErrorReply } from './script.ts';

const bodySchema = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  format: z.unknown().optional(),
  messages: z.array(
    z.looseObject({
      role: z.enum(['system', 'user', 'assistant', 'tool']),
      content: z.string(),
      tool_calls: z
        .array(z.looseObject({ function: z.looseObject({ name: z.string(), arguments: z.unknown() }) }))
        .optional(),
    }),
  ),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).optional(),
});

/** Reads a request body; what is wrong with it as text where the real server would refuse it. */
export function readOllamaBody(body: unknown) {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { model, messages, tools, stream, format } = parsed.data;
  return {
    model,
    system: messages.filter((m) => m.role === 'system').map((m) => m.content).join('\n\n'),
    messages: messages.flatMap((message) =>
      message.role === 'system'
        ? []
        : [
            {
              role: message.role,
              text: message.content,
              toolCalls: (message.tool_calls ?? []).map((call) => ({
                name: call.function.name,
                input: call.function.arguments,
              })),
            },
          ],
    ),
    tools: (tools ?? []).map((tool) => tool.function.name),
    schema: format ?? null,
    stream: stream ?? true,
  };
}

interface Counted {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

function line(model: string, rest: object): string {
  return `${JSON.stringify({ model, created_at: '2026-11-23T10:00:00Z', ...rest })}\n`;
}

function toolCalls(reply: MessageReply) {
  return (reply.toolCalls ?? []).map((call) => ({
    function: { name: call.name, arguments: call.input },
  }));
}

function last(reply: MessageReply, counted: Counted) {
  return {
    done: true,
    done_reason: reply.stop === 'length' || reply.stop === 'context' ? 'length' : 'stop',
    total_duration: 1,
    ...(reply.noUsage
      ? {}
      : {
          prompt_eval_count: reply.usage?.inputTokens ?? counted.inputTokens,
          eval_count: reply.usage?.outputTokens ?? counted.outputTokens,
        }),
  };
}

/** A streamed reply, one JSON object a line. */
export function ollamaStream(model: string, reply: MessageReply, counted: Counted): string[] {
  const say = (message: object) =>
    line(model, { message: { role: 'assistant', content: '', ...message }, done: false });
  return [
    ...pieces(reply.thinking ?? '', reply.chunkSize).map((thinking) => say({ thinking })),
    ...pieces(reply.text ?? '', reply.chunkSize).map((content) => say({ content })),
    ...(reply.toolCalls?.length ? [say({ tool_calls: toolCalls(reply) })] : []),
    line(model, { message: { role: 'assistant', content: '' }, ...last(reply, counted) }),
  ];
}

/** A streamed reply that turns into an error. */
export function ollamaStreamError(model: string, reply: StreamErrorReply): string[] {
  return [
    ...pieces(reply.text, reply.chunkSize).map((content) =>
      line(model, { message: { role: 'assistant', content }, done: false }),
    ),
    `${JSON.stringify({ error: reply.message })}\n`,
  ];
}

/** The same reply as one JSON body. */
export function ollamaBody(model: string, reply: MessageReply, counted: Counted): object {
  const calls = toolCalls(reply);
  return {
    model,
    created_at: '2026-11-23T10:00:00Z',
    message: {
      role: 'assistant',
      content: reply.text ?? '',
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
    },
    ...last(reply, counted),
  };
}

export function ollamaError(reply: ErrorReply, model: string): object {
  const standard = reply.status === 404 ? `model '${model}' not found` : `scripted ${reply.status}`;
  return { error: reply.message ?? standard };
}
