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
if ('executable' in found) {
  const own = args.filter((arg, at) => !serverOnly.includes(arg) && args[at - 1] !== '--port' && !arg.startsWith('--port='));
  const child = spawn(found.executable, [projectRoot, ...own], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
} else {
  console.log(`Verso runs in the browser instead of a window of its own: ${found.reason}.`);
  await runBuilt('serve', args.filter((arg) => arg !== noElectronFlag));
}
