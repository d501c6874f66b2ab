/** Gives the commands of the shown editor to the window: palette, keys and menus run them there. */
import { useEffect } from 'react';
import type { ViewCommandId } from '#shared/model/command.ts';
import { useCommandRegistry } from '../../api/commands.ts';
import type { EditorHandle } from './editor-handle.ts';

/** What an editor can do, by command; each answers whether it can run now, and runs where `run` is asked for. */
export interface EditorCommands {
  readonly ids: readonly ViewCommandId[];
  /** Where the keys of these commands are heard. */
  readonly element: () => Element | null;
  enabled(id: ViewCommandId): boolean;
  run(id: ViewCommandId): void;
}

/** Registers them while `active`: of two panes, the keys mean the one with the focus. */
export function useEditorCommands(active: boolean, handle: EditorHandle | null): void {
  const registry = useCommandRegistry();
  useEffect(() => {
    if (!active || handle === null) return undefined;
    const { commands } = handle;
    return registry.add(
      commands.ids.map((id) => ({
        id,
        enabled: () => commands.enabled(id),
        keysWithin: commands.element,
        run: () => commands.run(id),
      })),
    );
  }, [active, handle, registry]);
}
