/**
 * The state of the window: tabs with their histories, and which panes are open.
 *
 * A tab is a list of places with one of them shown. Pure changes of the tabs are in
 * `tab-list.ts`; this store applies them and remembers them per vault.
 */
import { createStore, type StoreApi } from 'zustand';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { RightSection } from '../api/navigation.ts';
import { emptyTabList, type TabList } from './tab-list.ts';

export interface Layout {
  readonly sidebarOpen: boolean;
  readonly sidebarWidthPx: number;
  readonly rightOpen: boolean;
  readonly rightWidthPx: number;
  readonly rightSection: RightSection;
  readonly calendarOpen: boolean;
}

export interface Workspace {
  readonly tabs: TabList;
  readonly layout: Layout;
  /** Which overlay is open: the switcher (for this or a new tab), the palette, the templates, the folder to move to, the sheet of keys, quick capture, or none. */
  readonly overlay: 'switcher' | 'switcher-new-tab' | 'palette' | 'template-new' | 'move' | 'shortcuts' | 'capture' | null;
  /** The pane that lies over a narrow window. */
  readonly drawer: 'left' | 'right' | null;
  /** The note that is being renamed by a command. */
  readonly renaming: VaultPath | null;
  /** What the file list is to show and focus; a new object each time. */
  readonly revealed: { readonly path: VaultPath | null } | null;
  /** A wish to stand in the calendar; a new object each time. */
  readonly calendarFocus: object | null;
  /** Applies a pure change to the tabs. */
  updateTabs(change: (tabs: TabList) => TabList): void;
  updateLayout(change: Partial<Layout>): void;
  setOverlay(overlay: Workspace['overlay']): void;
  setDrawer(drawer: Workspace['drawer']): void;
  setRenaming(path: VaultPath | null): void;
  reveal(path: VaultPath | null): void;
  focusCalendar(): void;
}

export type WorkspaceStore = StoreApi<Workspace>;

export const defaultLayout: Layout = {
  sidebarOpen: true,
  sidebarWidthPx: 256,
  rightOpen: true,
  rightWidthPx: 320,
  rightSection: 'links',
  calendarOpen: true,
};

export interface WorkspaceStart {
  readonly tabs?: TabList | undefined;
  readonly layout?: Partial<Layout> | undefined;
}

/** Where a pane lies over the content instead of standing beside it: the text goes before it. */
export const overlaysAt = {
  left: '(max-width: 899px)',
  right: '(max-width: 1099px)',
} as const;

export function createWorkspace(start: WorkspaceStart = {}): WorkspaceStore {
  return createStore<Workspace>((set) => ({
    tabs: start.tabs ?? emptyTabList,
    layout: { ...defaultLayout, ...start.layout },
    overlay: null,
    drawer: null,
    renaming: null,
    revealed: null,
    calendarFocus: null,
    updateTabs: (change) => set(({ tabs }) => ({ tabs: change(tabs) })),
    updateLayout: (change) => set(({ layout }) => ({ layout: { ...layout, ...change } })),
    setOverlay: (overlay) => set({ overlay }),
    setDrawer: (drawer) => set({ drawer }),
    setRenaming: (renaming) => set({ renaming }),
    reveal: (path) => set({ revealed: { path } }),
    focusCalendar: () => set(({ layout }) => ({ layout: { ...layout, calendarOpen: true }, calendarFocus: {} })),
  }));
}
