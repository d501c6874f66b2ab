/**
 * A double of the `electron` module for the main process: enough of it to run our own built main
 * and preload against Chromium. It proves how they are wired. It does not prove the sandbox, the
 * real context bridge, permissions, menus, safe storage or packaging.
 */
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { openDoubledPage, type DoubledPage } from './browser.ts';
import { recorder, type MenuItem } from './recorder.ts';

const appFolder = process.env['VERSO_DOUBLE_APP'] ?? path.resolve(import.meta.dirname, '../..');

class App extends EventEmitter {
  #ready = false;
  enableSandbox = (): void => this.#record('app.enableSandbox');
  requestSingleInstanceLock = (): boolean => {
    this.#record('app.requestSingleInstanceLock');
    return true;
  };
  getAppPath = (): string => appFolder;
  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#ready = true;
  }
  /** Like Electron: `will-quit` may be prevented, and quitting asked for again later. */
  quit(): void {
    let prevented = false;
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    this.#record(prevented ? 'quit prevented' : 'quit');
    if (!prevented) this.emit('double:gone');
  }
  exit = (code: number): void => process.exit(code);
  record(name: string): void {
    this.#record(name);
  }
  #record(name: string): void {
    recorder.calls.push(this.#ready ? name : `${name} before ready`);
  }
}
export const app = new App();

export const protocol = {
  registerSchemesAsPrivileged(schemes: typeof recorder.schemes): void {
    app.record('protocol.registerSchemesAsPrivileged');
    recorder.schemes = schemes;
  },
  handle(_scheme: string, handler: (request: Request) => Promise<Response>): void {
    recorder.schemeHandler = handler;
  },
};

export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text: string) => Buffer.from(`sealed:${text}`),
  decryptStringAsync: async (bytes: Buffer) => ({ result: bytes.toString('utf8').replace(/^sealed:/, '') }),
};

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    availableSpellCheckerLanguages: ['de', 'en-GB', 'en-US'],
    setSpellCheckerEnabled: (enabled: boolean) => app.record(`session.setSpellCheckerEnabled ${enabled}`),
    setSpellCheckerLanguages: (languages: readonly string[]) => app.record(`session.setSpellCheckerLanguages ${languages.join()}`),
    setPermissionRequestHandler: (handler: typeof recorder.permissionRequest) => (recorder.permissionRequest = handler),
    setPermissionCheckHandler: (handler: typeof recorder.permissionCheck) => (recorder.permissionCheck = handler),
    setDevicePermissionHandler: () => app.record('session.setDevicePermissionHandler'),
    setDisplayMediaRequestHandler: () => app.record('session.setDisplayMediaRequestHandler'),
  }),
};

/** The main process's end of a port; what is sent arrives at the page's end. */
class PortMain extends EventEmitter {
  readonly id: number;
  deliver: (data: string) => void = () => undefined;
  constructor(id: number) {
    super();
    this.id = id;
  }
  start = (): void => undefined;
  postMessage = (data: string): void => this.deliver(data);
  close = (): void => void this.emit('close');
}

const portsById = new Map<number, PortMain>();

export class MessageChannelMain {
  readonly port1: PortMain;
  /** Transferred to the page: only its number is needed. */
  readonly port2: { readonly id: number };
  constructor() {
    const id = portsById.size + 1;
    app.record('MessageChannelMain');
    this.port1 = new PortMain(id);
    this.port2 = { id };
    portsById.set(id, this.port1);
  }
}

/** A frame as `senderFrame` shows it. */
export interface Frame {
  readonly url: string;
  postMessage(channel: string, message: unknown, ports: readonly { readonly id: number }[]): void;
}

class WebContents extends EventEmitter {
  readonly ipc = new EventEmitter();
  url = '';
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  doubled: DoubledPage | null = null;
  readonly mainFrame: Frame;

