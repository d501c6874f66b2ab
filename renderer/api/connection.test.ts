import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { event, method, success, type Handlers } from '#shared/rpc/contract.ts';
import { memoryPorts, type Port } from '#shared/rpc/port.ts';
import { createRpcServer } from '#shared/rpc/server.ts';
import { createConnection } from './connection.ts';

const contracts = {
  'echo.say': method({ params: z.object({ text: z.string() }), value: z.string() }),
  'echo.heard': event(z.object({ text: z.string() })),
} as const;

const handlers: Handlers<typeof contracts> = { 'echo.say': ({ text }) => success(text) };

/** A core that can be reached, lost and reached again. */
function restartable() {
  const servers: { readonly port: Port; readonly announce: (text: string) => void }[] = [];
  let reachable = true;
  return {
    openPort: (): Promise<Port> => {
      if (!reachable) return Promise.reject(new Error('unreachable'));
      const [near, far] = memoryPorts();
      const server = createRpcServer({ contracts, handlers, reportBug: () => 'reference' });
      server.connect(far);
      servers.push({ port: far, announce: (text) => server.emit('echo.heard', { text }) });
      return Promise.resolve(near);
    },
    lose: (stayLost = false): void => {
      reachable = !stayLost;
      servers.at(-1)?.port.close();
    },
    returnHome: (): void => {
      reachable = true;
    },
    announce: (text: string): void => servers.at(-1)?.announce(text),
    opened: () => servers.length,
  };
}

const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

test('a call made before the connection stands waits for it', async () => {
  const core = restartable();
  const connection = createConnection(contracts, { openPort: core.openPort, wait });
  expect(connection.state()).toBe('connecting');
  expect(await connection.call('echo.say', { text: 'early' })).toEqual({ ok: true, value: 'early' });
  connection.close();
});

test('after a loss it connects again, and listeners hear the new core', async () => {
  const core = restartable();
  const connection = createConnection(contracts, { openPort: core.openPort, wait });
  const heard: string[] = [];
  const states: string[] = [];
  connection.onStateChange(() => states.push(connection.state()));
  connection.on('echo.heard', ({ text }) => heard.push(text));
  await vi.waitFor(() => expect(connection.state()).toBe('open'));
  core.lose();
  await vi.waitFor(() => expect(core.opened()).toBe(2));
  await vi.waitFor(() => expect(connection.state()).toBe('open'));
  await connection.call('echo.say', { text: 'settled' });
  core.announce('again');
  await vi.waitFor(() => expect(heard).toEqual(['again']));
  expect(states).toEqual(['open', 'lost', 'open']);
  connection.close();
});

test('a listener that left does not come back with the connection', async () => {
  const core = restartable();
  const connection = createConnection(contracts, { openPort: core.openPort, wait });
  const heard: string[] = [];
  const leave = connection.on('echo.heard', ({ text }) => heard.push(text));
  await vi.waitFor(() => expect(connection.state()).toBe('open'));
  leave();
  core.lose();
  await vi.waitFor(() => expect(core.opened()).toBe(2));
  await connection.call('echo.say', { text: 'settled' });
  core.announce('again');
  await connection.call('echo.say', { text: 'settled' });
  expect(heard).toEqual([]);
  connection.close();
});

test('a call can be given up while there is no connection, and later ones find it', async () => {
  const core = restartable();
  const connection = createConnection(contracts, { openPort: core.openPort, wait });
  await vi.waitFor(() => expect(connection.state()).toBe('open'));
  core.lose(true);
  await vi.waitFor(() => expect(connection.state()).toBe('lost'));
  const given = new AbortController();
  const call = connection.call('echo.say', { text: 'never' }, { signal: given.signal });
  given.abort();
  expect(await call).toMatchObject({ ok: false, code: 'cancelled' });
  const later = connection.call('echo.say', { text: 'later' });
  core.returnHome();
  expect(await later).toEqual({ ok: true, value: 'later' });
  connection.close();
});
