/** What must hold of the built main process and preload, each a named question with a yes or no. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { isoDay } from '#shared/model/iso-day.ts';
import { toWeb } from './browser.ts';
import { BrowserWindow, type Frame } from './electron.ts';
import { recorder } from './recorder.ts';

export type Findings = Record<string, boolean>;
export type CheckGroup = 'start' | 'scheme' | 'window' | 'menus' | 'windows' | 'export' | 'locks';

const page404 = async (address: string, init?: RequestInit): Promise<number> =>
  (await recorder.schemeHandler?.(new Request(address, init)))?.status ?? 0;

interface Answer {
  readonly type: string;
  readonly value?: Record<string, unknown>;
}

/** Asks for a port as the renderer does, and makes one call over it. */
function callFromPage(page: Page, method: string, params: unknown): Promise<Answer | null> {
  return page.evaluate(
    ([name, given]) =>
      new Promise<Answer | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), 5_000);
        window.addEventListener('message', function take(event) {
          const [port] = event.ports;
          if (event.data !== 'verso:port' || port === undefined) return;
          window.removeEventListener('message', take);
          port.addEventListener('message', ({ data }: MessageEvent<string>) => {
            clearTimeout(timer);
            resolve(JSON.parse(data) as Answer);
            port.close();
          });
          port.start();
          port.postMessage(JSON.stringify({ type: 'call', id: 1, method: name, params: given }));
        });
        window.postMessage('verso:ready', window.location.origin);
      }),
    [method, params] as const,
  );
}

export async function checkStart(): Promise<Findings> {
  const [scheme] = recorder.schemes;
  const preferences = recorder.webPreferences;
  return {
    'the sandbox is switched on before the app is ready': recorder.calls.includes('app.enableSandbox before ready'),
    'the scheme is registered before the app is ready': recorder.calls.includes('protocol.registerSchemesAsPrivileged before ready'),
    'a second instance is turned away': recorder.calls.some((call) => call.startsWith('app.requestSingleInstanceLock')),
    'the scheme is a standard, secure one that bypasses no policy':
      scheme?.scheme === 'verso-app' && scheme.privileges['standard'] === true && scheme.privileges['secure'] === true && scheme.privileges['bypassCSP'] !== true,
    'the window is sandboxed, isolated and without Node':
      preferences['sandbox'] === true &&
      preferences['contextIsolation'] === true &&
      preferences['nodeIntegration'] === false &&
      preferences['webSecurity'] === true &&
      preferences['webviewTag'] === false,
    'no dictionary is fetched before a language is named': process.platform === 'darwin' || (preferences['spellcheck'] === false && recorder.calls.some((call) => call.startsWith('session.setSpellCheckerEnabled false'))),
    'the window is shown once it can be': recorder.calls.includes('window.show'),
    'there is a menu before any window has told its commands': recorder.applicationMenus[0]?.items.some(({ label }) => label === '&File') === true,
  };
}

export async function checkScheme(): Promise<Findings> {
  const page = await recorder.schemeHandler?.(new Request('verso-app://app/index.html'));
  const picture = await recorder.schemeHandler?.(new Request('verso-app://vault/assets/deck.png'));
  const part = await recorder.schemeHandler?.(new Request('verso-app://vault/assets/deck.png', { headers: { range: 'bytes=0-7' } }));
  const outside = await Promise.all(
    ['app/..%2f..%2fpackage.json', 'app/..%5c..%5cpackage.json', 'vault/..%2fsecret.png', 'vault/%2fetc%2fx.png', 'other/index.html'].map((rest) => page404(`verso-app://${rest}`)),
  );
  return {
    'the page comes with the policy and trusted types': /require-trusted-types-for 'script'/.test(page?.headers.get('content-security-policy') ?? ''),
    'the policy lets images come from the vault, and scripts not':
      /img-src [^;]*verso-app:\/\/vault/.test(page?.headers.get('content-security-policy') ?? '') &&
      /script-src 'self';/.test(page?.headers.get('content-security-policy') ?? ''),
    'a picture of the vault is served under a sandbox': picture?.status === 200 && (picture.headers.get('content-security-policy') ?? '').startsWith('sandbox'),
    'a part of a file is served': part?.status === 206 && (await part.arrayBuffer()).byteLength === 8,
    'nothing outside is served': outside.every((status) => status >= 400),
    'no note is served as a file': (await page404('verso-app://vault/Start%20here.md')) === 415,
    'nothing but reading is answered': (await page404('verso-app://app/index.html', { method: 'POST' })) === 405,
  };
}

