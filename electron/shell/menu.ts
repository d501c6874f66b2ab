/** The native menus: the application's, and the one on selected or editable text. */
import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

export interface MenuActions {
  readonly openVault: () => void;
}

/** English, like the system's own roles in an unlocalised app; the renderer's texts are translated there. */
export function setApplicationMenu(platform: NodeJS.Platform, actions: MenuActions): void {
  const mac = platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Open vault…', click: actions.openVault },
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Cut, copy, paste and spelling where text can be edited; copy where it is selected. */
export function showEditMenuOn(contents: WebContents): void {
  contents.on('context-menu', (_event, params) => {
    const items: MenuItemConstructorOptions[] = params.dictionarySuggestions.map((word) => ({
      label: word,
      click: () => contents.replaceMisspelling(word),
    }));
    if (items.length > 0) items.push({ type: 'separator' });
    if (params.isEditable) items.push({ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'pasteAndMatchStyle' });
    else if (params.selectionText.trim() !== '') items.push({ role: 'copy' });
    if (items.length > 0) Menu.buildFromTemplate(items).popup();
  });
}
