/** Saves an exported page where the person says: as it is, or printed to a PDF by a window that nobody sees. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, dialog } from 'electron';
import type { ExportedFile } from '../api/host.ts';
import { writeFileAtomically } from '../platform/atomic-file.ts';

const filters = { html: [{ name: 'Web page', extensions: ['html'] }], pdf: [{ name: 'PDF', extensions: ['pdf'] }] } as const;

/** The path that was written, or null when the person closed the dialog; throws the system's error. */
export async function saveExport({ name, format, html }: ExportedFile): Promise<string | null> {
  const owner = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const options = { defaultPath: path.basename(name), filters: filters[format].map(({ name: label, extensions }) => ({ name: label, extensions: [...extensions] })) };
  const { canceled, filePath } = await (owner === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(owner, options));
  if (canceled || filePath === '') return null;
  await writeFileAtomically(filePath, format === 'html' ? new TextEncoder().encode(html) : await printToPdf(html));
  return filePath;
}

/** No script runs in the page, and nothing but the page itself is read. */
async function printToPdf(html: string): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(app.getPath('temp'), 'verso-print-'));
  // Without `persist:` the session, with whatever it holds, is gone with the window.
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false, webSecurity: true, partition: `verso-print-${path.basename(folder)}` },
  });
  try {
    const file = path.join(folder, 'page.html');
    await writeFile(file, html);
    const address = pathToFileURL(file).href;
    const { webContents } = window;
    webContents.session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: details.url !== address && !details.url.startsWith('data:') }));
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    webContents.on('will-navigate', (event) => event.preventDefault());
    await window.loadFile(file);
    return await webContents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true, generateTaggedPDF: true, generateDocumentOutline: true });
  } finally {
    window.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}
