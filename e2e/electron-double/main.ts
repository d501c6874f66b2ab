/**
 * Runs the built main process over the doubled `electron`, asks every check, closes the window and
 * prints the findings as one line of JSON. `VERSO_DOUBLE_APP` names another app folder than ours,
 * `VERSO_DOUBLE_CHECKS` the one group of checks that is wanted.
 */
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkExport, checkLocks, checkMenus, checkScheme, checkStart, checkWindow, checkWindows, type CheckGroup, type Findings } from './checks.ts';
import { app, type BrowserWindow } from './electron.ts';

const double = pathToFileURL(path.join(import.meta.dirname, 'electron.ts')).href;
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context)),
});

const opened = new Promise<BrowserWindow>((resolve) => app.once('double:window', resolve));
const gone = new Promise<void>((resolve) => app.once('double:gone', () => resolve()));
await import(pathToFileURL(path.join(app.getAppPath(), 'dist/electron/main.js')).href);
const window = await opened;
const groups: Readonly<Record<CheckGroup, (shown: BrowserWindow) => Promise<Findings>>> = {
  start: checkStart,
  scheme: checkScheme,
  window: checkWindow,
  menus: checkMenus,
  windows: checkWindows,
  export: checkExport,
  locks: checkLocks,
};
const wanted = process.env['VERSO_DOUBLE_CHECKS'];
const findings: Findings = {};
for (const [name, check] of Object.entries(groups)) if (wanted === undefined || wanted === name) Object.assign(findings, await check(window));
await window.closeByPerson();
await gone;
process.stdout.write(`${JSON.stringify(findings)}\n`);
process.exit(0);
