/** One contract, every transport: what holds over memory holds over each real way in. */
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRpcClient, type RpcClient } from '#shared/rpc/client.ts';
import { event, failure, method, stream, success, type Handlers } from '#shared/rpc/contract.ts';
import type { Port } from '#shared/rpc/port.ts';
import { createRpcServer, type RpcServer } from '#shared/rpc/server.ts';
import { hostileMessages } from './hostile-payloads.ts';
import { transports, type OpenTransport, type Transport } from './transports.ts';

const contracts = {
  'test.add': method({ params: z.object({ a: z.number(), b: z.number().default(40) }), value: z.number() }),
  'test.echo': method({ params: z.object({ text: z.string() }), value: z.string() }),
  'test.fail': method({ params: z.object({}), value: z.null(), failures: ['stale'] }),
  'test.throw': method({ params: z.object({}), value: z.null() }),
  'test.lie': method({ params: z.object({}), value: z.string() }),
  'test.wait': method({ params: z.object({}), value: z.null() }),
  'test.count': stream({ params: z.object({ to: z.number() }), chunk: z.number(), failures: ['too-far'] }),
  'test.drip': stream({ params: z.object({}), chunk: z.number() }),
  'test.changed': event(z.object({ count: z.number() })),
} as const;
type Contracts = typeof contracts;

interface Bench {
  readonly server: RpcServer<Contracts>;
  readonly opened: OpenTransport;
  readonly bugs: unknown[];
  /** What handlers noticed: aborts and ends. */
  readonly seen: string[];
  client(): Promise<RpcClient<Contracts>>;
}

