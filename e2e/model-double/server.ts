/**
 * A local server that speaks the wire protocols of Anthropic, OpenAI and Ollama, with scripted
 * answers: the real SDKs talk to it through their base URL, so that the product needs no seam.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as anthropic from './anthropic-wire.ts';
import { deliver } from './delivery.ts';
import * as ollama from './ollama-wire.ts';
import * as openai from './openai-wire.ts';
import {
  type DoubleProvider,
  type DoubleRequest,
  type ErrorReply,
  failWith,
  type MessageReply,
  type Reply,
  type Script,
  type ScriptFunction,
  scriptFunction,
  type StreamErrorReply,
  wholeText,
} from './script.ts';

export interface DoubleModel {
  readonly id: string;
  readonly contextTokens?: number;
}

export interface ModelDoubleOptions {
  readonly models?: readonly DoubleModel[];
  /** The keys that are accepted; without it every request is let in. */
  readonly keys?: readonly string[];
  readonly port?: number;
}

export interface ModelDouble {
  /** `http://127.0.0.1:<port>`: the base URL for Anthropic and Ollama. */
  readonly url: string;
  /** The base URL for OpenAI and compatible clients. */
  readonly openaiUrl: string;
  /** Everything that was asked, in order. */
  readonly requests: readonly DoubleRequest[];
  setScript(script: Script): void;
  close(): Promise<void>;
}

type Operation = DoubleRequest['operation'];

const defaultModels: readonly DoubleModel[] = [{ id: 'double-1', contextTokens: 32_768 }];

function route(method: string, path: string, isAnthropic: boolean): [DoubleProvider, Operation] | null {
  const v1: DoubleProvider = isAnthropic ? 'anthropic' : 'openai';
  if (method === 'POST' && path === '/v1/messages') return ['anthropic', 'chat'];
  if (method === 'POST' && path === '/v1/messages/count_tokens') return ['anthropic', 'count-tokens'];
  if (method === 'POST' && path === '/v1/chat/completions') return ['openai', 'chat'];
  if (method === 'GET' && path === '/v1/models') return [v1, 'models'];
  if (method === 'GET' && path.startsWith('/v1/models/')) return [v1, 'model'];
  if (method === 'POST' && path === '/api/chat') return ['ollama', 'chat'];
  if (method === 'GET' && path === '/api/tags') return ['ollama', 'models'];
  if (method === 'POST' && path === '/api/show') return ['ollama', 'model'];
  return null;
}

const readers = {
  anthropic: anthropic.readAnthropicBody,
  openai: openai.readOpenaiBody,
  ollama: ollama.readOllamaBody,
};

