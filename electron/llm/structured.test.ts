/** Answers as data over every wire: followed, repaired, asked for again, or refused with a reason. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ProviderKind } from '#shared/model/llm.ts';
import { failWith, say, type Script } from '../../e2e/model-double/script.ts';
import { createModelDouble, type ModelDouble } from '../../e2e/model-double/server.ts';
import { createFileSecrets } from '../platform/secrets.ts';
import { parseJsonLeniently } from './json-repair.ts';
import { createModels } from './models.ts';
import type { Provider } from './provider.ts';
import { createSendLog } from './send-log.ts';
import { completeStructured, strictJsonSchema } from './structured.ts';

const schema = z.object({
  claims: z.array(
    z.object({
      text: z.string().min(1),
      kind: z.enum(['fact', 'event']),
      since: z.string().nullable(),
      confidence: z.number().min(0).max(1),
    }),
  ),
});
const good = { claims: [{ text: 'Dana owns it', kind: 'fact', since: null, confidence: 0.9 }] };

let folder: string;
let double: ModelDouble;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verso-structured-'));
  double = await createModelDouble([]);
});

afterEach(async () => {
  await double.close();
  await rm(folder, { recursive: true, force: true });
});

async function connect(kind: ProviderKind): Promise<Provider> {
  const models = createModels({
    file: path.join(folder, 'models.json'),
    secrets: createFileSecrets(path.join(folder, 'keys.json')),
    sendLog: createSendLog(path.join(folder, 'sent')),
    retry: { attempts: 1, firstDelayMs: 1, maximumDelayMs: 1, maximumRetryAfterMs: 1 },
  });
  const baseUrl = kind === 'openai-compatible' ? double.openaiUrl : double.url;
  await models.saveProvider({ id: 'double', kind, label: 'Double', baseUrl, model: 'double-1', keyRef: null, contextTokens: 32_768 }, 'k-1');
  const provider = await models.provider('compile');
  if (!provider.ok) throw new Error(provider.failure.message);
  return provider.value;
}

async function complete(kind: ProviderKind, script: Script) {
  double.setScript(script);
  return completeStructured(
    await connect(kind),
    { purpose: 'compile', system: 'Extract.', prompt: 'Dana owns it.', name: 'claims', schema, maxOutputTokens: 500 },
    new AbortController().signal,
  );
}

describe.each<ProviderKind>(['anthropic', 'openai-compatible', 'ollama'])('an answer as data over %s', (kind) => {
  it('is asked for by the schema, in the form that the server can force', async () => {
    const result = await complete(kind, [say(JSON.stringify(good))]);
    expect(result).toMatchObject({ ok: true, value: good, calls: 1 });
    expect(double.requests[0]?.schema).toEqual(strictJsonSchema(schema));
  });

  it('is found in a fence, among prose, with trailing commas', async () => {
    const text = `Here you are:\n\`\`\`json\n${JSON.stringify(good, null, 2).replace('0.9\n', '0.9,\n')}\n\`\`\`\nDone.`;
    expect(await complete(kind, [say(text)])).toMatchObject({ ok: true, value: good, calls: 1 });
  });

  it('is asked for once more with the reason when it does not follow the schema', async () => {
    const bad = { claims: [{ ...good.claims[0], kind: 'rumour' }] };
    expect(await complete(kind, [say(JSON.stringify(bad)), say(JSON.stringify(good))])).toMatchObject({ ok: true, calls: 2 });
    const again = double.requests[1]?.messages;
    expect(again?.at(-2)).toMatchObject({ role: 'assistant', text: JSON.stringify(bad) });
    expect(again?.at(-1)?.text).toContain('claims[0].kind');
  });

  it('is given up after that', async () => {
    const result = await complete(kind, [say('no'), say('still no'), say(JSON.stringify(good))]);
    expect(result).toMatchObject({ ok: false, failure: { code: 'malformed' }, calls: 2 });
    expect(result.usage?.outputTokens).toBeGreaterThan(0);
  });

  it('is asked for in words where the server knows no schemas', async () => {
    const result = await complete(kind, [failWith(400, { message: 'unknown field' }), say(JSON.stringify(good))]);
    expect(result).toMatchObject({ ok: true, calls: 2 });
    expect(double.requests[1]?.schema).toBeNull();
  });

  it('is not pieced together when it was cut', async () => {
    const half = JSON.stringify({ claims: [good.claims[0], good.claims[0]] }).slice(0, -30);
    expect(await complete(kind, [{ ...say(half), stop: 'length' }])).toMatchObject({ ok: false, failure: { code: 'output-limit' } });
  });

  it('passes failures on', async () => {
    expect(await complete(kind, [failWith(401)])).toMatchObject({ ok: false, failure: { code: 'auth' }, calls: 1 });
  });
});

describe('the JSON in an answer', () => {
  it('is found whatever stands around it', () => {
    const prose = fc.string({ unit: 'grapheme' }).filter((text) => !/[{[]/.test(text));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), prose, prose, (value, before, after) => {
        const json = JSON.stringify(value);
        expect(parseJsonLeniently(`${before}\n${json}\n${after}`)?.value).toEqual(JSON.parse(json));
      }),
    );
  });

  it('is never the beginning of a list that was cut', () => {
    expect(parseJsonLeniently('{"claims": [{"a": 1}, {"a"')).not.toEqual({ value: { claims: [{ a: 1 }] } });
  });
});
