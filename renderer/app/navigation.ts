/** Navigation for features, over the workspace. */
import type { Navigation } from '../api/navigation.ts';
import { openPlace, updateParams } from './tab-list.ts';
import { overlaysAt, type WorkspaceStore } from './workspace.ts';

export function createNavigation(store: WorkspaceStore, run: (commandId: string) => void): Navigation {
  const { updateTabs, updateLayout, setDrawer } = store.getState();
  return {
    openNote(path, { line, fragment, draft, caret, newTab = false } = {}) {
      const params = {
        path,
        ...(line === undefined ? {} : { line }),
        ...(fragment === undefined ? {} : { fragment }),
        ...(line === undefined && fragment === undefined ? {} : { jump: performance.now() }),
        ...(draft === undefined ? {} : { draft }),
        ...(caret === undefined ? {} : { caret }),
      };
      updateTabs((tabs) => openPlace(tabs, { kind: 'note', params }, newTab));
      setDrawer(null);
    },
    openView(kind, params = {}) {
      // Beside the note that is shown: a look at the settings does not cost one's place in a text.
      updateTabs((tabs) => openPlace(tabs, { kind, params }, true));
      setDrawer(null);
    },
    replaceParams: (params) => updateTabs((tabs) => updateParams(tabs, params)),
    openSection(section) {
      const overlays = matchMedia(overlaysAt.right).matches;
      updateLayout({ rightSection: section, ...(overlays ? {} : { rightOpen: true }) });
      if (overlays) setDrawer('right');
    },
    run,
  };
}