function readKey(headers: Readonly<Record<string, string>>): string | null {
  return headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '') ?? null;
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  // Without an encoding a request yields buffers.
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sendJson(response: ServerResponse, status: number, body: object, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function sendError(response: ServerResponse, request: DoubleRequest, reply: ErrorReply): void {
  const body = {
    anthropic: () => anthropic.anthropicError(reply),
    openai: () => openai.openaiError(reply),
    ollama: () => ollama.ollamaError(reply, request.model),
  }[request.provider]();
  const retry =
    reply.retryAfterSeconds === undefined ? {} : { 'retry-after': String(reply.retryAfterSeconds) };
  sendJson(response, reply.status, body, { ...retry, ...reply.headers });
}

/** Four characters a token: no tokenizer, but proportional to the text. */
function count(text: string): number {
  return Math.max(1, Math.ceil(text.length / 4));
}

function counted(request: DoubleRequest, reply: MessageReply) {
  const output = `${reply.thinking ?? ''}${reply.text ?? ''}${JSON.stringify(reply.toolCalls ?? '')}`;
  return { inputTokens: count(wholeText(request)), outputTokens: count(output) };
}

async function sendStream(
  response: ServerResponse,
  request: DoubleRequest,
  reply: MessageReply | StreamErrorReply,
): Promise<void> {
  const { provider, model } = request;
  const frames =
    reply.kind === 'message'
      ? {
          anthropic: anthropic.anthropicStream,
          openai: openai.openaiStream,
          ollama: ollama.ollamaStream,
        }[provider](model, reply, counted(request, reply))
      : {
          anthropic: anthropic.anthropicStreamError,
          openai: openai.openaiStreamError,
          ollama: ollama.ollamaStreamError,
        }[provider](model, reply);
  response.writeHead(200, {
    'content-type': provider === 'ollama' ? 'application/x-ndjson' : 'text/event-stream',
  });
  await deliver(response, frames, reply);
}

async function sendWhole(response: ServerResponse, request: DoubleRequest, reply: MessageReply): Promise<void> {
  const body = {
    anthropic: anthropic.anthropicBody,
    openai: openai.openaiBody,
    ollama: ollama.ollamaBody,
  }[request.provider](request.model, reply, counted(request, reply));
  response.writeHead(200, { 'content-type': 'application/json' });
  await deliver(response, [JSON.stringify(body)], reply);
}

async function send(response: ServerResponse, request: DoubleRequest, reply: Reply): Promise<void> {
  switch (reply.kind) {
    case 'error':
      return sendError(response, request, reply);
    case 'silence':
      return undefined;
    case 'hang-up':
      response.socket?.destroy();
      return undefined;
    case 'raw':
      response.writeHead(reply.status ?? 200, { 'content-type': reply.contentType });
      return deliver(response, [reply.body], reply);
    case 'stream-error':
      return sendStream(response, request, reply);
    case 'message':
      return request.stream ? sendStream(response, request, reply) : sendWhole(response, request, reply);
  }
}

function listModels(response: ServerResponse, provider: DoubleProvider, models: readonly DoubleModel[]): void {
  const day = '2026-11-01T00:00:00Z';
  if (provider === 'ollama') {
    sendJson(response, 200, {
      models: models.map(({ id }) => ({ name: id, model: id, modified_at: day, size: 1, digest: 'd', details: {} })),
    });
    return;
  }
  if (provider === 'openai') {
    sendJson(response, 200, {
      object: 'list',
      data: models.map(({ id }) => ({ id, object: 'model', created: 1, owned_by: 'double' })),
    });
    return;
  }
  sendJson(response, 200, {
    data: models.map((model) => anthropicModel(model)),
    has_more: false,
    first_id: models[0]?.id ?? null,
    last_id: models.at(-1)?.id ?? null,
  });
}

function anthropicModel({ id, contextTokens }: DoubleModel): object {
  return {
    type: 'model',
    id,
    display_name: id,
    created_at: '2026-11-01T00:00:00Z',
    max_input_tokens: contextTokens ?? null,
    max_tokens: 8192,
    capabilities: null,
    lifecycle: 'active',
  };
}

function describeModel(response: ServerResponse, request: DoubleRequest, models: readonly DoubleModel[]): void {
  const model = models.find(({ id }) => id === request.model);
  if (!model) return sendError(response, request, failWith(404, { message: `model: ${request.model}` }));
  if (request.provider === 'anthropic') return sendJson(response, 200, anthropicModel(model));
  if (request.provider === 'openai') {
    return sendJson(response, 200, { id: model.id, object: 'model', created: 1, owned_by: 'double' });
  }
  return sendJson(response, 200, {
    modelfile: '',
    parameters: '',
    template: '',
    details: { family: 'double', parameter_size: '1B' },
    model_info: { 'general.architecture': 'double', 'double.context_length': model.contextTokens ?? 8192 },
    capabilities: ['completion', 'tools'],
  });
}

function modelNamed(operation: Operation, path: string, body: unknown): string {
  if (operation === 'model' && path.startsWith('/v1/models/')) {
    return decodeURIComponent(path.slice('/v1/models/'.length));
  }
  if (typeof body === 'object' && body !== null && 'model' in body) return String(body.model);
  return '';
}

class RunningDouble implements ModelDouble {
  readonly requests: DoubleRequest[] = [];
  readonly #server: Server;
  readonly #options: ModelDoubleOptions;
  #script: ScriptFunction;

  constructor(script: Script, options: ModelDoubleOptions) {
    this.#script = scriptFunction(script);
    this.#options = options;
    this.#server = createServer((incoming, response) => {
      this.#answer(incoming, response).catch((error: unknown) => {
        sendJson(response, 500, { error: { type: 'double_fault', message: String(error) } });
      });
    });
  }

  get url(): string {
    // SAFETY: a TCP server that listens has an AddressInfo.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get openaiUrl(): string {
    return `${this.url}/v1`;
  }

  setScript(script: Script): void {
    this.#script = scriptFunction(script);
  }

  async listen(): Promise<this> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    this.#server.listen(this.#options.port ?? 0, '127.0.0.1', resolve);
    await promise;
    return this;
  }

  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    this.#server.closeAllConnections();
    await promise;
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(incoming.url ?? '/', 'http://double').pathname;
    const method = incoming.method ?? 'GET';
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    const body = await readBody(incoming);
    const found = route(method, path, 'anthropic-version' in headers);
    if (!found) return sendJson(response, 404, { detail: 'Not Found' });
    const [provider, operation] = found;
    const read = operation === 'chat' || operation === 'count-tokens' ? readers[provider](withLimit(body, operation)) : null;
    const request: DoubleRequest = {
      number: this.requests.length + 1,
      provider,
      operation,
      method,
      path,
      headers,
      key: readKey(headers),
      body,
      ...(read && typeof read === 'object'
        ? read
        : { model: modelNamed(operation, path, body), system: '', messages: [], tools: [], schema: null, stream: false }),
      aborted: false,
    };
    this.requests.push(request);
    response.on('close', () => {
      request.aborted = !response.writableFinished;
    });
    const { keys, models = defaultModels } = this.#options;
    if (keys && !keys.includes(request.key ?? '')) {
      return sendError(response, request, failWith(401, { message: 'invalid x-api-key' }));
    }
    if (typeof read === 'string') return sendError(response, request, failWith(400, { message: read }));
    if (operation === 'models') return listModels(response, provider, models);
    if (operation === 'model') return describeModel(response, request, models);
    if (operation === 'count-tokens') {
      return sendJson(response, 200, { input_tokens: count(wholeText(request)) });
    }
    const reply = await this.#script(request);
    return send(
      response,
      request,
      reply ?? failWith(500, { message: `the script has no answer to request ${request.number}` }),
    );
  }
}

/** Counting tokens takes the same body without `max_tokens`. */
function withLimit(body: unknown, operation: Operation): unknown {
  return operation === 'count-tokens' && typeof body === 'object' ? { max_tokens: 1, ...body } : body;
}

/** Starts a double on a free port of the loopback interface. */
export function createModelDouble(script: Script, options: ModelDoubleOptions = {}): Promise<ModelDouble> {
  return new RunningDouble(script, options).listen();
}
