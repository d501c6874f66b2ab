/**
 * The `test` of every spec: a vault of its own, the real app over it, and a page on the app. In the
 * project `electron` the same specs drive the Electron window, or are skipped where there is no runtime.
 */
import { test as base, type ElectronApplication } from '@playwright/test';
import { electronHere, launchElectron } from './electron-app.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';
import { makeTemporaryHome, type TemporaryHome } from './temporary-home.ts';
import { watchPages, type PageWatch } from './watch-page.ts';

export interface Options {
  /** Which shell carries the app. */
  readonly shell: 'server' | 'electron';
  /** A name in `e2e/vaults`, or an absolute folder; a copy is opened. */
  readonly vaultSource: string;
  /** More of the environment for the app, such as the address of a model. */
  readonly appEnv: Readonly<Record<string, string>>;
}

export interface Fixtures {
  /** Skips, before anything is made for it, what there is no runtime for. */
  readonly runtime: void;
  readonly home: TemporaryHome;
  /** The running app; `server` is null in Electron. */
  readonly app: { readonly server: ServerProcess | null; readonly electron: ElectronApplication | null };
  /** Problems of the page; whatever is left unexpected fails the test. */
  readonly watch: PageWatch;
}

export const test = base.extend<Fixtures & Options>({
  shell: ['server', { option: true }],
  vaultSource: ['small', { option: true }],
  appEnv: [{}, { option: true }],

  runtime: [
    async ({ shell }, use, testInfo) => {
      const here = shell === 'electron' ? electronHere() : null;
      if (here !== null && 'reason' in here) testInfo.skip(true, here.reason);
      await use();
    },
    { auto: true },
  ],

  home: async ({ vaultSource }, use) => {
    const home = makeTemporaryHome(vaultSource);
    await use(home);
    home.remove();
  },

  app: async ({ shell, home, appEnv }, use) => {
    if (shell === 'electron') {
      const here = electronHere();
      if ('reason' in here) throw new Error(here.reason);
      const electron = await launchElectron(here.executable, home);
      await use({ server: null, electron });
      await electron.close();
      return;
    }
    const server = await startServerProcess({ home, env: appEnv });
    await use({ server, electron: null });
    await server.stop();
  },

  watch: async ({}, use, testInfo) => {
    const watch = watchPages();
    await use(watch);
    if (testInfo.status === testInfo.expectedStatus) {
      base.expect(watch.problems, 'errors, policy violations and foreign requests of the page').toEqual([]);
    }
  },

  page: async ({ app, watch, page: browserPage }, use) => {
    if (app.electron !== null) {
      const window = await app.electron.firstWindow();
      watch.attach(window, 'verso-app://app');
      return use(window);
    }
    if (app.server !== null) {
      watch.attach(browserPage, app.server.origin);
      await browserPage.goto(app.server.link);
    }
    return use(browserPage);
  },
});

export { expect } from '@playwright/test';
export { AppPage } from './app-page.ts';
