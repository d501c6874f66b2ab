/** Every way in which a caller reaches the core, each opened for real, behind one interface. */
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createServer, connect as connectTcp } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { memoryPorts, type Port } from '#shared/rpc/port.ts';
import { connectLocalSocket, openLocalSocket } from '../../electron/host/local-socket.ts';
import { defaultStreamLimits, streamPort } from '../../electron/host/stream-port.ts';
import { startServer } from '../../electron/server/server.ts';
import { webSocketPort } from '../../electron/server/websocket-port.ts';
import { mainMessagePort, type MessagePortLike } from '../../electron/shell/message-port.ts';

/** A running transport; `open` makes one more caller. */
export interface OpenTransport {
  open(): Promise<Port>;
  close(): Promise<void>;
}

export interface Transport {
  readonly name: string;
  /** Whether the transport itself bounds what one message may hold. */
  readonly boundsMessages: boolean;
  start(connect: (port: Port) => void, maximumMessageBytes?: number): Promise<OpenTransport>;
}

const memory: Transport = {
  name: 'memory',
  boundsMessages: false,
  async start(connect) {
    return {
      async open() {
        const [caller, core] = memoryPorts();
        connect(core);
        return caller;
      },
      close: async () => undefined,
    };
  },
};

/** Node's MessagePort with the events of Electron's: `message` carries an object with `data`. */
function electronLike(port: MessagePort): MessagePortLike {
  return {
    on: (_event, listener) => port.on('message', (data: unknown) => listener({ data })),
    once: (_event, listener) => port.once('close', listener),
    postMessage: (data) => port.postMessage(data),
    start: () => port.start(),
    close: () => port.close(),
  };
}

const messageChannel: Transport = {
  name: 'message channel',
  boundsMessages: true,
  async start(connect, maximumMessageBytes) {
    const opened: MessagePort[] = [];
    return {
      async open() {
        const { port1, port2 } = new MessageChannel();
        opened.push(port1);
        connect(mainMessagePort(electronLike(port1), maximumMessageBytes));
        return mainMessagePort(electronLike(port2));
      },
      async close() {
        for (const port of opened) port.close();
      },
    };
  },
};

function sessionCookie(link: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(link, (response) => {
      response.resume();
      resolve(response.headers['set-cookie']?.[0]?.split(';')[0] ?? '');
    }).on('error', reject);
  });
}

const webSocket: Transport = {
  name: 'WebSocket',
  boundsMessages: true,
  async start(connect, maximumMessageBytes) {
    const rendererFolder = mkdtempSync(path.join(os.tmpdir(), 'verso-contract-'));
    const server = await startServer({
      connect,
      locateFile: async () => null,
      rendererFolder,
      port: 0,
      ...(maximumMessageBytes === undefined ? {} : { maximumMessageBytes }),
    });
    return {
      async open() {
        const cookie = await sessionCookie(server.createLink());
        const host = `127.0.0.1:${server.port}`;
        const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin: `http://${host}` } });
        await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
        return webSocketPort(socket);
      },
      async close() {
        await server.close();
        rmSync(rendererFolder, { recursive: true, force: true });
      },
    };
  },
};

const localSocket: Transport = {
  name: 'local socket',
  boundsMessages: true,
  async start(connect, maximumMessageBytes) {
    if (maximumMessageBytes !== undefined) return boundedStream(connect, maximumMessageBytes);
    const socket = await openLocalSocket({ connect });
    return {
      async open() {
        const port = await connectLocalSocket(socket.address);
        if (port === null) throw new Error('Nobody answers at the local socket.');
        return port;
      },
      close: () => socket.close(),
    };
  },
};

/** The local socket's port with a small limit, over TCP: a test cannot send 160 MiB for each case. */
async function boundedStream(connect: (port: Port) => void, maximumMessageBytes: number): Promise<OpenTransport> {
  const server = createServer((socket) => connect(streamPort(socket, { ...defaultStreamLimits, maximumMessageBytes })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    async open() {
      const socket = connectTcp(address.port, '127.0.0.1');
      await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
      return streamPort(socket);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export const transports: readonly Transport[] = [memory, messageChannel, webSocket, localSocket];
