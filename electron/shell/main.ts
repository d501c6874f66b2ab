/** The program behind the Electron window: one core, one window, and what only a desktop program can do. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { app, globalShortcut, protocol, safeStorage, session } from 'electron';
import { createCore, type Core } from '../core.ts';
import { openFirstVault } from '../host/first-vault.ts';
import { findInstallation, type Installation } from '../host/installation.ts';
import { openLocalSocket, type LocalSocket } from '../host/local-socket.ts';
import { createEnvironmentSecrets, createFileSecrets } from '../platform/secrets.ts';
import { notePageUrl } from './app-url.ts';
import { openExternal, pickPath, trashFile } from './desktop.ts';
import { followGlobalKeys } from './global-keys.ts';
import { createApplicationMenu } from './menu.ts';
import { saveExport } from './save-export.ts';
import { createSafeSecrets } from './safe-secrets.ts';
import { registerAppScheme, serveAppScheme } from './scheme.ts';
import { applySpelling, checksSpelling } from './spelling.ts';
import { denyPermissions } from './window-lock.ts';
import { openCaptureWindow, openWindow, type WindowDeps } from './window.ts';
import { createWindows, type AppWindows } from './windows.ts';

/** The vault that the command line names; Electron's and Chromium's own switches are not ours to judge. */
function namedVault(args: readonly string[]): string | undefined {
  const { values } = parseArgs({ args: [...args], options: { vault: { type: 'string' } }, strict: false });
  return typeof values.vault === 'string' ? values.vault : undefined;
}

function createDesktopCore(installation: Installation, localAddress: () => string | null, windows: () => AppWindows): Core {
  const { config } = installation.folders;
  const secrets = createSafeSecrets({
    safeStorage,
    platform: process.platform,
    file: path.join(config, 'protected-secrets.json'),
    fallback: createFileSecrets(path.join(config, 'secrets.json')),
  });
  return createCore({
    ...installation,
    shell: 'electron',
    capabilities: { nativeDialogs: true, safeStorage: true, systemTrash: true, openExternal: true, windows: true, exportFiles: true },
    pickPath,
    trashItem: trashFile,
    openExternal,
    saveExport,
    onSettingsChanged: ({ spellLanguages }) => applySpelling(session.defaultSession, process.platform, spellLanguages),
    openWindow: (note) => void windows().open(notePageUrl(note)),
    secrets: createEnvironmentSecrets(process.env, secrets),
    localAddress,
  });
}

/** Starts the core, then a window; one that is closed opens again on macOS over the same core. */
async function start(): Promise<void> {
  const installation = findInstallation();
  let localSocket: LocalSocket | null = null;
  const core = createDesktopCore(
    installation,
    () => localSocket?.address ?? null,
    () => windows,
  );
  localSocket = await openLocalSocket({ connect: core.connect });

  denyPermissions(session.defaultSession);
  applySpelling(session.defaultSession, process.platform, core.settings().spellLanguages);
  serveAppScheme(protocol, { ...core, rendererFolder: installation.rendererFolder });
  const applicationMenu = createApplicationMenu(process.platform, {
    openVault: () => {
      void pickPath('folder').then((folder) => (folder === null ? undefined : core.openVault(folder)));
    },
    run: (id) => windows.run(id),
  });
  const windowDeps: WindowDeps = {
    connect: core.connect,
    stateFile: path.join(installation.folders.config, 'window.json'),
    preloadFile: path.join(app.getAppPath(), 'dist/electron/preload.cjs'),
    checksSpelling: () => checksSpelling(process.platform, core.settings().spellLanguages),
  };
  const followKeys = followGlobalKeys({
    globalShortcut,
    onCapture: () => windows.capture(),
    onRefused: (keys) => console.error(`${keys} is taken: quick capture has it in Verso's own windows only.`),
  });
  const windows = createWindows({
    make: (hooks, address) => openWindow(windowDeps, hooks, address),
    makeCapture: (onMade) => openCaptureWindow(windowDeps, onMade),
    showMenu: (menu) => {
      applicationMenu.show(menu);
      followKeys(menu);
    },
  });
  applicationMenu.show(null);
  const vault = await openFirstVault(core, namedVault(process.argv.slice(1)));
  if (vault !== null && 'ok' in vault) console.error(vault.message);

  app.on('second-instance', (_event, args) => {
    windows.show();
    const folder = namedVault(args.slice(1));
    if (folder !== undefined) void core.openVault(path.resolve(folder));
  });
  app.on('activate', windows.show);
  endOrderly(core, localSocket);
  await windows.open();
}

/** Quitting waits until everything is on disk. */
function endOrderly(core: Core, localSocket: LocalSocket): void {
  let state: 'running' | 'closing' | 'closed' = 'running';
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    globalShortcut.unregisterAll();
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void Promise.allSettled([core.close(), localSocket.close()]).then(() => {
      state = 'closed';
      app.quit();
    });
  });
}

app.enableSandbox();
registerAppScheme(protocol);
if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      console.error(error);
      app.exit(1);
    });
} else {
  // The instance that runs already was told of our arguments.
  app.quit();
}
