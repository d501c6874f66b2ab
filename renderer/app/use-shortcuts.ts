/** The keyboard and the shell's menu run the window's commands; which keys, the settings say. */
import { useEffect } from 'react';
import { resolveKeymap } from '#shared/model/keymap.ts';
import { useApp } from '../api/app-info.ts';
import { useCommandRegistry } from '../api/commands.ts';
import { isApple } from '../ui/keys.ts';
import { commandFor, runCommand } from './commands.ts';

/** What a browser does to editable text by itself: formatting that Markdown may not have here. */
const nativeFormatting = /^[biu]$/i;

export function useShortcuts(): void {
  const registry = useCommandRegistry();
  const { info, settings } = useApp();
  const browser = info.shell === 'server';

  useEffect(() => registry.setKeymap(resolveKeymap(settings.shortcuts, { apple: isApple(), browser })), [registry, settings.shortcuts, browser]);

  useEffect(() => {
    const apple = isApple();
    const run = (event: KeyboardEvent, early = false): boolean => {
      if (event.defaultPrevented || event.isComposing) return false;
      const target = event.target instanceof Element ? event.target : null;
      const command = commandFor(event, registry.all(), apple, target);
      if (command === null || (early && command.id !== 'palette.open' && isKeptBy(target, event))) return false;
      event.preventDefault();
      event.stopPropagation();
      // A click moves the caret at once and tells of it in a later task: the text's editor has to know before the command asks it.
      if (isText(target)) document.dispatchEvent(new Event('selectionchange'));
      command.run();
      return true;
    };
    // In a text the person's keys come before those that the text editors bring along.
    const onEarlyKeyDown = (event: KeyboardEvent): void => {
      if (isText(event.target)) run(event, true);
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (run(event) || !isText(event.target)) return;
      const mod = apple ? event.metaKey : event.ctrlKey;
      if (mod && !event.altKey && nativeFormatting.test(event.key)) event.preventDefault();
    };
    // Menus of the shell post the command's id to the window.
    const onMessage = (event: MessageEvent<unknown>): void => {
      if (event.source !== window || typeof event.data !== 'object' || event.data === null) return;
      const { type, id } = event.data as { readonly type?: unknown; readonly id?: unknown };
      if (type === 'verso:command' && typeof id === 'string') runCommand(registry, id);
    };
    document.addEventListener('keydown', onEarlyKeyDown, { capture: true });
    document.addEventListener('keydown', onKeyDown);
    window.addEventListener('message', onMessage);
    return () => {
      document.removeEventListener('keydown', onEarlyKeyDown, { capture: true });
      document.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('message', onMessage);
    };
  }, [registry]);
}

/** A text with keys of its own (`data-control-keys`) has Ctrl and a letter first; what it has no use for comes back. */
function isKeptBy(target: Element | null, event: KeyboardEvent): boolean {
  const isControl = event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  return isControl && target !== null && target.closest('[data-control-keys]') !== null;
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.isContentEditable;
}
