import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Port } from '#shared/rpc/port.ts';
import { webSocketPort } from './websocket-port.ts';

let http: Server | null = null;
afterEach(() => {
  http?.closeAllConnections();
  http?.close();
});

/** A server's port under `limits`, and the raw socket of its caller. */
async function pair(limits: { pauseAtBytes: number; closeAtBytes: number }): Promise<{ port: Port; caller: WebSocket }> {
  const server = createServer();
  http = server;
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  const port = new Promise<Port>((resolve) => sockets.once('connection', (socket) => resolve(webSocketPort(socket, limits))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const caller = new WebSocket(`ws://127.0.0.1:${address.port}`);
  await new Promise((resolve) => caller.once('open', resolve));
  return { port: await port, caller };
}

const chunk = 'x'.repeat(256 * 1024);
/** More than the system's own buffers on both ends hold. */
const beyondSystemBuffers = 200;

describe('a WebSocket as a port', () => {
  it('reads nothing more from a caller that does not read its answers, until it does', async () => {
    const { port, caller } = await pair({ pauseAtBytes: 1024 * 1024, closeAtBytes: 1024 * 1024 * 1024 });
    const heard: string[] = [];
    port.onMessage((data) => heard.push(data));
    caller.pause();
    for (let n = 0; n < beyondSystemBuffers; n++) port.send(chunk);
    caller.send('more work');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toEqual([]);
    let received = 0;
    caller.on('message', () => received++);
    caller.resume();
    while (heard.length === 0 || received < beyondSystemBuffers) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(heard).toEqual(['more work']);
  });

  it('lets go of a caller that never reads, and tells its listener', async () => {
    const { port, caller } = await pair({ pauseAtBytes: 1024 * 1024, closeAtBytes: 16 * 1024 * 1024 });
    const closed = new Promise<void>((resolve) => port.onClose(resolve));
    caller.on('error', () => undefined);
    caller.pause();
    for (let n = 0; n < beyondSystemBuffers; n++) port.send(chunk);
    await closed;
  });

  it('ends a connection that sends bytes instead of text', async () => {
    const { port, caller } = await pair({ pauseAtBytes: 1024, closeAtBytes: 4096 });
    port.onMessage(() => undefined);
    const code = new Promise<number>((resolve) => caller.once('close', resolve));
    caller.send(Buffer.from([1, 2, 3]));
    expect(await code).toBe(1003);
  });
});
