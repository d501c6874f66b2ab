/** The app's windows: opens them, and keeps the menus to the commands of the one with the focus. */
import type { BrowserWindow } from 'electron';
import type { CommandId } from '#shared/model/command.ts';
import type { ShellMenu } from '#shared/model/shell-menu.ts';
import { pageUrl } from './app-url.ts';
import { sendCommand } from './menu-channel.ts';

export interface WindowHooks {
  /** Before the page is loaded. */
  readonly onMade: (window: BrowserWindow) => void;
  /** The window's commands, whenever they have changed. */
  readonly onMenu: (window: BrowserWindow, menu: ShellMenu) => void;
}

export interface WindowsDeps {
  /** Makes a window and loads its page. */
  readonly make: (hooks: WindowHooks, address: string) => Promise<void>;
  /** The same for the small window of quick capture. */
  readonly makeCapture: (onMade: (window: BrowserWindow) => void) => Promise<void>;
  readonly showMenu: (menu: ShellMenu | null) => void;
}

export interface AppWindows {
  open(address?: string): Promise<void>;
  /** Shows the window of quick capture. */
  capture(): void;
  /** Brings the window to the front that had the focus last; opens one where there is none. */
  show(): void;
  /** Runs a command in the window that had the focus last. */
  run(id: CommandId): void;
}

export function createWindows(deps: WindowsDeps): AppWindows {
  /** The one that had the focus last comes last. */
  const windows = new Map<BrowserWindow, ShellMenu | null>();
  const current = (): BrowserWindow | undefined => [...windows.keys()].at(-1);
  const showMenu = (): void => {
    const window = current();
    deps.showMenu(window === undefined ? null : (windows.get(window) ?? null));
  };
  const comeLast = (window: BrowserWindow, menu: ShellMenu | null): void => {
    windows.delete(window);
    windows.set(window, menu);
    showMenu();
  };
  const onMenu = (window: BrowserWindow, menu: ShellMenu): void => {
    windows.set(window, menu);
    if (window === current()) showMenu();
  };
  const onMade = (window: BrowserWindow): void => {
    comeLast(window, null);
    window.on('focus', () => comeLast(window, windows.get(window) ?? null));
    window.once('closed', () => {
      windows.delete(window);
      showMenu();
    });
  };
  const open = (address: string = pageUrl): Promise<void> => deps.make({ onMade, onMenu }, address);
  let capturing: BrowserWindow | null = null;
  return {
    open,
    capture() {
      if (capturing !== null) return capturing.focus();
      void deps.makeCapture((window) => {
        capturing = window;
        window.once('closed', () => (capturing = null));
      });
    },
    show() {
      const window = current();
      if (window === undefined) return void open();
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    run(id) {
      const window = current();
      if (window !== undefined) sendCommand(window.webContents, id);
    },
  };
}
