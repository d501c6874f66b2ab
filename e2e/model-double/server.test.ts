/** The double itself: the real SDKs take it for the real thing, and scripts say what they mean. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failWith, say, type Script } from './script.ts';
import { createModelDouble, type ModelDouble, type ModelDoubleOptions } from './server.ts';

const open: ModelDouble[] = [];

async function start(script: Script, options: ModelDoubleOptions = {}): Promise<ModelDouble> {
  const double = await createModelDouble(script, options);
  open.push(double);
  return double;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((double) => double.close()));
});

const hello = [{ role: 'user' as const, content: 'Hello' }];

describe('the double under Anthropic’s SDK', () => {
  const client = (double: ModelDouble, apiKey = 'key') => new Anthropic({ baseURL: double.url, apiKey, maxRetries: 0, logLevel: 'off' });

  it('gives whole messages, streams with a final message, token counts and models', async () => {
    const double = await start(() => say('Hi there.'), { models: [{ id: 'm-1', contextTokens: 9000 }] });
    const sdk = client(double);
    const whole = await sdk.messages.create({ model: 'm-1', max_tokens: 10, messages: hello });
    expect(whole.content[0]).toMatchObject({ type: 'text', text: 'Hi there.' });
    const streamed = await sdk.messages.stream({ model: 'm-1', max_tokens: 10, messages: hello }).finalMessage();
    expect(streamed).toMatchObject({ stop_reason: 'end_turn', content: [{ text: 'Hi there.' }] });
    expect((await sdk.messages.countTokens({ model: 'm-1', messages: hello })).input_tokens).toBeGreaterThan(0);
    expect((await sdk.models.list()).data.map((model) => model.id)).toEqual(['m-1']);
    expect(await sdk.models.retrieve('m-1')).toMatchObject({ max_input_tokens: 9000 });
  });

  it('streams the arguments of tools in pieces that the SDK puts together', async () => {
    const input = { query: 'a "quoted" ünïcode', list: [1, 2] };
    const double = await start([{ kind: 'message', toolCalls: [{ name: 'find', input }] }]);
    const tools = [{ name: 'find', input_schema: { type: 'object' as const } }];
    const message = await client(double).messages.stream({ model: 'm', max_tokens: 10, messages: hello, tools }).finalMessage();
    expect(message.content[0]).toMatchObject({ type: 'tool_use', name: 'find', input });
  });

  it('fails as the service does', async () => {
    const double = await start([failWith(429, { retryAfterSeconds: 7 }), failWith(529)], { keys: ['right'] });
    await expect(client(double, 'wrong').messages.create({ model: 'm', max_tokens: 1, messages: hello })).rejects.toMatchObject({
      status: 401,
      type: 'authentication_error',
    });
    const limited = client(double, 'right').messages.create({ model: 'm', max_tokens: 1, messages: hello });
    await expect(limited).rejects.toMatchObject({ status: 429, type: 'rate_limit_error' });
    await expect(client(double, 'right').messages.create({ model: 'm', max_tokens: 1, messages: hello })).rejects.toMatchObject({
      type: 'overloaded_error',
    });
  });

  it('refuses what the service would refuse', async () => {
    const double = await start(() => say('no'));
    await expect(client(double).messages.create({ model: 'm', max_tokens: 1, messages: [] })).rejects.toMatchObject({ status: 400 });
  });
});

describe('the double under OpenAI’s SDK', () => {
  it('gives whole and streamed completions, and models', async () => {
    const double = await start(() => say('Hi there.'));
    const sdk = new OpenAI({ baseURL: double.openaiUrl, apiKey: 'key', maxRetries: 0, logLevel: 'off' });
    const whole = await sdk.chat.completions.create({ model: 'm', messages: hello });
    expect(whole.choices[0]?.message.content).toBe('Hi there.');
    const streamed = await sdk.chat.completions.stream({ model: 'm', messages: hello }).finalContent();
    expect(streamed).toBe('Hi there.');
    expect((await sdk.models.list()).data[0]?.id).toBe('double-1');
  });
});

describe('a script', () => {
  it('answers by what a request holds, a number of times, and fails loudly when it has no more', async () => {
    const double = await start([
      { when: { includes: 'weather' }, reply: say('Sunny.'), times: 2 },
      { when: { provider: 'ollama' }, reply: say('Local.') },
      say('Anything.'),
    ]);
    const ask = async (content: string) => {
      const response = await fetch(`${double.url}/api/chat`, {
        method: 'POST',
        body: JSON.stringify({ model: 'm', stream: false, messages: [{ role: 'user', content }] }),
      });
      return z.looseObject({ message: z.looseObject({ content: z.string() }).optional(), error: z.string().optional() }).parse(await response.json());
    };
    const answers = [];
    for (const text of ['the weather', 'hello', 'weather?', 'weather', 'more']) answers.push(await ask(text));
    expect(answers.map((answer) => answer.message?.content ?? answer.error)).toEqual([
      'Sunny.',
      'Local.',
      'Sunny.',
      'Anything.',
      'the script has no answer to request 5',
    ]);
    expect(double.requests.map((request) => request.messages[0]?.text)).toContain('weather?');
  });

  it('runs from the command line, and ends when it is told to', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'verso-double-'));
    try {
      const file = path.join(folder, 'script.json');
      await writeFile(file, JSON.stringify([{ kind: 'message', text: 'From a file.' }]));
      const child = spawn(process.execPath, [path.join(import.meta.dirname, 'cli.ts'), '--script', file]);
      const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const first = z.object({ url: z.string() }).loose().parse(JSON.parse(z.string().parse((await lines.next()).value)));
      const sdk = new Anthropic({ baseURL: first.url, apiKey: 'key', maxRetries: 0, logLevel: 'off' });
      const message = await sdk.messages.create({ model: 'm', max_tokens: 10, messages: hello });
      expect(message.content[0]).toMatchObject({ text: 'From a file.' });
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
