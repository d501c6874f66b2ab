/** Tells a desktop shell the window's commands, so that its native menus list them as they are now. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { commandGroups, commandIds, type CommandGroup } from '#shared/model/command.ts';
import type { ShellMenu } from '#shared/model/shell-menu.ts';
import { useApp } from '../api/app-info.ts';
import { commandTitleKey, useCommandRegistry, type CommandRegistry } from '../api/commands.ts';
import { isEnabled } from './commands.ts';
import { useWorkspaceStore } from './workspace-context.ts';

/** What can be chosen follows the caret; a menu need not follow each key. */
const pauseMs = 120;

export function useShellMenu(): void {
  const { t, i18n } = useTranslation('app');
  const { info } = useApp();
  const registry = useCommandRegistry();
  const store = useWorkspaceStore();
  const hasMenus = info.shell === 'electron';

  useEffect(() => {
    if (!hasMenus) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let told = '';
    const tell = (): void => {
      timer = null;
      const menu = describe(registry, (key) => t(key));
      const text = JSON.stringify(menu);
      if (text === told) return;
      told = text;
      window.postMessage({ type: 'verso:menu', menu }, location.origin === 'null' ? '*' : location.origin);
    };
    const soon = (): void => {
      timer ??= setTimeout(tell, pauseMs);
    };
    soon();
    const leave = [registry.onChange(soon), store.subscribe(soon)];
    for (const event of ['selectionchange', 'focusin'] as const) document.addEventListener(event, soon);
    i18n.on('languageChanged', soon);
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const stop of leave) stop();
      for (const event of ['selectionchange', 'focusin'] as const) document.removeEventListener(event, soon);
      i18n.off('languageChanged', soon);
    };
  }, [hasMenus, i18n, registry, store, t]);
}

/** Every command there is: what nothing handles now cannot be chosen. */
function describe(registry: CommandRegistry, say: (key: string) => string): ShellMenu {
  const reachable = new Map(registry.all().map((command) => [command.id, command]));
  const keymap = registry.keymap();
  return {
    // Made from every group there is.
    groups: Object.fromEntries(commandGroups.map((group) => [group, say(`commandGroups.${group}`)])) as Record<CommandGroup, string>,
    commands: commandIds.map((id) => {
      const command = reachable.get(id);
      return { id, title: say(commandTitleKey(id)), keys: keymap[id][0] ?? null, enabled: command !== undefined && isEnabled(command) };
    }),
  };
}
