/**
 * Answers as data: asks for JSON that follows a Zod schema, repairs what can be repaired safely,
 * and asks once more with the reason where that is not enough.
 */
import { z } from 'zod';
import type { LlmFailure, LlmPurpose, Usage } from '#shared/model/llm.ts';
import { parseJsonLeniently } from './json-repair.ts';
import { addUsage } from './prices.ts';
import type { JsonSchema, LlmMessage, LlmRequest, Provider } from './provider.ts';

export interface StructuredRequest<T> {
  readonly purpose: LlmPurpose;
  readonly system: string;
  /** The task and its wrapped data. */
  readonly prompt: string;
  /** A short name in snake case, which some providers require. */
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly maxOutputTokens: number;
}

export type StructuredResult<T> =
  | { readonly ok: true; readonly value: T; readonly usage: Usage | null; readonly calls: number }
  | { readonly ok: false; readonly failure: LlmFailure; readonly usage: Usage | null; readonly calls: number };

/** Keywords that providers' strict modes refuse; the Zod schema checks them afterwards. */
const refusedKeywords = new Set([
  '$schema',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minItems',
  'maxItems',
  'uniqueItems',
  'default',
]);

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  return isObject(value) ? stripObject(value) : value;
}

function stripObject(schema: JsonSchema): JsonSchema {
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(schema)) {
    if (refusedKeywords.has(key)) continue;
    // The names under `properties` are the caller's own and never keywords.
    const named = key === 'properties' && isObject(inner);
    copy[key] = named ? Object.fromEntries(Object.entries(inner).map(([name, part]) => [name, strip(part)])) : strip(inner);
  }
  // Strict modes want every property required; "absent" is expressed by null in our schemas.
  if (copy['type'] === 'object') {
    copy['additionalProperties'] = false;
    copy['required'] = Object.keys(copy['properties'] ?? {});
  }
  return copy;
}

/** The JSON schema of a Zod schema in the subset that all strict modes take. */
export function strictJsonSchema(schema: z.ZodType): JsonSchema {
  return stripObject({ ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) });
}

interface Reply {
  readonly text: string;
  readonly failure: LlmFailure | null;
  readonly cut: boolean;
  readonly usage: Usage | null;
}

async function ask(provider: Provider, request: LlmRequest, signal: AbortSignal): Promise<Reply> {
  const texts: string[] = [];
  let usage: Usage | null = null;
  for await (const event of provider.stream(request, signal)) {
    if (event.kind === 'text') texts.push(event.text);
    if (event.kind === 'usage') usage = addUsage(usage, event.usage);
    if (event.kind === 'failed') return { text: texts.join(''), failure: event.failure, cut: false, usage };
    if (event.kind === 'end') return { text: texts.join(''), failure: null, cut: event.reason === 'output-limit', usage };
  }
  throw new Error('a provider stream ended without an end');
}

function read<T>(text: string, schema: z.ZodType<T>): { readonly value: T } | { readonly problem: string } {
  const json = parseJsonLeniently(text);
  if (json === null) return { problem: 'The answer is not JSON.' };
  const parsed = schema.safeParse(json.value);
  return parsed.success ? { value: parsed.data } : { problem: z.prettifyError(parsed.error) };
}

function unusable(code: 'malformed' | 'output-limit', detail: string, provider: Provider): LlmFailure {
  return {
    code,
    message:
      code === 'malformed'
        ? `${provider.label} sent an answer that cannot be read. Try again, or choose another model.`
        : `The answer of ${provider.model} did not fit into its longest allowed length.`,
    detail,
    status: null,
    reason: null,
    retryAfterMs: null,
    retryable: code === 'malformed',
  };
}

/**
 * Asks for a value. Two or three calls at most: a second where the answer does not follow the
 * schema, and one more before that where the server cannot force a schema at all.
 */
export async function completeStructured<T>(
  provider: Provider,
  wanted: StructuredRequest<T>,
  signal: AbortSignal,
): Promise<StructuredResult<T>> {
  const schema = strictJsonSchema(wanted.schema);
  const system = `${wanted.system}\n\nAnswer with one JSON value that follows this schema, and nothing else:\n${JSON.stringify(schema)}`;
  const first: LlmMessage[] = [{ role: 'user', text: wanted.prompt }];
  let request: LlmRequest = {
    purpose: wanted.purpose,
    system,
    messages: first,
    tools: [],
    json: { name: wanted.name, schema },
    maxOutputTokens: wanted.maxOutputTokens,
  };
  let usage: Usage | null = null;
  let calls = 1;
  let reply = await ask(provider, request, signal);
  if (reply.usage) usage = addUsage(usage, reply.usage);
  if (reply.failure?.code === 'bad-request') {
    request = { ...request, json: null };
    calls += 1;
    reply = await ask(provider, request, signal);
    if (reply.usage) usage = addUsage(usage, reply.usage);
  }
  for (let retried = false; ; retried = true) {
    if (reply.failure) return { ok: false, failure: reply.failure, usage, calls };
    const result = read(reply.text, wanted.schema);
    if ('value' in result) return { ok: true, value: result.value, usage, calls };
    if (reply.cut) return { ok: false, failure: unusable('output-limit', result.problem, provider), usage, calls };
    if (retried) return { ok: false, failure: unusable('malformed', result.problem, provider), usage, calls };
    const again = `That answer cannot be used:\n${result.problem}\nAnswer again with JSON that follows the schema.`;
    const messages: LlmMessage[] = [
      ...first,
      { role: 'assistant', text: reply.text, toolCalls: [], replay: null },
      { role: 'user', text: again },
    ];
    calls += 1;
    reply = await ask(provider, { ...request, messages }, signal);
    if (reply.usage) usage = addUsage(usage, reply.usage);
  }
}