export async function checkWindow(window: BrowserWindow): Promise<Findings> {
  const contents = window.webContents;
  const page = contents.doubled?.page;
  if (page === undefined) return { 'the window has a page': false };
  const info = await callFromPage(page, 'app.info', {});
  // Without a port every further question would only wait in vain.
  if (info === null) return { 'the page reaches the core through the preload': false };
  const picture = await page.evaluate((source) => {
    const image = new Image();
    return new Promise<number>((resolve) => {
      image.onload = () => resolve(image.naturalWidth);
      image.onerror = () => resolve(0);
      image.src = source;
    });
  }, toWeb('verso-app://vault/assets/deck.png'));
  const foreign = await page.evaluate(() => ['require', 'process', 'ipcRenderer', 'electron', '__double', '__toMain'].filter((name) => name in window));
  const links: Record<string, string | undefined> = {};
  for (const url of ['https://example.com/', 'http://example.com/', 'javascript:alert(1)', 'file:///etc/passwd', 'https://user:pass@example.com/']) {
    links[url] = (await callFromPage(page, 'host.openExternal', { url }))?.type;
  }
  recorder.nextDialogPath = '/chosen';
  const picked = await callFromPage(page, 'host.pick', { kind: 'folder' });
  await page.reload();
  const again = await callFromPage(page, 'app.info', {});
  return {
    'the page reaches the core through the preload': info.value?.['shell'] === 'electron',
    'the core has the vault that was named': (info.value?.['vault'] as { name?: string } | undefined)?.name === 'vault',
    'the page shows a picture of the vault': picture === 48,
    'the preload gives the page nothing but the port': foreign.length === 0,
    'only https addresses without credentials are opened outside':
      links['https://example.com/'] === 'result' &&
      Object.entries(links).filter(([, type]) => type === 'result').length === 1 &&
      JSON.stringify(recorder.openedExternally) === '["https://example.com/"]',
    'a native dialog answers': picked?.value?.['path'] === '/chosen',
    'a reloaded page gets a port of its own': again?.value?.['shell'] === 'electron',
  };
}

/** Whether an event of the window was prevented. */
function isPrevented(window: BrowserWindow, event: string, details: object): boolean {
  let prevented = false;
  window.webContents.emit(event, { ...details, preventDefault: () => (prevented = true) });
  return prevented;
}

export async function checkLocks(window: BrowserWindow): Promise<Findings> {
  const contents = window.webContents;
  const channels = (): number => recorder.calls.filter((call) => call === 'MessageChannelMain').length;
  const before = channels();
  const frame = (url: string): Frame => ({ url, postMessage: () => undefined });
  // None of these is the top frame of this window showing the app's page.
  for (const senderFrame of [null, frame('verso-app://app/index.html'), frame('https://evil.example/')]) contents.ipc.emit('verso:connect', { senderFrame });
  const shown = contents.url;
  contents.url = 'https://evil.example/';
  contents.ipc.emit('verso:connect', { senderFrame: contents.mainFrame });
  contents.url = shown;
  const noPortForOthers = channels() === before;

  let granted = false;
  recorder.permissionRequest?.(contents, 'geolocation', (answer) => (granted = answer));
  let clipboard = false;
  recorder.permissionRequest?.(contents, 'clipboard-sanitized-write', (answer) => (clipboard = answer));
  return {
    'no other frame and no other page is given a port': noPortForOthers,
    'the page is not navigated away':
      ['https://evil.example/', 'file:///etc/passwd', 'verso-app://vault/x.svg', 'verso-app://app/other.html'].every((url) => isPrevented(window, 'will-navigate', { url })) &&
      isPrevented(window, 'will-redirect', { url: 'https://evil.example/' }),
    'no frame is navigated': isPrevented(window, 'will-frame-navigate', { url: 'verso-app://app/index.html', isMainFrame: false }),
    'a reload is not prevented': !isPrevented(window, 'will-navigate', { url: shown }),
    'no guest is attached': isPrevented(window, 'will-attach-webview', {}),
    'no window is opened': contents.openHandler?.({ url: 'https://example.com/' }).action === 'deny',
    'permissions are refused, but writing to the clipboard':
      !granted && clipboard && recorder.permissionCheck?.(contents, 'media', 'verso-app://app/') === false && recorder.permissionCheck(contents, 'clipboard-sanitized-write', 'https://evil.example/') === false,
  };
}

