/** Navigation for features, over the workspace. */
import type { Navigation } from '../api/navigation.ts';
import { changeActivePane, openInTree } from './pane-tree.ts';
import { updateParams } from './tab-list.ts';
import { overlaysAt, type WorkspaceStore } from './workspace.ts';

export function createNavigation(store: WorkspaceStore, run: (commandId: string) => void): Navigation {
  const { updatePanes, updateLayout, setDrawer, focusPane, awaitNote, endAwaiting } = store.getState();
  return {
    openNote(path, { line, fragment, draft, caret, newTab = false, focus = false } = {}) {
      const params = {
        path,
        ...(line === undefined ? {} : { line }),
        ...(fragment === undefined ? {} : { fragment }),
        ...(line === undefined && fragment === undefined ? {} : { jump: performance.now() }),
        ...(draft === undefined ? {} : { draft }),
        ...(caret === undefined ? {} : { caret }),
      };
      updatePanes((panes) => openInTree(panes, { kind: 'note', params }, newTab));
      if (focus) {
        awaitNote('coming');
        focusPane();
      }
      setDrawer(null);
    },
    async awaitNote(work) {
      awaitNote('asked');
      try {
        await work();
      } finally {
        if (store.getState().awaited === 'asked') endAwaiting();
      }
    },
    openView(kind, params = {}) {
      // Beside the note that is shown: a look at the settings does not cost one's place in a text.
      updatePanes((panes) => openInTree(panes, { kind, params }, true));
      setDrawer(null);
    },
    replaceParams: (params) => updatePanes((panes) => changeActivePane(panes, (list) => updateParams(list, params))),
    openSection(section) {
      const overlays = matchMedia(overlaysAt.right).matches;
      updateLayout({ rightSection: section, ...(overlays ? {} : { rightOpen: true }) });
      if (overlays) setDrawer('right');
    },
    run,
  };
}
