/** Keys of quick capture that are heard while another program has the focus: those of its command. */
import type { GlobalShortcut } from 'electron';
import type { ShellMenu } from '#shared/model/shell-menu.ts';
import { acceleratorOf } from './accelerator.ts';

export interface GlobalKeysDeps {
  readonly globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister'>;
  readonly onCapture: () => void;
  /** The system, or another program, has these keys. */
  readonly onRefused: (accelerator: string) => void;
}

/** Follows the keys as the window tells them; what cannot be had stays a key of the window. */
export function followGlobalKeys(deps: GlobalKeysDeps): (menu: ShellMenu | null) => void {
  let registered: string | null = null;
  return (menu) => {
    // Without a window the keys stay as they were.
    if (menu === null) return;
    const keys = menu.commands.find(({ id }) => id === 'note.capture')?.keys ?? null;
    const wanted = keys === null ? null : acceleratorOf(keys);
    if (wanted === registered) return;
    if (registered !== null) deps.globalShortcut.unregister(registered);
    registered = wanted;
    if (wanted !== null && !deps.globalShortcut.register(wanted, deps.onCapture)) deps.onRefused(wanted);
  };
}