/** Waits for what crosses between the processes; false after a while. */
async function comesTrue(question: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let left = 200; left > 0; left -= 1) {
    if (await question()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

export async function checkMenus(shown: BrowserWindow): Promise<Findings> {
  const contents = shown.webContents;
  const page = contents.doubled?.page;
  if (page === undefined) return { 'the window has a page': false };
  // The questions before may have taken the port that the page had asked for.
  await page.reload();
  await page.getByRole('tablist', { name: 'Open tabs' }).waitFor();
  const item = (id: string) => recorder.applicationMenus.at(-1)?.getMenuItemById(id) ?? null;
  const told = await comesTrue(() => item('palette.open')?.enabled === true);
  const names = recorder.applicationMenus.at(-1)?.items.map(({ label }) => label) ?? [];
  const palette = item('palette.open');
  palette?.click?.();
  const ran = await comesTrue(() => page.getByRole('combobox').isVisible());
  await page.keyboard.press('Escape');

  const made = recorder.applicationMenus.length;
  const closable = await comesTrue(() => item('tab.close')?.enabled === true);
  item('tab.close')?.click?.();
  const closed = await comesTrue(() => item('tab.close')?.enabled === false && item('format.bold')?.enabled === false);
  const followed = closable && closed && recorder.applicationMenus.length === made;

  // Neither an unknown command nor one from another frame reaches the other side.
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    window.addEventListener('message', ({ data }: MessageEvent<{ type?: string; id?: unknown } | null>) => {
      if (data?.type === 'verso:command') heard.push(data.id);
    });
  });
  contents.send('verso:command', 'no.such');
  contents.send('verso:command', { id: 'palette.open' });
  contents.send('verso:command', 'theme.toggle');
  const menuBefore = JSON.stringify(recorder.applicationMenus.at(-1)?.items);
  const count = recorder.applicationMenus.length;
  const forged = { groups: {}, commands: [{ id: 'note.delete', title: 'Save', keys: null, enabled: true }] };
  const wellFormed = { groups: Object.fromEntries(['file', 'edit', 'view', 'go', 'format', 'table', 'window', 'help'].map((group) => [group, 'Click me'])), commands: [] };
  await page.evaluate((menu) => window.postMessage({ type: 'verso:menu', menu }, window.location.origin), forged);
  contents.ipc.emit('verso:menu', { senderFrame: { url: 'https://evil.example/', postMessage: () => undefined } }, wellFormed);
  const heard = (): Promise<string> => page.evaluate(() => JSON.stringify((window as unknown as { heard: unknown }).heard));
  await comesTrue(async () => (await heard()).includes('theme.toggle'));
  const onlyKnown = (await heard()) === '["theme.toggle"]';
  const unforged = count === recorder.applicationMenus.length && menuBefore === JSON.stringify(recorder.applicationMenus.at(-1)?.items);

  contents.emit('context-menu', {}, textParams({ isEditable: true, misspelledWord: 'recieve', dictionarySuggestions: ['receive'] }));
  const [spelling] = recorder.textMenus;
  for (const label of ['receive', 'Add to dictionary']) spelling?.items.find((each) => each.label === label)?.click?.();
  contents.emit('context-menu', {}, textParams({ selectionText: 'words' }));
  contents.emit('context-menu', {}, textParams({}));
  return {
    'the menus are those of the one list of commands': told && JSON.stringify(names) === '["&File","&Edit","&Format","&Table","&View","&Go","&Window","&Help"]',
    'a menu shows the keys and leaves them to the window': palette?.accelerator === 'CommandOrControl+P' && palette.registerAccelerator === false,
    'a command that is chosen from a menu runs in the window': ran,
    'what can be chosen follows the window, in the same menu': followed,
    'only known commands cross, and only menus that are menus, from the page itself': onlyKnown && unforged,
    'a misspelled word can be replaced or learned': recorder.calls.includes('replaced by receive') && recorder.calls.includes('learned recieve'),
    'text can be cut, copied and pasted where it can':
      ['cut', 'copy', 'paste'].every((role) => spelling?.items.some((each) => each.role === role)) &&
      JSON.stringify(recorder.textMenus.slice(1).map(({ items }) => items.map(({ role }) => role))) === '[["copy"]]',
  };
}

