/** The window's workspace for the components of the window itself; features get `Navigation`. */
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { VaultPath } from '#shared/model/note-path.ts';
import { parseVaultPath } from '#shared/model/note-path.ts';
import { shownTab } from './pane-tree.ts';
import { placeOf } from './tab-list.ts';
import type { Workspace, WorkspaceStore } from './workspace.ts';

export const WorkspaceContext = createContext<WorkspaceStore | null>(null);

export function useWorkspaceStore(): WorkspaceStore {
  const store = use(WorkspaceContext);
  if (store === null) throw new Error('useWorkspace needs a WorkspaceContext above it.');
  return store;
}

export function useWorkspace<T>(select: (workspace: Workspace) => T): T {
  return useStore(useWorkspaceStore(), select);
}

/** The note in the shown tab of the active pane, or null. */
export function shownNote(workspace: Workspace): VaultPath | null {
  const tab = shownTab(workspace.panes);
  if (tab === null) return null;
  const place = placeOf(tab);
  const { path } = place.params;
  return place.kind === 'note' && typeof path === 'string' ? parseVaultPath(path) : null;
}
