/** Every provider over its real SDK against the model double: answers, tools, and every failure. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LlmFailureCode, ProviderConfig, ProviderKind } from '#shared/model/llm.ts';
import {
  callTools,
  failWith,
  type Reply,
  say,
  type Script,
} from '../../e2e/model-double/script.ts';
import { createModelDouble, type ModelDouble } from '../../e2e/model-double/server.ts';
import { createFileSecrets } from '../platform/secrets.ts';
import { createModels, type Models } from './models.ts';
import type { LlmEvent, LlmRequest, Provider } from './provider.ts';
import { createSendLog, type SendLog } from './send-log.ts';

const key = 'sk-test-4f7a91c2d8e34b5a9c';
const longAnswer = 'The beginning of a long answer that goes on for a while, and then for longer still.';
const kinds: readonly ProviderKind[] = ['anthropic', 'openai-compatible', 'ollama'];

let folder: string;
let double: ModelDouble;
let models: Models;
let sendLog: SendLog;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verso-llm-'));
  double = await createModelDouble([], { models: [{ id: 'double-1', contextTokens: 32_768 }] });
  sendLog = createSendLog(path.join(folder, 'sent'));
  models = createModels({
    file: path.join(folder, 'models.json'),
    secrets: createFileSecrets(path.join(folder, 'keys.json')),
    sendLog,
    retry: { attempts: 3, firstDelayMs: 1, maximumDelayMs: 2, maximumRetryAfterMs: 5000 },
    deadlines: { firstMs: 1200, silenceMs: 1200 },
    random: () => 0.5,
  });
});

afterEach(async () => {
  await double.close();
  await rm(folder, { recursive: true, force: true });
});

function config(kind: ProviderKind, rest: Partial<ProviderConfig> = {}): ProviderConfig {
  const baseUrl = kind === 'openai-compatible' || kind === 'openai' ? double.openaiUrl : double.url;
  return { id: kind, kind, label: 'Double', baseUrl, model: 'double-1', keyRef: null, contextTokens: null, ...rest };
}

async function connect(kind: ProviderKind, rest: Partial<ProviderConfig> = {}): Promise<Provider> {
  const saved = await models.saveProvider(config(kind, rest), key);
  expect(saved.ok).toBe(true);
  const provider = await models.provider('chat', kind);
  if (!provider.ok) throw new Error(provider.failure.message);
  return provider.value;
}

function question(rest: Partial<LlmRequest> = {}): LlmRequest {
  return {
    purpose: 'chat',
    system: 'Be brief.',
    messages: [{ role: 'user', text: 'Who owns the launch?' }],
    tools: [],
    json: null,
    maxOutputTokens: 500,
    ...rest,
  };
}

async function collect(provider: Provider, request = question(), signal = new AbortController().signal): Promise<LlmEvent[]> {
  const events: LlmEvent[] = [];
  for await (const event of provider.stream(request, signal)) events.push(event);
  return events;
}

function textOf(events: readonly LlmEvent[]): string {
  return events.map((event) => (event.kind === 'text' ? event.text : '')).join('');
}

function failureOf(events: readonly LlmEvent[]) {
  const last = events.at(-1);
  return last?.kind === 'failed' ? last.failure : null;
}

/** Everything that Verso wrote into its folder, the key file aside. */
async function everythingWritten(): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile() && entry.name !== 'keys.json');
  const texts = await Promise.all(files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8')));
  return texts.join('\n');
}

