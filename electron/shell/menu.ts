/** The native menus: the application's, and the one on selected or editable text. */
import { Menu, type ContextMenuParams, type MenuItemConstructorOptions, type WebContents } from 'electron';
import type { ShellMenu } from '#shared/model/shell-menu.ts';
import { menuTemplate, type MenuActions } from './menu-template.ts';
import { textMenuTemplate } from './text-menu.ts';

export interface ApplicationMenu {
  /** The commands of the window with the focus; null where no window has told of any. */
  show(menu: ShellMenu | null): void;
}

export function createApplicationMenu(platform: NodeJS.Platform, actions: MenuActions): ApplicationMenu {
  let shown: { readonly shape: string; readonly menu: Menu } | null = null;
  return {
    show(menu) {
      const shape = shapeOf(menu);
      if (shown?.shape === shape) {
        // A menu that is made anew closes where it is open: only what can be chosen has changed.
        for (const { id, enabled } of menu?.commands ?? []) {
          const item = shown.menu.getMenuItemById(id);
          if (item !== null) item.enabled = enabled || id === 'vault.open';
        }
        return;
      }
      shown = { shape, menu: Menu.buildFromTemplate(menuTemplate(menu, platform === 'darwin', actions)) };
      Menu.setApplicationMenu(shown.menu);
    },
  };
}

/** What of the menu cannot be changed in place. */
function shapeOf(menu: ShellMenu | null): string {
  return JSON.stringify(menu === null ? null : { groups: menu.groups, commands: menu.commands.map(({ id, title, keys }) => [id, title, keys]) });
}

/** Spelling, cut, copy and paste where text can be edited; copy where it is selected. */
export function showTextMenuOn(contents: WebContents): void {
  contents.on('context-menu', (_event, params: ContextMenuParams) => {
    const template: MenuItemConstructorOptions[] = textMenuTemplate(params, {
      replaceMisspelling: (word) => contents.replaceMisspelling(word),
      learnWord: (word) => contents.session.addWordToSpellCheckerDictionary(word),
    });
    if (template.length > 0) Menu.buildFromTemplate(template).popup();
  });
}
