/**
 * `npm start`: opens the Electron window where its runtime and a display exist; else says why in
 * one line and serves the same app to the browser.
 */
import { spawn } from 'node:child_process';
import { buildIfNeeded } from './build.ts';
import { goWhereCalled, runBuilt } from './built-program.ts';
import { downloadElectron, findElectron, missingDisplay } from './electron-runtime.ts';
import { projectRoot } from './tool.ts';

const noElectronFlag = '--no-electron';
const serverOnly = ['--port', '--no-open'];
/** A runtime that ends with an error this soon showed no window. */
const startTimeMs = 5_000;

/** The runtime's executable, or why there is none. */
async function electronOrReason(args: readonly string[]): Promise<{ readonly executable: string } | { readonly reason: string }> {
  const place = { projectRoot, env: process.env, platform: process.platform };
  if (args.includes(noElectronFlag) || process.env['VERSO_NO_ELECTRON'] === '1') return { reason: 'Electron is switched off' };
  const display = missingDisplay(place);
  if (display !== null) return { reason: display };
  const installed = findElectron(place);
  if (installed !== null) return { executable: installed };
  let shownPercent = -1;
  const reason = await downloadElectron(projectRoot, (receivedBytes, totalBytes) => {
    const percent = totalBytes === null ? 0 : Math.floor((receivedBytes / totalBytes) * 100);
    if (percent === shownPercent || !process.stderr.isTTY) return;
    shownPercent = percent;
    process.stderr.write(`\rDownloading Electron's runtime: ${percent}%`);
  });
  if (shownPercent >= 0) process.stderr.write('\n');
  if (reason !== null) return { reason: `Electron's runtime could not be downloaded: ${reason}` };
  const downloaded = findElectron(place);
  return downloaded === null ? { reason: "Electron's runtime was not found" } : { executable: downloaded };
}

const args = process.argv.slice(2);
goWhereCalled('start');
await buildIfNeeded({ force: false, quiet: true });
const found = await electronOrReason(args);

function serve(reason: string): Promise<void> {
  console.log(`Verso runs in the browser instead of a window of its own: ${reason}.`);
  return runBuilt('serve', args.filter((arg) => arg !== noElectronFlag));
}

/** Runs the window; resolves to its exit code, or null where it could not even start. */
function openWindow(executable: string): Promise<number | null> {
  const own = args.filter((arg, at) => !serverOnly.includes(arg) && args[at - 1] !== '--port' && !arg.startsWith('--port='));
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const child = spawn(executable, [projectRoot, ...own], { stdio: 'inherit' });
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        asked = true;
        child.kill(signal);
      });
    }
    child.on('error', () => resolve(null));
    child.on('exit', (code) => {
      // A missing system library or sandbox ends the runtime at once, before any window.
      const failedToStart = code !== 0 && !asked && performance.now() - startedMs < startTimeMs;
      resolve(failedToStart ? null : (code ?? 1));
    });
  });
}

if ('reason' in found) {
  await serve(found.reason);
} else {
  const code = await openWindow(found.executable);
  if (code === null) await serve("Electron's runtime does not start on this machine");
  else process.exitCode = code;
}