describe.each(kinds)('a provider of the kind %s', (kind) => {
  it('streams text with the usage that the provider counted, and ends', async () => {
    double.setScript([{ ...say('Dana owns the launch. ünïcödé 你好 🚀'), usage: { inputTokens: 90, outputTokens: 11 } }]);
    const events = await collect(await connect(kind));
    expect(textOf(events)).toBe('Dana owns the launch. ünïcödé 你好 🚀');
    expect(events.filter((event) => event.kind === 'text').length).toBeGreaterThan(1);
    expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'complete' });
    expect(events.at(-2)).toMatchObject({
      kind: 'usage',
      usage: { inputTokens: 90, outputTokens: 11, estimated: false, costUsd: 0 },
    });
  });

  it('sends the instructions, the conversation and the key', async () => {
    double.setScript([say('ok')]);
    await collect(
      await connect(kind),
      question({
        messages: [
          { role: 'user', text: 'First' },
          { role: 'assistant', text: 'Answer', toolCalls: [], replay: null },
          { role: 'user', text: 'Second' },
        ],
      }),
    );
    const sent = double.requests.find((request) => request.operation === 'chat');
    expect(sent).toMatchObject({ system: 'Be brief.', key, model: 'double-1', stream: true });
    expect(sent?.messages.map(({ role, text }) => [role, text])).toEqual([
      ['user', 'First'],
      ['assistant', 'Answer'],
      ['user', 'Second'],
    ]);
  });

  it('reads a stream that the network cut into single bytes', async () => {
    double.setScript([{ ...say('Grüße aus 東京 🗼'), splitBytes: 1 }]);
    expect(textOf(await collect(await connect(kind)))).toBe('Grüße aus 東京 🗼');
  });

  it('reports thinking apart from the text', async () => {
    double.setScript([{ ...say('Yes.'), thinking: 'Let me look.' }]);
    const events = await collect(await connect(kind));
    const thinking = events.map((event) => (event.kind === 'thinking' ? event.text : '')).join('');
    expect([thinking, textOf(events)]).toEqual(['Let me look.', 'Yes.']);
  });

  it('reports parallel tool calls with their arguments, and sends their results back', async () => {
    double.setScript([
      { ...callTools({ name: 'search_vault', input: { query: 'launch "plan" ü' } }, { name: 'read_note', input: { path: 'a.md' } }), thinking: 'Hm.' },
      say('Done.'),
    ]);
    const provider = await connect(kind);
    const tools = [{ name: 'search_vault', description: 'Searches.', inputSchema: { type: 'object', properties: {} } }];
    const events = await collect(provider, question({ tools }));
    const calls = events.flatMap((event) => (event.kind === 'tool-call' ? [event.call] : []));
    expect(calls.map(({ name, input }) => [name, input])).toEqual([
      ['search_vault', { query: 'launch "plan" ü' }],
      ['read_note', { path: 'a.md' }],
    ]);
    const end = events.at(-1);
    expect(end).toMatchObject({ kind: 'end', reason: 'tool-calls' });
    const results = calls.map((call) => ({ role: 'tool' as const, callId: call.id, name: call.name, text: `result of ${call.name}`, isError: false }));
    const replay = end?.kind === 'end' ? end.replay : null;
    await collect(
      provider,
      question({ tools, messages: [...question().messages, { role: 'assistant', text: '', toolCalls: calls, replay }, ...results] }),
    );
    const second = double.requests.filter((request) => request.operation === 'chat')[1];
    expect(second?.tools).toEqual(['search_vault']);
    expect(second?.messages.map(({ role, text }) => [role, text])).toEqual([
      ['user', 'Who owns the launch?'],
      ['assistant', ''],
      ['tool', 'result of search_vault'],
      ['tool', 'result of read_note'],
    ]);
    if (kind === 'anthropic') expect(JSON.stringify(second?.body)).toContain('"signature"');
  });

  it('says when the answer stops at its longest length', async () => {
    double.setScript([{ ...say('Half an'), stop: 'length' }]);
    expect((await collect(await connect(kind))).at(-1)).toMatchObject({ kind: 'end', reason: 'output-limit' });
  });

  it('asks again after a passing failure, and the answer is whole', async () => {
    double.setScript([failWith(500), failWith(503), say('At last.')]);
    const events = await collect(await connect(kind));
    expect(events.filter((event) => event.kind === 'retry').map((event) => event.failure.code)).toEqual(['server', 'overloaded']);
    expect(textOf(events)).toBe('At last.');
  });

  it('waits as long as the provider says, and gives up when that is too long', async () => {
    double.setScript([failWith(429, { retryAfterSeconds: 0.05 }), failWith(429, { retryAfterSeconds: 3600 })]);
    const events = await collect(await connect(kind));
    expect(events[0]).toMatchObject({ kind: 'retry', delayMs: 50 });
    expect(failureOf(events)).toMatchObject({ code: 'rate-limited', retryAfterMs: 3_600_000, status: 429 });
  });

  const faults: [name: string, replies: Script, code: LlmFailureCode][] = [
    ['a wrong key', [failWith(401)], 'auth'],
    ['a key that may not', [failWith(403, { type: 'permission_error', code: 'none' })], 'forbidden'],
    ['an unknown model', [failWith(404, { message: 'model: nope not found' })], 'no-such-model'],
    ['a server error that stays', [failWith(500), failWith(500), failWith(500)], 'server'],
    ['overload that stays', [failWith(529), failWith(529), failWith(529)], 'overloaded'],
    ['an overlong prompt', [failWith(400, { message: 'prompt is too long: 210000 tokens > 200000 maximum' })], 'context-overflow'],
    ['a request that it refuses to read', [failWith(400, { message: 'temperature: must be lower' })], 'bad-request'],
    ['a cut in the middle', [{ ...say(longAnswer), cutAfterChunks: 4 }], 'cut-off'],
    ['an end without an end', [{ ...say(longAnswer), cutAfterChunks: 4, cutHow: 'end' }], 'cut-off'],
    ['empty answers', [say(''), say('')], 'empty'],
    ['silence before the first word', [{ kind: 'silence' }, { kind: 'silence' }, { kind: 'silence' }], 'timeout'],
    ['silence in the middle', [{ ...say(longAnswer), stallAfterChunks: 4 }], 'timeout'],
    ['connections that end at once', [{ kind: 'hang-up' }, { kind: 'hang-up' }, { kind: 'hang-up' }], 'network'],
    ['a web page instead of an answer', [{ kind: 'raw', contentType: 'text/html', body: '<h1>Hello</h1>' }], 'wrong-protocol'],
  ];
  it.each(faults)('names %s', async (_name, replies, code) => {
    double.setScript(replies);
    const failure = failureOf(await collect(await connect(kind)));
    expect(failure?.code).toBe(code);
    expect(failure?.message).toMatch(/[.]$/);
  });

  it('names malformed output after one more try', async () => {
    const broken: Reply =
      kind === 'ollama'
        ? { kind: 'raw', contentType: 'application/x-ndjson', body: '{"message": {"content": "a\n' }
        : { kind: 'raw', contentType: 'text/event-stream', body: 'event: message_start\ndata: {"type": "message_sta\n\n' };
    double.setScript([broken, broken, say('too late')]);
    expect(failureOf(await collect(await connect(kind)))?.code).toBe('malformed');
  });

  it('names an error inside the stream and keeps what came before it', async () => {
    double.setScript([{ kind: 'stream-error', text: 'Dana owns', type: 'server_error', message: 'CUDA out of memory' }]);
    const events = await collect(await connect(kind));
    expect(textOf(events)).toBe('Dana owns');
    expect(failureOf(events)).toMatchObject({ code: 'server', detail: expect.stringContaining('CUDA') });
  });

  it('keeps the text before a cut in the middle of a character, without a broken one', async () => {
    double.setScript([{ ...say('🗼'.repeat(200)), cutAfterBytes: 1501 }]);
    const events = await collect(await connect(kind));
    expect(failureOf(events)?.code).toBe('cut-off');
    expect(textOf(events)).toMatch(/^🗼*$/u);
  });

  it('never asks again after a word was shown', async () => {
    double.setScript([{ ...say(longAnswer), cutAfterChunks: 4 }, say('again')]);
    const events = await collect(await connect(kind));
    expect(double.requests.filter((request) => request.operation === 'chat')).toHaveLength(1);
    expect(textOf(events)).not.toContain('again');
    expect(events.some((event) => event.kind === 'usage')).toBe(true);
  });

  it('names a refused connection and what to do', async () => {
    const provider = await connect(kind, { baseUrl: await closedPort(), contextTokens: 8000 });
    const failure = failureOf(await collect(provider));
    expect(failure).toMatchObject({ code: 'network', reason: 'connection-refused' });
    expect(failure?.message).toContain('Nothing answers at http://127.0.0.1:');
  });

  it('stops at once, also while the provider is silent, and the request is dropped', async () => {
    double.setScript([{ ...say('One two three four five six seven'), chunkSize: 4, stallAfterChunks: 4 }]);
    const provider = await connect(kind, { contextTokens: 8000 });
    const controller = new AbortController();
    const events: LlmEvent[] = [];
    for await (const event of provider.stream(question(), controller.signal)) {
      events.push(event);
      if (event.kind === 'text') controller.abort();
    }
    expect(failureOf(events)?.code).toBe('cancelled');
    expect(textOf(events)).not.toBe('');
    await expect.poll(() => double.requests[0]?.aborted).toBe(true);
  });

  it('stops while it waits to ask again', async () => {
    double.setScript([failWith(429, { retryAfterSeconds: 4 })]);
    const provider = await connect(kind);
    const controller = new AbortController();
    const events: LlmEvent[] = [];
    for await (const event of provider.stream(question(), controller.signal)) {
      events.push(event);
      if (event.kind === 'retry') controller.abort();
    }
    expect(failureOf(events)?.code).toBe('cancelled');
  });

  it('records what was sent to whom, with the outcome', async () => {
    double.setScript([failWith(500), say('Dana.')]);
    await collect(await connect(kind));
    const [entry] = await sendLog.read(10);
    expect(entry).toMatchObject({
      providerId: kind,
      model: 'double-1',
      local: true,
      origin: double.url,
      outcome: 'done',
      attempts: 2,
      system: 'Be brief.',
      messages: [{ role: 'user', text: 'Who owns the launch?' }],
    });
    expect(entry?.usage?.outputTokens).toBeGreaterThan(0);
  });

  it('lets no key into logs, settings or failures', async () => {
    double.setScript([failWith(401, { message: `Incorrect API key provided: ${key}.` }), failWith(500, { message: `Bearer ${key}` })]);
    const provider = await connect(kind);
    const first = await collect(provider, question({ messages: [{ role: 'user', text: `my key is ${key}` }] }));
    const second = await collect(provider);
    const result = await models.test(config(kind), undefined, new AbortController().signal);
    expect(JSON.stringify([first, second, result, await models.settings(), await sendLog.read(10)])).not.toContain(key);
    expect(await everythingWritten()).not.toContain(key);
    expect(failureOf(first)?.detail).toContain('[key]');
  });

  it('lists the models of the server', async () => {
    const listed = await (await connect(kind)).listModels(new AbortController().signal);
    expect(listed.ok && listed.value.map((model) => model.id)).toEqual(['double-1']);
  });
});

