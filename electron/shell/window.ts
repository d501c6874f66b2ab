/** Makes the app's windows: sandboxed, locked, and the main one remembered. */
import path from 'node:path';
import { BrowserWindow, MessageChannelMain, nativeTheme, screen, type BrowserWindowConstructorOptions } from 'electron';
import type { Port } from '#shared/rpc/port.ts';
import { capturePageUrl, pageUrl } from './app-url.ts';
import { followMenu } from './menu-channel.ts';
import { showTextMenuOn } from './menu.ts';
import { offerPort } from './port-channel.ts';
import { lockNavigation } from './window-lock.ts';
import { readWindowState, usableState, writeWindowState } from './window-state.ts';
import type { WindowHooks } from './windows.ts';

export interface WindowDeps {
  readonly connect: (port: Port) => void;
  readonly stateFile: string;
  readonly preloadFile: string;
  readonly checksSpelling: () => boolean;
}

/** Paper and graphite of the renderer's tokens, so that nothing flashes before the first paint. */
const background = { light: '#faf8f4', dark: '#1c1d1f' };

/** `address` is the app's page: as it was left, or at one note. */
export async function openWindow(deps: WindowDeps, hooks: WindowHooks, address: string): Promise<void> {
  const state = usableState(
    readWindowState(deps.stateFile),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const { maximized, x, y, width, height } = state;
  const isMain = address === pageUrl;
  const window = makeWindow(deps, {
    // A further window would lie exactly over the first.
    ...(x === undefined || y === undefined || !isMain ? {} : { x, y }),
    width,
    height,
    minWidth: 480,
    minHeight: 360,
    autoHideMenuBar: true,
  });
  followMenu(window.webContents, (menu) => hooks.onMenu(window, menu));
  if (isMain) {
    if (maximized) window.maximize();
    window.on('close', () => {
      writeWindowState(deps.stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
    });
  }
  hooks.onMade(window);
  await window.loadURL(address);
}

/** The small window of quick capture, over whatever one is at. */
export async function openCaptureWindow(deps: WindowDeps, onMade: (window: BrowserWindow) => void): Promise<void> {
  const window = makeWindow(deps, { width: 560, height: 320, minWidth: 400, minHeight: 260, alwaysOnTop: true, fullscreenable: false, minimizable: false, maximizable: false, autoHideMenuBar: true });
  onMade(window);
  await window.loadURL(capturePageUrl);
}

function makeWindow(deps: WindowDeps, options: BrowserWindowConstructorOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...options,
    show: false,
    title: 'Verso',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: path.resolve(deps.preloadFile),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      // Elsewhere than on macOS the checker fetches its dictionaries from the network: only for languages that were named.
      spellcheck: deps.checksSpelling(),
    },
  });
  lockNavigation(window.webContents);
  showTextMenuOn(window.webContents);
  offerPort(window.webContents, { connect: deps.connect, createChannel: () => new MessageChannelMain() });
  window.once('ready-to-show', () => window.show());
  return window;
}
