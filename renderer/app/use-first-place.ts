/** What a vault shows when it opens: today where that is wished, or the note that says to start there. */
import { useEffect, useRef } from 'react';
import { folderPathSchema, joinPath } from '#shared/model/note-path.ts';
import { useApp } from '../api/app-info.ts';
import { useCore } from '../api/core.ts';
import { useNavigation } from '../api/navigation.ts';
import { windowPlace } from './window-place.ts';
import { tabsOf } from './pane-tree.ts';
import { useWorkspaceStore } from './workspace-context.ts';

/** The first note of the welcome vault; in any other vault, a person who names a note so means it. */
const startNote = joinPath(folderPathSchema.parse(''), 'Start here.md');

/** Call after the window's commands have been added. */
export function useFirstPlace(): void {
  const core = useCore();
  const store = useWorkspaceStore();
  const navigation = useNavigation();
  const { settings } = useApp();
  const done = useRef(false);

  useEffect(() => {
    if (done.current) return;
    done.current = true;
    const isEmpty = (): boolean => tabsOf(store.getState().panes).length === 0;
    if (windowPlace(location.hash).kind === 'note') return;
    if (settings.openDailyOnStart) navigation.run('daily.today');
    else if (isEmpty()) {
      void core.call('note.read', { path: startNote }).then((outcome) => {
        if (outcome.ok && isEmpty()) navigation.openNote(startNote);
      });
    }
  }, [core, navigation, settings, store]);
}