/** Resolves once `condition` holds; the test's own timeout ends a wait in vain. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

function waitForAbort(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

async function start(transport: Transport, maximumMessageBytes?: number): Promise<Bench> {
  const bugs: unknown[] = [];
  const seen: string[] = [];
  const handlers: Handlers<Contracts> = {
    'test.add': ({ a, b }) => success(a + b),
    'test.echo': ({ text }) => success(text),
    'test.fail': () => failure('stale', 'The file changed.', { version: 'v2' }),
    'test.throw': () => {
      throw new Error('secret detail');
    },
    // @ts-expect-error a handler that breaks its contract is the point.
    'test.lie': () => success(42),
    async 'test.wait'(_params, { signal }) {
      seen.push('waiting');
      await waitForAbort(signal);
      seen.push('aborted');
      return success(null);
    },
    async *'test.count'({ to }) {
      for (let n = 1; n <= to; n++) yield n;
      return to > 1000 ? failure('too-far', 'Too far.') : undefined;
    },
    async *'test.drip'(_params, { signal }) {
      try {
        yield 1;
        await waitForAbort(signal);
        yield 2;
      } finally {
        seen.push('drip ended');
      }
      return undefined;
    },
  };
  const server = createRpcServer({
    contracts,
    handlers,
    reportBug: (error) => {
      bugs.push(error);
      return 'V-1';
    },
  });
  const opened = await transport.start((port) => server.connect(port), maximumMessageBytes);
  return { server, opened, bugs, seen, client: async () => createRpcClient(contracts, await opened.open()) };
}

describe.each(transports.map((transport) => [transport.name, transport] as const))('over %s', (_name, transport) => {
  let bench: Bench;
  const begin = async (maximumMessageBytes?: number): Promise<RpcClient<Contracts>> => {
    bench = await start(transport, maximumMessageBytes);
    return bench.client();
  };
  afterEach(async () => {
    bench.server.close();
    await bench.opened.close();
  });

  it('answers a call and fills in defaults', async () => {
    const client = await begin();
    expect(await client.call('test.add', { a: 2 })).toEqual({ ok: true, value: 42 });
    expect(await client.call('test.add', { a: 1, b: 2 })).toEqual({ ok: true, value: 3 });
  });

  it('carries any text unchanged', async () => {
    const client = await begin();
    const text = 'line\nline\r\n\u2028\u2029\0 "quoted" \\ 漢字 👩‍👩‍👧 مرحبا \ud83d\ude00';
    expect(await client.call('test.echo', { text })).toEqual({ ok: true, value: text });
  });

  it('carries four megabytes in one message', async () => {
    const client = await begin();
    const text = 'é漢a\n'.repeat(1_000_000);
    const outcome = await client.call('test.echo', { text });
    expect(outcome.ok && outcome.value === text).toBe(true);
  });

  it('gives an expected failure as a value with its code and details', async () => {
    const client = await begin();
    expect(await client.call('test.fail', {})).toEqual({ ok: false, code: 'stale', message: 'The file changed.', details: { version: 'v2' } });
  });

  it('tells a reference of a bug, and nothing else of it', async () => {
    const client = await begin();
    const outcome = await client.call('test.throw', {});
    expect(outcome).toMatchObject({ ok: false, code: 'internal', details: { reference: 'V-1' } });
    expect(JSON.stringify(outcome)).not.toContain('secret detail');
    expect(bench.bugs).toHaveLength(1);
  });

  it('never passes on an answer that does not fit the contract', async () => {
    const client = await begin();
    expect(await client.call('test.lie', {})).toMatchObject({ ok: false, code: 'internal' });
  });

  it('refuses parameters that do not fit, naming the field', async () => {
    const client = await begin();
    // @ts-expect-error the wrong type is the point.
    const outcome = await client.call('test.add', { a: 'two' });
    expect(outcome).toMatchObject({ ok: false, code: 'invalid-request' });
    expect(outcome.ok ? '' : outcome.message).toContain('a:');
  });

  it('answers many calls at once, each with its own answer', async () => {
    const client = await begin();
    const outcomes = await Promise.all(Array.from({ length: 500 }, (_, n) => client.call('test.add', { a: n, b: 0 })));
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.value : null))).toEqual(Array.from({ length: 500 }, (_, n) => n));
  });

  it('streams chunks in order, then ends', async () => {
    const client = await begin();
    const chunks: number[] = [];
    expect(await client.stream('test.count', { to: 500 }, (chunk) => chunks.push(chunk))).toBeNull();
    expect(chunks).toEqual(Array.from({ length: 500 }, (_, n) => n + 1));
  });

  it('ends a stream with its failure after the chunks that came before', async () => {
    const client = await begin();
    let last = 0;
    expect(await client.stream('test.count', { to: 1001 }, (chunk) => (last = chunk))).toMatchObject({ code: 'too-far' });
    expect(last).toBe(1001);
  });

  it('cancels a stream: the caller is told at once, the handler cleans up', async () => {
    const client = await begin();
    const controller = new AbortController();
    const chunks: number[] = [];
    const end = await client.stream(
      'test.drip',
      {},
      (chunk) => {
        chunks.push(chunk);
        controller.abort();
      },
      { signal: controller.signal },
    );
    expect(end).toMatchObject({ code: 'cancelled' });
    await until(() => bench.seen.includes('drip ended'));
    expect(chunks).toEqual([1]);
  });

  it('cancels a call under way', async () => {
    const client = await begin();
    const controller = new AbortController();
    const outcome = client.call('test.wait', {}, { signal: controller.signal });
    await until(() => bench.seen.includes('waiting'));
    controller.abort();
    expect(await outcome).toMatchObject({ ok: false, code: 'cancelled' });
    await until(() => bench.seen.includes('aborted'));
    expect(await client.call('test.add', { a: 1 })).toEqual({ ok: true, value: 41 });
  });

  it('announces events to those who subscribed, until they unsubscribe', async () => {
    const first = await begin();
    const second = await bench.client();
    const heard: number[] = [];
    const stop = first.on('test.changed', ({ count }) => heard.push(count));
    second.on('test.changed', () => undefined)();
    // A call behind the subscription on the same port: the core has seen both.
    await Promise.all([first.call('test.add', { a: 0 }), second.call('test.add', { a: 0 })]);
    bench.server.emit('test.changed', { count: 1 });
    bench.server.emit('test.changed', { count: 2 });
    await until(() => heard.length === 2);
    stop();
    await first.call('test.add', { a: 0 });
    bench.server.emit('test.changed', { count: 3 });
    await first.call('test.add', { a: 0 });
    expect(heard).toEqual([1, 2]);
  });

  it('outlives every hostile message, and answers none of them with a success', async () => {
    bench = await start(transport);
    const port: Port = await bench.opened.open();
    const answers: string[] = [];
    port.onMessage((data) => answers.push(data));
    for (const message of hostileMessages) port.send(message);
    port.send(JSON.stringify({ type: 'call', id: 7, method: 'test.add', params: { a: 2 } }));
    await until(() => answers.some((answer) => answer.includes('"id":7')));
    const successes = answers.filter((answer) => /"type":"(?:result|chunk|end|event)"/.test(answer));
    expect(successes).toEqual(['{"type":"result","id":7,"value":42}']);
    expect(bench.bugs).toEqual([]);
    expect(Object.prototype).not.toHaveProperty('polluted');
    const other = await bench.client();
    expect(await other.call('test.add', { a: 2 })).toEqual({ ok: true, value: 42 });
  });

  it('refuses a second call under an id in use, and lives', async () => {
    bench = await start(transport);
    const port = await bench.opened.open();
    const answers: string[] = [];
    port.onMessage((data) => answers.push(data));
    port.send('{"type":"call","id":1,"method":"test.wait"}');
    port.send('{"type":"call","id":1,"method":"test.add","params":{"a":1}}');
    await until(() => answers.length === 1);
    expect(answers[0]).toContain('invalid-request');
  });

  const itIfBounded = transport.boundsMessages ? it : () => undefined;
  itIfBounded('lets go of a caller that sends too much, and of no other', async () => {
    const honest = await begin(64 * 1024);
    const greedy = await bench.client();
    expect(await greedy.call('test.echo', { text: 'x'.repeat(1024 * 1024) })).toMatchObject({ ok: false, code: 'disconnected' });
    expect(await greedy.call('test.add', { a: 1 })).toMatchObject({ ok: false, code: 'disconnected' });
    expect(await honest.call('test.add', { a: 2 })).toEqual({ ok: true, value: 42 });
  });

  it('aborts what a caller left running when it goes', async () => {
    const client = await begin();
    void client.call('test.wait', {});
    await until(() => bench.seen.includes('waiting'));
    client.close();
    await until(() => bench.seen.includes('aborted'));
  });

  it('fails what is under way with `disconnected` when the core goes', async () => {
    const client = await begin();
    const outcome = client.call('test.wait', {});
    await until(() => bench.seen.includes('waiting'));
    bench.server.close();
    expect(await outcome).toMatchObject({ ok: false, code: 'disconnected' });
  });
});
