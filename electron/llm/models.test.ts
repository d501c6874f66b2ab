/** Settings of models: choices, keys that stay where they belong, prices, and the send log. */
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderConfig } from '#shared/model/llm.ts';
import { say } from '../../e2e/model-double/script.ts';
import { createModelDouble, type ModelDouble } from '../../e2e/model-double/server.ts';
import { createFileSecrets, type Secrets } from '../platform/secrets.ts';
import { isLoopback } from './address.ts';
import { createModels, type Models } from './models.ts';
import { addUsage, findPrice, priceUsage } from './prices.ts';
import { redact } from './redaction.ts';
import { defaultRetryPolicy, nextDelayMs } from './retry.ts';
import { createSendLog } from './send-log.ts';
import { estimateTokens } from './tokens.ts';

const signal = new AbortController().signal;
const key = 'sk-test-0123456789abcdef';

let folder: string;
let double: ModelDouble;
let secrets: Secrets;
let models: Models;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verso-models-'));
  double = await createModelDouble(() => say('ready'));
  secrets = createFileSecrets(path.join(folder, 'keys.json'));
  models = createModels({ file: path.join(folder, 'models.json'), secrets, sendLog: createSendLog(path.join(folder, 'sent')) });
});

afterEach(async () => {
  await double.close();
  await rm(folder, { recursive: true, force: true });
});

function config(rest: Partial<ProviderConfig> = {}): ProviderConfig {
  return { id: 'one', kind: 'anthropic', label: 'One', baseUrl: double.url, model: 'double-1', keyRef: null, contextTokens: null, ...rest };
}

describe('model settings', () => {
  it('are kept without the key, and tell only that there is one', async () => {
    const saved = await models.saveProvider(config(), key);
    expect(saved).toMatchObject({ ok: true, settings: { providers: [{ id: 'one', hasKey: true, keyPlace: 'file', local: true }] } });
    expect(await readFile(path.join(folder, 'models.json'), 'utf8')).not.toContain(key);
    expect(JSON.stringify(await models.settings())).not.toContain(key);
  });

  it('choose the first provider for everything, and let each purpose have its own', async () => {
    await models.saveProvider(config(), key);
    await models.saveProvider(config({ id: 'two', model: 'other' }), undefined);
    await models.choose('compile', { providerId: 'two', model: 'big' });
    const chosen = async (purpose: 'chat' | 'compile' | 'supervision' | 'quick') => {
      const provider = await models.provider(purpose);
      return provider.ok ? `${provider.value.id}/${provider.value.model}` : provider.failure.code;
    };
    expect([await chosen('chat'), await chosen('compile'), await chosen('supervision'), await chosen('quick')]).toEqual([
      'one/double-1',
      'two/big',
      'two/big',
      'one/double-1',
    ]);
    expect(await models.choose('chat', { providerId: 'nobody', model: '' })).toEqual({ ok: false, code: 'not-found' });
  });

  it('fall back to what is left when a provider is removed, and forget its key', async () => {
    await models.saveProvider(config(), key);
    await models.saveProvider(config({ id: 'two' }), undefined);
    expect(await models.removeProvider('one')).toMatchObject({ ok: true, settings: { choices: { chat: { providerId: 'two' } } } });
    expect(await secrets.get('one')).toBeNull();
    await models.removeProvider('two');
    expect(await models.provider('chat')).toMatchObject({ ok: false, failure: { code: 'not-configured' } });
  });

  it('never send a stored key to another address than the one it was stored for', async () => {
    await models.saveProvider(config(), key);
    const other = await createModelDouble(() => say('ready'));
    try {
      await models.test(config({ baseUrl: other.url }), undefined, signal);
      await models.listModels(config({ baseUrl: other.url }), undefined, signal);
      await models.saveProvider(config({ baseUrl: other.url }), undefined);
      const provider = await models.provider('chat');
      if (provider.ok) await provider.value.test(signal);
      expect(other.requests.length).toBeGreaterThan(2);
      expect(other.requests.map((request) => request.key)).not.toContain(key);
    } finally {
      await other.close();
    }
  });

  it('survive a damaged file', async () => {
    await writeFile(path.join(folder, 'models.json'), '{"providers": [');
    expect((await models.settings()).providers).toEqual([]);
    expect(await models.saveProvider(config(), key)).toMatchObject({ ok: true });
  });

  it.each([
    ['http://localhost:11434', true],
    ['http://127.8.0.1/v1', true],
    ['http://[::1]:8080', true],
    ['http://192.168.1.20:8080', false],
    ['http://localhost.example.org', false],
    ['https://api.anthropic.com', false],
  ])('know whether %s stays on this machine: %s', (address, local) => {
    expect(isLoopback(new URL(address))).toBe(local);
  });
});

