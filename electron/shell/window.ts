/** Makes the app's one window: sandboxed, locked, remembered. */
import path from 'node:path';
import { BrowserWindow, MessageChannelMain, nativeTheme, screen } from 'electron';
import type { Port } from '#shared/rpc/port.ts';
import { pageUrl } from './app-url.ts';
import { showEditMenuOn } from './menu.ts';
import { offerPort } from './port-channel.ts';
import { lockNavigation } from './window-lock.ts';
import { readWindowState, usableState, writeWindowState } from './window-state.ts';

export interface WindowDeps {
  readonly connect: (port: Port) => void;
  readonly stateFile: string;
  readonly preloadFile: string;
}

/** Paper and graphite of the renderer's tokens, so that nothing flashes before the first paint. */
const background = { light: '#faf8f4', dark: '#1c1d1f' };

export async function openWindow(deps: WindowDeps): Promise<BrowserWindow> {
  const state = usableState(
    readWindowState(deps.stateFile),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const { maximized, x, y, width, height } = state;
  const window = new BrowserWindow({
    ...(x === undefined || y === undefined ? {} : { x, y }),
    width,
    height,
    minWidth: 480,
    minHeight: 360,
    show: false,
    title: 'Verso',
    autoHideMenuBar: true,
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
      // Elsewhere than on macOS the checker fetches its dictionaries from the network, unasked.
      spellcheck: process.platform === 'darwin',
    },
  });
  lockNavigation(window.webContents);
  showEditMenuOn(window.webContents);
  offerPort(window.webContents, { connect: deps.connect, createChannel: () => new MessageChannelMain() });

  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowState(deps.stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  await window.loadURL(pageUrl);
  return window;
}
