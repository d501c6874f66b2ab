/**
 * The state of the window: panes with their tabs, and which panels are open.
 *
 * A tab is a list of places with one of them shown. Pure changes of panes and tabs are in
 * `pane-tree.ts` and `tab-list.ts`; this store applies them.
 */
import { createStore, type StoreApi } from 'zustand';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { RightSection } from '../api/navigation.ts';
import { parseVaultPath } from '#shared/model/note-path.ts';
import { emptyPaneTree, shownTab, type PaneTree } from './pane-tree.ts';
import { placeOf } from './tab-list.ts';

export interface Layout {
  readonly sidebarOpen: boolean;
  readonly sidebarWidthPx: number;
  readonly rightOpen: boolean;
  readonly rightWidthPx: number;
  readonly rightSection: RightSection;
  readonly calendarOpen: boolean;
  readonly bookmarksOpen: boolean;
}

export interface Workspace {
  readonly panes: PaneTree;
  readonly layout: Layout;
  /** Which overlay is open: the switcher (for this or a new tab), the palette, the templates, the folder to move to, the sheet of keys, quick capture, the git repository, or none. */
  readonly overlay: 'switcher' | 'switcher-new-tab' | 'palette' | 'template-new' | 'move' | 'shortcuts' | 'capture' | 'git' | null;
  /** The pane that lies over a narrow window. */
  readonly drawer: 'left' | 'right' | null;
  /** The note that is being renamed by a command. */
  readonly renaming: VaultPath | null;
  /** What the file list is to show and focus; a new object each time. */
  readonly revealed: { readonly path: VaultPath | null } | null;
  /** The panels that were open when focus mode began; null outside of it. */
  readonly focusMode: Pick<Layout, 'sidebarOpen' | 'rightOpen'> | null;
  /** Notes in the order in which they were last shown, the latest first. */
  readonly recent: readonly VaultPath[];
  /** A wish to stand in the bookmarks; a new object each time. */
  readonly bookmarksFocus: object | null;
  /** A wish to stand in the calendar; a new object each time. */
  readonly calendarFocus: object | null;
  /** A wish to stand in the text of the active pane, until that has happened; a new object each time. */
  readonly paneFocus: object | null;
  /** A note that was asked for and has not the focus yet: only asked for, or known and on its way. What is typed is kept for it. */
  readonly awaited: 'asked' | 'coming' | null;
  /** The tab that is being dragged. */
  readonly draggedTab: string | null;
  /** Applies a pure change to the panes. */
  updatePanes(change: (panes: PaneTree) => PaneTree): void;
  updateLayout(change: Partial<Layout>): void;
  setOverlay(overlay: Workspace['overlay']): void;
  setDrawer(drawer: Workspace['drawer']): void;
  setRenaming(path: VaultPath | null): void;
  reveal(path: VaultPath | null): void;
  focusCalendar(): void;
  focusBookmarks(): void;
  toggleFocusMode(): void;
  /** A note was moved (`to`) or deleted (null): the recent notes follow. */
  followRecent(from: VaultPath, to: VaultPath | null): void;
  focusPane(): void;
  endPaneFocus(): void;
  awaitNote(stage: 'asked' | 'coming'): void;
  endAwaiting(): void;
  setDraggedTab(id: string | null): void;
}

export type WorkspaceStore = StoreApi<Workspace>;

export const defaultLayout: Layout = {
  sidebarOpen: true,
  sidebarWidthPx: 256,
  rightOpen: true,
  rightWidthPx: 320,
  rightSection: 'links',
  calendarOpen: true,
  bookmarksOpen: true,
};

export interface WorkspaceStart {
  readonly panes?: PaneTree | undefined;
  readonly layout?: Partial<Layout> | undefined;
  readonly recent?: readonly VaultPath[] | undefined;
}

/** Where a pane lies over the content instead of standing beside it: the text goes before it. */
export const overlaysAt = {
  left: '(max-width: 899px)',
  right: '(max-width: 1099px)',
} as const;

export function createWorkspace(start: WorkspaceStart = {}): WorkspaceStore {
  return createStore<Workspace>((set) => ({
    panes: start.panes ?? emptyPaneTree,
    layout: { ...defaultLayout, ...start.layout },
    overlay: null,
    drawer: null,
    renaming: null,
    revealed: null,
    focusMode: null,
    recent: start.recent ?? [],
    bookmarksFocus: null,
    calendarFocus: null,
    paneFocus: null,
    awaited: null,
    draggedTab: null,
    updatePanes: (change) =>
      set(({ panes, recent }) => {
        const next = change(panes);
        return { panes: next, recent: withShown(recent, next) };
      }),
    updateLayout: (change) => set(({ layout }) => ({ layout: { ...layout, ...change } })),
    setOverlay: (overlay) => set({ overlay }),
    setDrawer: (drawer) => set({ drawer }),
    setRenaming: (renaming) => set({ renaming }),
    reveal: (path) => set({ revealed: { path } }),
    focusCalendar: () => set(({ layout }) => ({ layout: { ...layout, calendarOpen: true }, calendarFocus: {} })),
    focusBookmarks: () => set(({ layout }) => ({ layout: { ...layout, bookmarksOpen: true }, bookmarksFocus: {} })),
    toggleFocusMode: () =>
      set(({ focusMode, layout }) => {
        if (focusMode !== null) return { focusMode: null, layout: { ...layout, ...focusMode } };
        const { sidebarOpen, rightOpen } = layout;
        return { focusMode: { sidebarOpen, rightOpen }, layout: { ...layout, sidebarOpen: false, rightOpen: false }, drawer: null };
      }),
    followRecent: (from, to) => set(({ recent }) => ({ recent: recent.flatMap((path) => (path !== from ? [path] : to === null ? [] : [to])) })),
    focusPane: () => set({ paneFocus: {} }),
    endPaneFocus: () => set({ paneFocus: null, awaited: null }),
    awaitNote: (awaited) => set({ awaited }),
    endAwaiting: () => set({ awaited: null }),
    setDraggedTab: (draggedTab) => set({ draggedTab }),
  }));
}

const mostRecent = 50;

function withShown(recent: readonly VaultPath[], panes: PaneTree): readonly VaultPath[] {
  const tab = shownTab(panes);
  const place = tab === null ? null : placeOf(tab);
  const path = place?.kind === 'note' ? parseVaultPath(String(place.params['path'])) : null;
  if (path === null || recent[0] === path) return recent;
  return [path, ...recent.filter((other) => other !== path)].slice(0, mostRecent);
}
