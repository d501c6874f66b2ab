/** Serves the app on loopback: the renderer's files, attachments, and the core over WebSocket. */
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer } from 'ws';
import type { Port } from '#shared/rpc/port.ts';
import { commonHeaders, pagePolicy } from '../host/content-policy.ts';
import { answerAttachment, answerRendererFile, type AttachmentSource, type FileAnswer } from '../host/file-answer.ts';
import { plainPage, plainPagePolicy } from './pages.ts';
import { judgeRequest, judgeUpgrade, type GuardOptions } from './request-guard.ts';
import { createSessions } from './session.ts';
import { defaultPortLimits, webSocketPort, type WebSocketPortLimits } from './websocket-port.ts';

export interface ServerOptions extends AttachmentSource {
  /** Serves one caller of the core. */
  readonly connect: (port: Port) => void;
  readonly rendererFolder: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly nowMs?: () => number;
  /** Largest message of a caller; the contracts allow 96 MiB of base64 in one. */
  readonly maximumMessageBytes?: number;
  readonly portLimits?: WebSocketPortLimits;
}

export interface RunningServer {
  readonly port: number;
  /** A new link that opens the app once. */
  createLink(): string;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';
const defaultMaximumMessageBytes = 160 * 1024 * 1024;

/** Starts listening; rejects with the system's error where the port cannot be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const sessions = createSessions({ nowMs: options.nowMs ?? Date.now });
  const guard: { current: GuardOptions } = { current: { allowedHosts: new Set() } };

  const http = createServer((request, response) => {
    handle(request, response).catch(() => {
      // The caller went away, or the file did, in the middle of the answer.
      response.destroy();
    });
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.maximumMessageBytes ?? defaultMaximumMessageBytes,
    perMessageDeflate: false,
    skipUTF8Validation: false,
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (judgeRequest(request.headers, guard.current) !== 'ok') return sendPage(response, 403, 'This address is not served', 'Open Verso with the link that it printed when it started.');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return sendPage(response, 405, 'Not allowed', 'Verso answers to reading only.');
    }
    const pathname = pathOf(request);
    if (pathname.startsWith('/open/')) return redeem(request, pathname.slice('/open/'.length), response);
    if (!sessions.holds(request.headers.cookie)) {
      return sendPage(response, 401, 'Open Verso with its link', 'This browser has not been let in yet. Use the link that Verso printed when it started; each link works once. Press Enter in that terminal for a new one.');
    }
    if (pathname.startsWith('/vault/')) {
      return sendFile(request, response, await answerAttachment(options, pathname.slice('/vault/'.length), request.headers.range ?? null));
    }
    return sendFile(request, response, await answerRendererFile(options.rendererFolder, pathname, pagePolicy()));
  }

  function redeem(request: IncomingMessage, token: string, response: ServerResponse): void {
    // A preview that only asks for headers must not use up the link.
    if (request.method === 'HEAD') return sendPage(response, 405, 'Not allowed', 'Open the link in a browser.');
    const redeemed = sessions.redeem(token);
    if (redeemed === 'slow-down') {
      response.setHeader('retry-after', '60');
      return sendPage(response, 429, 'Too many tries', 'Wait a minute, then use a link that Verso printed.');
    }
    if (redeemed === 'refused') {
      // Reopening a used link in the browser that it let in is not an attack.
      if (sessions.holds(request.headers.cookie)) return goHome(request, response);
      return sendPage(response, 401, 'This link was already used', 'Each link opens Verso once. Press Enter in the terminal where Verso runs for a new one.');
    }
    response.setHeader('set-cookie', redeemed.setCookie);
    goHome(request, response);
  }

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    if (judgeUpgrade(request.headers, guard.current) !== 'ok') return refuse('403 Forbidden');
    if (!sessions.holds(request.headers.cookie)) return refuse('401 Unauthorized');
    if (pathOf(request) !== '/rpc') return refuse('404 Not Found');
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      options.connect(webSocketPort(webSocket, options.portLimits ?? defaultPortLimits));
    });
  });

  const port = await listen(http, options.port);
  guard.current = { allowedHosts: new Set([`${loopback}:${port}`, `localhost:${port}`]) };

  return {
    port,
    createLink: () => `http://${loopback}:${port}/open/${sessions.issueToken()}`,
    async close() {
      for (const socket of sockets.clients) socket.close(1001);
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeIdleConnections();
      // A peer that does not answer the closing handshake is not waited for.
      const deadline = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        http.closeAllConnections();
      }, 1000);
      await closed;
      clearTimeout(deadline);
    },
  };
}

function listen(http: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen({ host: loopback, port }, () => {
      http.off('error', reject);
      const address = http.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'));
      else resolve(address.port);
    });
  });
}

/** The path of a request, normalised; an unreadable one is the path of nothing. */
function pathOf(request: IncomingMessage): string {
  const target = request.url ?? '/';
  const base = `http://${loopback}`;
  return target.startsWith('/') && URL.canParse(base + target) ? new URL(base + target).pathname : '/%00';
}

/** Sends a browser that was let in to the app. */
function goHome(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers['sec-fetch-site'] === 'cross-site') {
    // Through a redirect of a navigation that another site began, no SameSite=Strict cookie is sent;
    // a navigation that this page begins carries it.
    response.setHeader('refresh', '0; url=/');
    return sendPage(response, 200, 'Opening Verso', 'One moment.');
  }
  response.writeHead(303, { ...commonHeaders, location: '/', 'cache-control': 'no-store', 'content-length': '0' }).end();
}

function sendPage(response: ServerResponse, status: number, title: string, advice: string): void {
  const body = plainPage(title, advice);
  response
    .writeHead(status, {
      ...commonHeaders,
      'content-security-policy': plainPagePolicy,
      'content-type': 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
    })
    .end(body);
}

async function sendFile(request: IncomingMessage, response: ServerResponse, answer: FileAnswer): Promise<void> {
  response.writeHead(answer.status, answer.body === null ? { 'content-length': '0', ...answer.headers } : answer.headers);
  if (answer.body === null || request.method === 'HEAD') {
    response.end();
    return;
  }
  const { file, start, end } = answer.body;
  await pipeline(createReadStream(file, { start, end }), response);
}