  constructor() {
    super();
    const url = (): string => this.url;
    this.mainFrame = {
      get url() {
        return url();
      },
      postMessage: (channel, _message, ports) => {
        for (const { id } of ports) {
          const port = portsById.get(id);
          if (port !== undefined) port.deliver = (data) => void this.doubled?.bridge.postToPort(id, data);
          void this.doubled?.bridge.postPort(channel, id);
        }
      },
    };
  }
  getURL = (): string => this.url;
  setWindowOpenHandler(handler: WebContents['openHandler']): void {
    this.openHandler = handler;
  }
  readonly session = { addWordToSpellCheckerDictionary: (word: string) => app.record(`learned ${word}`) };
  replaceMisspelling = (word: string): void => app.record(`replaced by ${word}`);
  send(channel: string, ...args: readonly unknown[]): void {
    void this.doubled?.bridge.send(channel, ...args);
  }
  attach(doubled: DoubledPage): void {
    this.doubled = doubled;
    doubled.bridge.onSend((channel, args) => this.ipc.emit(channel, { senderFrame: this.mainFrame }, ...args));
    doubled.bridge.onPortMessage((id, data) => {
      const port = portsById.get(id);
      if (data === null) port?.emit('close');
      else port?.emit('message', { data });
    });
  }
}

interface WindowOptions {
  readonly webPreferences: { readonly preload: string } & Record<string, unknown>;
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = [];
  static getFocusedWindow = (): BrowserWindow | null => BrowserWindow.all[0] ?? null;
  static getAllWindows = (): BrowserWindow[] => BrowserWindow.all;
  readonly webContents = new WebContents();
  readonly #preload: string;

  constructor(options: WindowOptions) {
    super();
    Object.assign(recorder.webPreferences, options.webPreferences);
    this.#preload = options.webPreferences.preload;
    BrowserWindow.all.push(this);
  }
  async loadURL(address: string): Promise<void> {
    this.webContents.url = address;
    const doubled = await openDoubledPage(this.#preload);
    this.webContents.attach(doubled);
    await doubled.load(address);
    this.emit('ready-to-show');
    app.emit('double:window', this);
  }
  show = (): void => app.record('window.show');
  maximize = (): void => undefined;
  restore = (): void => undefined;
  focus = (): void => app.record('window.focus');
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
  /** As a person closes it. */
  async closeByPerson(): Promise<void> {
    this.emit('close', {});
    await this.webContents.doubled?.close();
    BrowserWindow.all = BrowserWindow.all.filter((window) => window !== this);
    this.emit('closed');
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed');
  }
}

export const globalShortcut = {
  register(accelerator: string, callback: () => void): boolean {
    recorder.globalKeys.set(accelerator, callback);
    return true;
  },
  unregister: (accelerator: string): void => void recorder.globalKeys.delete(accelerator),
  unregisterAll: (): void => recorder.globalKeys.clear(),
};
export const nativeTheme = { shouldUseDarkColors: false };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
/** Items are what the template says; real roles, accelerators and drawing are the system's. */
export class Menu {
  readonly items: MenuItem[];
  constructor(template: readonly MenuItem[]) {
    this.items = template.map((item) => ({ ...item, submenu: item.submenu?.map((inner) => ({ ...inner })) }));
  }
  static buildFromTemplate = (template: readonly MenuItem[]): Menu => new Menu(template);
  static setApplicationMenu(menu: Menu): void {
    recorder.applicationMenus.push(menu);
  }
  getMenuItemById = (id: string): MenuItem | null => this.items.flatMap((item) => [item, ...(item.submenu ?? [])]).find((item) => item.id === id) ?? null;
  popup(): void {
    recorder.textMenus.push(this);
  }
}
export const dialog = {
  showSaveDialog: async () => ({ canceled: recorder.nextDialogPath === null, filePath: recorder.nextDialogPath ?? '' }),
  showOpenDialog: async () => ({ canceled: recorder.nextDialogPath === null, filePaths: recorder.nextDialogPath === null ? [] : [recorder.nextDialogPath] }),
};
export const shell = {
  openExternal: async (url: string) => void recorder.openedExternally.push(url),
  trashItem: async () => app.record('shell.trashItem'),
};
