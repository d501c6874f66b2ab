/** Takes a window's commands for the menus, and hands it the one that was chosen. */
import type { WebContents } from 'electron';
import type { CommandId } from '#shared/model/command.ts';
import { shellMenuSchema, type ShellMenu } from '#shared/model/shell-menu.ts';
import { commandMessage, menuMessage } from './channels.ts';
import { isTrustedSender } from './port-channel.ts';

/** What is not from this window's own page, or is no menu, is left unheard. */
export function followMenu(contents: WebContents, onMenu: (menu: ShellMenu) => void): void {
  contents.ipc.on(menuMessage, (event, told: unknown) => {
    if (!isTrustedSender(event, contents)) return;
    const parsed = shellMenuSchema.safeParse(told);
    if (parsed.success) onMenu(parsed.data);
  });
}

export function sendCommand(contents: WebContents, id: CommandId): void {
  contents.send(commandMessage, id);
}