describe('the Test button', () => {
  const signal = new AbortController().signal;

  it('says that all is well, with the context and what deserves a word', async () => {
    double.setScript([say('ready')]);
    expect(await models.test(config('anthropic'), key, signal)).toMatchObject({ ok: true, contextTokens: 32_768, warnings: [] });
  });

  it('offers the models that are there when the chosen one is not', async () => {
    double.setScript([failWith(404, { message: 'model "nope" not found, try pulling it first' })]);
    const result = await models.test(config('ollama', { model: 'nope', contextTokens: 8192 }), undefined, signal);
    expect(result).toMatchObject({ ok: false, models: ['double-1'], failure: { code: 'no-such-model' } });
  });

  it('tells a server of another protocol apart from a missing model', async () => {
    const result = await models.test(config('anthropic', { baseUrl: `${double.url}/wrong` }), key, signal);
    expect(result).toMatchObject({ ok: false, failure: { code: 'wrong-protocol' } });
  });

  it('tells a name that does not exist', async () => {
    const result = await models.test(config('openai-compatible', { baseUrl: 'http://no-such-host.invalid/v1' }), undefined, signal);
    expect(result).toMatchObject({ ok: false, failure: { code: 'network', reason: 'name-not-found' } });
  });

  it('tells a server that speaks no TLS', async () => {
    const baseUrl = double.openaiUrl.replace('http:', 'https:');
    const result = await models.test(config('openai-compatible', { baseUrl }), undefined, signal);
    expect(result).toMatchObject({ ok: false, failure: { code: 'network', reason: 'certificate' } });
  });

  it('asks for a key before anything is sent', async () => {
    const result = await models.test(config('openai', { baseUrl: null }), undefined, signal);
    expect(result).toMatchObject({ ok: false, failure: { code: 'no-key' } });
    expect(await sendLog.read(1)).toEqual([]);
  });

  it.each(['ftp://127.0.0.1', 'http://name:secret@127.0.0.1', 'not an address', 'https://x.example/v1?key=abc'])(
    'refuses the address %s',
    async (baseUrl) => {
      const result = await models.test(config('openai-compatible', { baseUrl }), key, signal);
      expect(result).toMatchObject({ ok: false, failure: { code: 'network', reason: 'bad-address' } });
    },
  );
});

async function closedPort(): Promise<string> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  await closed.promise;
  return `http://127.0.0.1:${port}`;
}
