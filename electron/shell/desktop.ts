/** What only a desktop program can do: native dialogs, the system's trash, addresses opened outside. */
import { BrowserWindow, dialog, shell, type OpenDialogOptions } from 'electron';
import { externalAddress } from './app-url.ts';

const dialogs: Readonly<Record<'folder' | 'import-source', OpenDialogOptions>> = {
  folder: { title: 'Choose a folder', properties: ['openDirectory', 'createDirectory'] },
  'import-source': {
    title: 'Choose what to import',
    properties: ['openFile'],
    filters: [
      { name: 'Mail and Slack exports', extensions: ['mbox', 'zip', 'eml', 'gz', 'tgz', 'tar'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
};

/** The chosen path, or null when the person closed the dialog. */
export async function pickPath(kind: 'folder' | 'import-source'): Promise<string | null> {
  const owner = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const options = dialogs[kind];
  const { canceled, filePaths } = await (owner === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(owner, options));
  return canceled ? null : (filePaths[0] ?? null);
}

/** Opens an https or mailto address with the system; false for every other address. */
export async function openExternal(address: string): Promise<boolean> {
  const allowed = externalAddress(address);
  if (allowed === null) return false;
  await shell.openExternal(allowed);
  return true;
}

/** Moves a file or folder to the system's trash; throws the system's error. */
export async function trashFile(absolutePath: string): Promise<void> {
  await shell.trashItem(absolutePath);
}