/** An exported page goes where the person says, and nowhere when they close the dialog. PDFs need the real engine. */
export async function checkExport(first: BrowserWindow): Promise<Findings> {
  const page = first.webContents.doubled?.page;
  if (page === undefined) return { 'the window has a page': false };
  const folder = mkdtempSync(path.join(os.tmpdir(), 'verso-export-'));
  const file = path.join(folder, 'Note.html');
  const html = '<!doctype html>\n<title>Nöte</title>\n';
  const save = () => callFromPage(page, 'host.saveExport', { name: 'Note.html', format: 'html', html });
  recorder.nextDialogPath = null;
  const declined = await save();
  const untouched = readdirSync(folder).length === 0;
  recorder.nextDialogPath = file;
  const saved = await save();
  const written = existsSync(file) && readFileSync(file, 'utf8') === html;
  recorder.nextDialogPath = path.join(folder, 'no such folder', 'Note.html');
  const refused = await save();
  rmSync(folder, { recursive: true, force: true });
  return {
    'an exported page is written where the person says': saved?.value?.['path'] === file && written,
    'an export whose dialog is closed writes nothing': declined?.value?.['path'] === null && untouched,
    'an export that cannot be written says so': refused?.type === 'error',
  };
}

/** Windows beside the first: at one note, and the small one of quick capture. */
export async function checkWindows(first: BrowserWindow): Promise<Findings> {
  const page = first.webContents.doubled?.page;
  if (page === undefined) return { 'the window has a page': false };
  const further = (fragment: string): BrowserWindow | undefined => BrowserWindow.all.find(({ webContents }) => webContents.url.endsWith(fragment));
  await callFromPage(page, 'host.openWindow', { path: 'Empty.md' });
  const atNote = await comesTrue(async () => (await further('#note=Empty.md')?.webContents.doubled?.page.getByRole('tab', { name: 'Empty' }).isVisible()) === true);
  await further('#note=Empty.md')?.closeByPerson();

  recorder.globalKeys.get('CommandOrControl+Shift+Space')?.();
  const opened = await comesTrue(async () => (await further('#capture')?.webContents.doubled?.page.getByRole('textbox', { name: 'What to keep' }).isVisible()) === true);
  const capture = further('#capture');
  const small = capture?.webContents.doubled?.page;
  await small?.getByRole('textbox', { name: 'What to keep' }).fill('call Dana');
  await small?.keyboard.press('Control+Enter');
  const kept = await comesTrue(async () => JSON.stringify((await callFromPage(page, 'note.daily', { date: isoDay(new Date()) }))?.value ?? {}).includes('call Dana'));
  recorder.globalKeys.get('CommandOrControl+Shift+Space')?.();
  const once = BrowserWindow.all.filter(({ webContents }) => webContents.url.endsWith('#capture')).length === 1;
  await capture?.closeByPerson();
  return {
    'a note is shown in a window of its own': atNote,
    'the keys of quick capture open its window from anywhere, once, and the text is kept': opened && kept && once,
  };
}

function textParams(over: object): object {
  const editFlags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
  return { editFlags, isEditable: false, misspelledWord: '', dictionarySuggestions: [], selectionText: '', ...over };
}
