/**
 * Runs the built main process over the doubled `electron`, asks every check, closes the window and
 * prints the findings as one line of JSON. `VERSO_DOUBLE_APP` names another app folder than ours.
 */
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkExport, checkLocks, checkMenus, checkScheme, checkStart, checkWindow, checkWindows, type Findings } from './checks.ts';
import { app, type BrowserWindow } from './electron.ts';

const double = pathToFileURL(path.join(import.meta.dirname, 'electron.ts')).href;
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context)),
});

const opened = new Promise<BrowserWindow>((resolve) => app.once('double:window', resolve));
const gone = new Promise<void>((resolve) => app.once('double:gone', () => resolve()));
await import(pathToFileURL(path.join(app.getAppPath(), 'dist/electron/main.js')).href);
const window = await opened;
const findings: Findings = { ...(await checkStart()), ...(await checkScheme()), ...(await checkWindow(window)), ...(await checkMenus(window)), ...(await checkWindows(window)), ...(await checkExport(window)), ...(await checkLocks(window)) };
await window.closeByPerson();
await gone;
process.stdout.write(`${JSON.stringify(findings)}\n`);
process.exit(0);
