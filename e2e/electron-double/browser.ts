/**
 * Chromium behind the doubled BrowserWindow: answers the app's scheme through the handler that the
 * main process registered, and runs the built preload in an isolated world, as Electron does.
 */
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../harness/chromium.ts';
import { recorder } from './recorder.ts';

const scheme = 'verso-app:';
/** Chromium gives no page to a scheme that it does not know: each host of the scheme has a name here. */
const suffix = '.verso-app.test';

export const toWeb = (address: string): string => address.replace(/^verso-app:\/\/([^/]+)/, `https://$1${suffix}`);
const toApp = (address: string): string => address.replace(/^https:\/\/([^/]+)\.verso-app\.test/, `${scheme}//$1`);

/** What the preload and the main process say to each other. */
export interface PreloadBridge {
  /** From the preload: `ipcRenderer.send(channel, ...args)`. */
  onSend(listener: (channel: string, args: readonly unknown[]) => void): void;
  /** To the preload: `ipcRenderer.on(channel)` with arguments. */
  send(channel: string, ...args: readonly unknown[]): Promise<void>;
  /** From the page's end of a transferred port. */
  onPortMessage(listener: (portId: number, data: string | null) => void): void;
  /** To the preload: `ipcRenderer.on(channel)` with one port. */
  postPort(channel: string, portId: number): Promise<void>;
  postToPort(portId: number, data: string): Promise<void>;
}

export interface DoubledPage {
  readonly page: Page;
  readonly bridge: PreloadBridge;
  load(address: string): Promise<void>;
  close(): Promise<void>;
}

/** The page asks its address whether a server or the shell carries it: here it is to see the shell's. */
function underOwnScheme(script: string): string {
  return script.replace(/location\.protocol\.startsWith\([`'"]http[`'"]\)/, 'false');
}

/** The isolated world: Electron's `require` for a preload, and ports that cross to Node as text. */
function preloadSource(code: string): string {
  return `(() => {
    const listeners = new Map();
    const ports = new Map();
    globalThis.__double = {
      postPort(channel, id) {
        const { port1, port2 } = new MessageChannel();
        ports.set(id, port1);
        port1.onmessage = ({ data }) => __toMain(JSON.stringify({ port: id, data }));
        port1.onclose = () => __toMain(JSON.stringify({ port: id, data: null }));
        for (const listener of listeners.get(channel) ?? []) listener({ ports: [port2] });
      },
      send(channel, args) { for (const listener of listeners.get(channel) ?? []) listener({ ports: [] }, ...args); },
      postToPort(id, data) { ports.get(id)?.postMessage(data); },
    };
    const electron = { ipcRenderer: {
      send: (channel, ...args) => __toMain(JSON.stringify({ send: channel, args })),
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    } };
    const require = (name) => { if (name !== 'electron') throw new Error('A sandboxed preload has no ' + name); return electron; };
    (function (require, module, exports) { ${code}\n })(require, { exports: {} }, {});
  })();`;
}

export async function openDoubledPage(preloadFile: string): Promise<DoubledPage> {
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
  const page = await browser.newPage();
  await page.route(`https://*${suffix}/**`, async (route) => {
    const { handler, request } = { handler: recorder.schemeHandler, request: route.request() };
    if (handler === null) return route.abort();
    const answer = await handler(new Request(toApp(request.url()), { method: request.method(), headers: request.headers() }));
    const headers = Object.fromEntries(answer.headers);
    const policy = headers['content-security-policy'];
    if (policy !== undefined) headers['content-security-policy'] = policy.replaceAll(/verso-app:\/\/([a-z]+)/g, `https://$1${suffix}`);
    let body = Buffer.from(await answer.arrayBuffer());
    if (headers['content-type']?.includes('javascript') === true) body = Buffer.from(underOwnScheme(body.toString('utf8')));
    await route.fulfill({ status: answer.status, headers, body });
  });
  const session = await page.context().newCDPSession(page);
  const bridge = await bridgePreload(session, preloadFile);
  return {
    page,
    bridge,
    async load(address) {
      await page.goto(toWeb(address));
    },
    close: () => browser.close(),
  };
}

const worldName = 'preload';

async function bridgePreload(session: CDPSession, preloadFile: string): Promise<PreloadBridge> {
  let contextId: number | null = null;
  let sendListener: (channel: string, args: readonly unknown[]) => void = () => undefined;
  let portListener: (portId: number, data: string | null) => void = () => undefined;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === worldName) contextId = context.id;
  });
  session.on('Runtime.bindingCalled', ({ payload }) => {
    const message = JSON.parse(payload) as { send: string; args: readonly unknown[] } | { port: number; data: string | null };
    if ('send' in message) sendListener(message.send, message.args);
    else portListener(message.port, message.data);
  });
  await session.send('Runtime.enable');
  await session.send('Page.enable');
  await session.send('Runtime.addBinding', { name: '__toMain', executionContextName: worldName });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { worldName, source: preloadSource(readFileSync(preloadFile, 'utf8')) });
  const call = async (method: string, ...args: readonly unknown[]): Promise<void> => {
    if (contextId === null) return;
    const expression = `__double.${method}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;
    await session.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined);
  };
  return {
    onSend: (listener) => (sendListener = listener),
    onPortMessage: (listener) => (portListener = listener),
    send: (channel, ...args) => call('send', channel, args),
    postPort: (channel, portId) => call('postPort', channel, portId),
    postToPort: (portId, data) => call('postToPort', portId, data),
  };
}
