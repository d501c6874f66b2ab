/** Keeps tabs and panes between starts, per vault, in the window's local storage. */
import { z } from 'zod';
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import { paneTreeSchema } from './pane-storage.ts';
import { emptyPaneTree, openInTree } from './pane-tree.ts';
import { createWorkspace, type WorkspaceStore } from './workspace.ts';

const layoutSchema = z
  .object({
    sidebarOpen: z.boolean(),
    sidebarWidthPx: z.number().min(160).max(640),
    rightOpen: z.boolean(),
    rightWidthPx: z.number().min(220).max(800),
    rightSection: z.enum(['chat', 'links', 'outline', 'properties', 'graph']),
    calendarOpen: z.boolean(),
    bookmarksOpen: z.boolean(),
  })
  .partial();

const layoutKey = 'verso.layout';
const recentKey = (folder: string): string => `verso.recent:${folder}`;
const tabsKey = (folder: string): string => `verso.tabs:${folder}`;

export function restoreWorkspace(folder: string): WorkspaceStore {
  return createWorkspace({
    panes: read(tabsKey(folder), paneTreeSchema),
    recent: read(recentKey(folder), z.array(vaultPathSchema)),
    layout: dropUndefined(read(layoutKey, layoutSchema)),
  });
}

/** The state of a window that was opened for one note. */
export function workspaceAt(path: VaultPath): WorkspaceStore {
  return createWorkspace({ panes: openInTree(emptyPaneTree, { kind: 'note', params: { path } }, true), layout: dropUndefined(read(layoutKey, layoutSchema)) });
}

/** Writes changes as they come; the returned function stops that. */
export function keepWorkspace(folder: string, store: WorkspaceStore): () => void {
  return store.subscribe((now, before) => {
    if (now.panes !== before.panes) write(tabsKey(folder), now.panes);
    if (now.recent !== before.recent) write(recentKey(folder), now.recent);
    // The panels that focus mode closed are open again at the next start.
    if (now.layout !== before.layout) write(layoutKey, { ...now.layout, ...now.focusMode });
  });
}

function read<T>(key: string, schema: z.ZodType<T>): T | undefined {
  try {
    const stored = localStorage.getItem(key);
    if (stored === null) return undefined;
    const parsed = schema.safeParse(JSON.parse(stored));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage may be full or off: the next start then begins without tabs, nothing else is lost.
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function dropUndefined<T extends object>(value: T | undefined): Defined<T> {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, entry]) => entry !== undefined)) as Defined<T>;
}
