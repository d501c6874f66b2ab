import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startServer, type RunningServer, type ServerOptions } from './server.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let folder = '';
let rendererFolder = '';
let server: RunningServer;
const running: RunningServer[] = [];

async function start(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const started = await startServer({
    connect: (port) => port.onMessage((data) => port.send(`echo ${data}`)),
    locateFile: async (vaultPath) => {
      if (vaultPath === 'gone.png') return null;
      return { absolutePath: path.join(folder, 'vault', vaultPath), sizeBytes: 10 };
    },
    rendererFolder,
    port: 0,
    ...options,
  });
  running.push(started);
  return started;
}

function get(target: string, headers: Record<string, string> = {}, method = 'GET', port = server.port): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    outgoing.on('error', reject).end();
  });
}

async function letIn(of: RunningServer = server): Promise<string> {
  const answer = await get(new URL(of.createLink()).pathname, {}, 'GET', of.port);
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** The status that refused an upgrade, or 101. */
function upgrade(headers: Record<string, string>, target = '/rpc'): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${target}`, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'verso-server-'));
  rendererFolder = path.join(folder, 'renderer');
  mkdirSync(path.join(rendererFolder, 'assets'), { recursive: true });
  mkdirSync(path.join(folder, 'vault'));
  writeFileSync(path.join(rendererFolder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(path.join(rendererFolder, 'assets/app-1.js'), 'export {};');
  writeFileSync(path.join(rendererFolder, 'empty.txt'), '');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  for (const name of ['a b.png', 'drawing.svg', 'page.html', 'script.js', 'note.md']) {
    writeFileSync(path.join(folder, 'vault', name), '0123456789');
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  server = await start();
});
afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
});

describe('letting a browser in', () => {
  it('turns a link into a session cookie once, and sends the browser home', async () => {
    const link = new URL(server.createLink()).pathname;
    const first = await get(link);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']).toEqual([expect.stringMatching(/^verso-[0-9a-f]{16}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)]);
    const second = await get(link);
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('forgives reopening a used link in the browser that it let in', async () => {
    const link = new URL(server.createLink()).pathname;
    const cookie = (await get(link)).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect((await get(link, { cookie })).status).toBe(303);
  });

  it('leaves the link unused when only its headers are asked for', async () => {
    const link = new URL(server.createLink()).pathname;
    expect((await get(link, {}, 'HEAD')).status).toBe(405);
    expect((await get(link)).status).toBe(303);
  });

  it('starts a navigation of its own where another site linked here, so that the cookie is sent', async () => {
    const link = new URL(server.createLink()).pathname;
    const answer = await get(link, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' });
    expect(answer.status).toBe(200);
    expect(answer.headers['refresh']).toBe('0; url=/');
    expect(answer.headers['set-cookie']).toHaveLength(1);
  });

  it('names its cookie differently in each instance', async () => {
    const other = await start();
    const own = await letIn(server);
    const foreign = await letIn(other);
    expect(own.split('=')[0]).not.toBe(foreign.split('=')[0]);
    expect((await get('/', { cookie: foreign })).status).toBe(401);
  });

  it('answers 429 after many wrong tokens, also to a right one, until a minute has passed', async () => {
    let nowMs = 1_000_000;
    const limited = await start({ nowMs: () => nowMs });
    for (let i = 0; i < 10; i++) expect((await get(`/open/wrong${i}`, {}, 'GET', limited.port)).status).toBe(401);
    const link = new URL(limited.createLink()).pathname;
    const refused = await get(link, {}, 'GET', limited.port);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
    nowMs += 60_000;
    expect((await get(link, {}, 'GET', limited.port)).status).toBe(303);
  });

  it('forgets a link after a day', async () => {
    let nowMs = 1_000_000;
    const aged = await start({ nowMs: () => nowMs });
    const link = new URL(aged.createLink()).pathname;
    nowMs += 24 * 60 * 60 * 1000;
    expect((await get(link, {}, 'GET', aged.port)).status).toBe(401);
  });
});

describe('serving the page', () => {
  it('serves nothing of the app without a session', async () => {
    for (const target of ['/', '/index.html', '/assets/app-1.js', '/vault/a%20b.png']) {
      const answer = await get(target);
      expect([target, answer.status]).toEqual([target, 401]);
      expect(answer.body).not.toContain('<title>page');
    }
  });

  it('serves the page under the exact policy, never cached, and assets cached', async () => {
    const cookie = await letIn();
    const page = await get('/', { cookie });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>page');
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'; media-src 'self' blob:; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types default dompurify ProseMirrorClipboard",
    );
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    const script = await get('/assets/app-1.js', { cookie });
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect((await get('/empty.txt', { cookie })).status).toBe(200);
  });

  it('never leaves the folder of the renderer', async () => {
    const cookie = await letIn();
    for (const target of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/..%5csecret.txt', '/%00', '//', '/assets', '/%ff', '//127.0.0.1/index.html/..']) {
      const answer = await get(target, { cookie });
      expect([target, answer.status >= 400, answer.body]).toEqual([target, true, '']);
    }
  });

  it('answers only to reading', async () => {
    const cookie = await letIn();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) expect((await get('/', { cookie }, method)).status).toBe(405);
  });

  it('survives a request that is not http', async () => {
    await new Promise<void>((resolve) => {
      const socket = net.connect(server.port, '127.0.0.1', () => socket.write('GET http://[ HTTP/1.1\r\nHost: x\r\n\r\nGET \\\\ HTTP/9\r\n\r\n'));
      socket.on('data', () => undefined).on('error', () => resolve()).on('close', () => resolve());
    });
    expect((await get('/')).status).toBe(401);
  });
});

describe('serving attachments', () => {
  it('serves images under a sandbox policy, whole or in part', async () => {
    const cookie = await letIn();
    const whole = await get('/vault/a%20b.png', { cookie });
    expect([whole.status, whole.body, whole.headers['content-type']]).toEqual([200, '0123456789', 'image/png']);
    expect(whole.headers['content-security-policy']).toMatch(/^sandbox;/);
    const part = await get('/vault/a%20b.png', { cookie, range: 'bytes=2-4' });
    expect([part.status, part.body, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10']);
    const tail = await get('/vault/a%20b.png', { cookie, range: 'bytes=-3' });
    expect([tail.status, tail.body]).toEqual([206, '789']);
    expect((await get('/vault/a%20b.png', { cookie, range: 'bytes=10-' })).status).toBe(416);
    expect((await get('/vault/a%20b.png', { cookie, range: 'lines=1-2' })).status).toBe(200);
  });

  it('serves SVG only as an image that cannot run', async () => {
    const answer = await get('/vault/drawing.svg', { cookie: await letIn() });
    expect(answer.headers['content-type']).toBe('image/svg+xml');
    expect(answer.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('serves no file that could be a script or a page', async () => {
    const cookie = await letIn();
    for (const name of ['page.html', 'script.js', 'note.md', 'x.xhtml', 'x.xml', 'x.mjs', 'x.css', 'x.svgz', 'x', 'x.constructor']) {
      expect([name, (await get(`/vault/${name}`, { cookie })).status]).toEqual([name, 415]);
    }
  });

  it('serves nothing outside the vault', async () => {
    const cookie = await letIn();
    for (const name of ['..%2fsecret.png', '%2fetc%2fx.png', 'a%2f..%2f..%2fx.png', 'c:%2fx.png', '..%5cx.png', 'x%00.png', '%ff.png', '']) {
      expect([name, (await get(`/vault/${name}`, { cookie })).status]).toEqual([name, 400]);
    }
    expect((await get('/vault/gone.png', { cookie })).status).toBe(404);
  });
});

describe('turning away other web pages', () => {
  it('refuses a foreign Host: a name that was rebound to loopback', async () => {
    const cookie = await letIn();
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1', '127.0.0.1:1', `127.0.0.1.evil.example:${server.port}`]) {
      expect([host, (await get('/', { cookie, host })).status]).toEqual([host, 403]);
    }
    expect((await get('/', { cookie, host: `localhost:${server.port}` })).status).toBe(200);
  });

  it('refuses a foreign Origin and cross-site loads, but not a link', async () => {
    const cookie = await letIn();
    for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${server.port + 1}`, `https://127.0.0.1:${server.port}`]) {
      expect([origin, (await get('/', { cookie, origin })).status]).toEqual([origin, 403]);
    }
    const load = { cookie, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    expect((await get('/vault/a%20b.png', load)).status).toBe(403);
    const embed = { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
    expect((await get('/', embed)).status).toBe(403);
    expect((await get('/', { ...embed, 'sec-fetch-dest': 'document' })).status).toBe(200);
  });

  it('opens a WebSocket only for its own origin, with a session, at /rpc', async () => {
    const cookie = await letIn();
    const origin = `http://127.0.0.1:${server.port}`;
    expect(await upgrade({ cookie, origin })).toBe(101);
    expect(await upgrade({ origin })).toBe(401);
    expect(await upgrade({ cookie })).toBe(403);
    expect(await upgrade({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await upgrade({ cookie, origin: `http://127.0.0.1:${server.port + 1}` })).toBe(403);
    expect(await upgrade({ cookie, origin: 'http://evil.example', host: 'evil.example' })).toBe(403);
    expect(await upgrade({ cookie, origin }, '/other')).toBe(404);
  });
});

describe('closing', () => {
  it('ends open sockets and frees the port', async () => {
    const closing = await start();
    const cookie = await letIn(closing);
    const socket = new WebSocket(`ws://127.0.0.1:${closing.port}/rpc`, { headers: { cookie, origin: `http://127.0.0.1:${closing.port}` } });
    await new Promise((resolve) => socket.once('open', resolve));
    const ended = new Promise<number>((resolve) => socket.once('close', resolve));
    await closing.close();
    expect(await ended).toBe(1001);
    const again = await start({ port: closing.port });
    expect(again.port).toBe(closing.port);
  });

  it('rejects with the code of the system where the port is taken', async () => {
    await expect(start({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