describe('the send log', () => {
  it('is a file that only its owner reads, and outlives a crash in the middle of a line', async () => {
    const logFolder = path.join(folder, 'sent');
    await models.saveProvider(config(), key);
    const provider = await models.provider('chat');
    if (!provider.ok) throw new Error('no provider');
    await provider.value.test(signal);
    const file = path.join(logFolder, `sent-${new Date().toISOString().slice(0, 7)}.jsonl`);
    expect((await stat(file)).mode & 0o077).toBe(0);
    await appendFile(file, '{"id":"half');
    const log = createSendLog(logFolder);
    expect(await log.read(5)).toMatchObject([{ purpose: 'test', outcome: 'done', origin: double.url }]);
  });

  it('keeps a request that never ended', async () => {
    const log = createSendLog(path.join(folder, 'sent'));
    const id = await log.begin({
      at: '2026-11-23T10:00:00.000Z',
      purpose: 'chat',
      providerId: 'one',
      kind: 'anthropic',
      origin: 'https://api.anthropic.com',
      local: false,
      model: 'm',
      system: 's',
      messages: [{ role: 'user', text: 'q' }],
      tools: [],
    });
    expect(await log.read(5)).toMatchObject([{ id, outcome: 'unfinished' }]);
  });

  it('comes before sending: what cannot be recorded is not sent', async () => {
    await writeFile(path.join(folder, 'sent'), 'a file where the folder should be');
    await models.saveProvider(config(), key);
    const result = await models.test(config(), undefined, signal);
    expect(result).toMatchObject({ ok: false, failure: { code: 'not-recorded' } });
    expect(double.requests).toEqual([]);
  });
});

describe('costs', () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 100_000, cacheReadTokens: 400_000, cacheWriteTokens: 100_000 };

  it('count cached tokens at their own price', () => {
    const priced = priceUsage(usage, { model: 'claude-sonnet-4-6', local: false, estimated: false });
    expect(priced.costUsd).toBeCloseTo(0.5 * 3 + 0.4 * 0.3 + 0.1 * 3.75 + 0.1 * 15, 10);
    expect(priced.priceAsOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('are nothing on this machine, and unknown where no price is known', () => {
    expect(priceUsage(usage, { model: 'llama', local: true, estimated: true }).costUsd).toBe(0);
    const unknown = priceUsage(usage, { model: 'llama', local: false, estimated: false });
    expect(unknown.costUsd).toBeNull();
    expect(addUsage(unknown, priceUsage(usage, { model: 'llama', local: true, estimated: true }))).toMatchObject({
      costUsd: null,
      estimated: true,
      inputTokens: 2_000_000,
    });
  });

  it('are found by the name that a gateway gives to a model', () => {
    expect(findPrice('anthropic/claude-opus-4.6')).toEqual(findPrice('claude-opus-4-6'));
    expect(findPrice('claude-haiku-4-5-20251001')?.input).toBe(1);
  });
});

describe('small parts', () => {
  it('mask keys in whatever a provider says', () => {
    const text = `Incorrect key sk-proj-abcdefghijklmnop, header "x-api-key: 0123456789abcdef", Bearer abcdefghijk.lmnop and ${key}`;
    const masked = redact(text, [key]);
    expect(masked).not.toMatch(/abcdefghijk|0123456789abcdef/);
    expect(redact('The key question of the launch.', [])).toBe('The key question of the launch.');
  });

  it('estimate tokens higher for scripts without spaces', () => {
    expect(estimateTokens('日本語の文章')).toBe(6);
    expect(estimateTokens('six words of plain English text')).toBeLessThan(12);
  });

  it('wait longer each time, up to a limit, and never for what lasts', () => {
    const failure = { code: 'server', message: '', detail: null, status: 500, reason: null, retryAfterMs: null, retryable: true } as const;
    const delays = [1, 2, 3].map((attempt) => nextDelayMs(failure, attempt, defaultRetryPolicy, () => 0.999));
    expect(delays).toEqual([1000, 1999, 3998]);
    expect(nextDelayMs(failure, 4, defaultRetryPolicy, () => 0)).toBeNull();
    expect(nextDelayMs({ ...failure, retryable: false }, 1, defaultRetryPolicy, () => 0)).toBeNull();
  });
});

describe('a redirect', () => {
  it.each(['anthropic', 'openai-compatible', 'ollama'] as const)('is not followed with the notes of a request (%s)', async (kind) => {
    const other = await createModelDouble(() => say('stolen'));
    const redirecting = await createModelDouble((request) => ({
      kind: 'error',
      status: 307,
      headers: { location: `${other.url}${request.path}` },
    }));
    try {
      const baseUrl = kind === 'openai-compatible' ? redirecting.openaiUrl : redirecting.url;
      const result = await models.test(config({ kind, baseUrl }), key, signal);
      expect(result.ok).toBe(false);
      expect(redirecting.requests.length).toBeGreaterThan(0);
      expect(other.requests).toEqual([]);
    } finally {
      await redirecting.close();
      await other.close();
    }
  });
});
