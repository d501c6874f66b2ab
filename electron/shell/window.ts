/** Makes the app's one window: sandboxed, locked, remembered. */
import path from 'node:path';
import { BrowserWindow, MessageChannelMain, nativeTheme, screen } from 'electron';
import type { Port } from '#shared/rpc/port.ts';
import { pageUrl } from './app-url.ts';
import { followMenu } from './menu-channel.ts';
import { showTextMenuOn } from './menu.ts';
import { offerPort } from './port-channel.ts';
import { lockNavigation } from './window-lock.ts';
import type { WindowHooks } from './windows.ts';
import { readWindowState, usableState, writeWindowState } from './window-state.ts';

export interface WindowDeps extends WindowHooks {
  readonly connect: (port: Port) => void;
  readonly stateFile: string;
  readonly preloadFile: string;
}

/** Paper and graphite of the renderer's tokens, so that nothing flashes before the first paint. */
const background = { light: '#faf8f4', dark: '#1c1d1f' };

export async function openWindow(deps: WindowDeps): Promise<void> {
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
  showTextMenuOn(window.webContents);
  followMenu(window.webContents, (menu) => deps.onMenu(window, menu));
  offerPort(window.webContents, { connect: deps.connect, createChannel: () => new MessageChannelMain() });

  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowState(deps.stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  deps.onMade(window);
  await window.loadURL(pageUrl);
}
