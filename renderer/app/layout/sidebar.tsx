/** The left pane: today, the files and the tags; a drawer in a narrow window. */
import { CalendarDays } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { VaultInfo } from '#shared/model/vault.ts';
import { useCommandKeys, useCommandRegistry } from '../../api/commands.ts';
import { BookmarksPane } from '../../features/bookmarks/bookmarks-pane.tsx';
import { FilesPane } from '../../features/files/files-pane.tsx';
import { CalendarPane } from '../../features/calendar/calendar-pane.tsx';
import { TagsPane } from '../../features/tags/tags-pane.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { PaneEdge } from '../../ui/split-pane.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { runCommand } from '../commands.ts';
import { defaultLayout, overlaysAt } from '../workspace.ts';
import { shownNote, useWorkspace } from '../workspace-context.ts';
import { ViewBoundary } from './view-boundary.tsx';

export function Sidebar({ vault }: { readonly vault: VaultInfo }) {
  const { t } = useTranslation('app');
  const { sidebarOpen, sidebarWidthPx } = useWorkspace((state) => state.layout);
  const drawer = useWorkspace((state) => state.drawer);
  const setDrawer = useWorkspace((state) => state.setDrawer);
  const updateLayout = useWorkspace((state) => state.updateLayout);
  const narrow = useMediaQuery(overlaysAt.left);

  if (narrow) {
    return (
      <Drawer side="left" label={t('sidebar.label')} open={drawer === 'left'} onOpenChange={(open) => setDrawer(open ? 'left' : null)}>
        <SidebarContent vault={vault} />
      </Drawer>
    );
  }
  if (!sidebarOpen) return null;
  return (
    <aside aria-label={t('sidebar.label')} style={{ width: sidebarWidthPx }} className="flex shrink-0 bg-sunken">
      <div className="flex min-w-0 flex-1 flex-col">
        <SidebarContent vault={vault} />
      </div>
      <PaneEdge
        label={t('sidebar.resize')}
        pane="before"
        widthPx={sidebarWidthPx}
        minimumPx={180}
        maximumPx={520}
        onWidthChange={(value) => updateLayout({ sidebarWidthPx: value })}
        onReset={() => updateLayout({ sidebarWidthPx: defaultLayout.sidebarWidthPx })}
      />
    </aside>
  );
}

function SidebarContent({ vault }: { readonly vault: VaultInfo }) {
  const { t } = useTranslation('app');
  const registry = useCommandRegistry();
  const todayKeys = useCommandKeys()('daily.today');
  const path = useWorkspace(shownNote);
  const revealed = useWorkspace((state) => state.revealed);
  const renaming = useWorkspace((state) => state.renaming);
  const setRenaming = useWorkspace((state) => state.setRenaming);
  const focusPane = useWorkspace((state) => state.focusPane);
  const endRenaming = (): void => {
    if (renaming === null) return;
    setRenaming(null);
    focusPane();
  };
  const calendarOpen = useWorkspace((state) => state.layout.calendarOpen);
  const bookmarksOpen = useWorkspace((state) => state.layout.bookmarksOpen);
  const bookmarksFocus = useWorkspace((state) => state.bookmarksFocus);
  const calendarFocus = useWorkspace((state) => state.calendarFocus);
  const updateLayout = useWorkspace((state) => state.updateLayout);
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="px-1.5 pt-2">
        <button
          type="button"
          onClick={() => runCommand(registry, 'daily.today')}
          className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-ui font-medium hover:bg-hover"
        >
          <CalendarDays size={16} aria-hidden className="text-accent" />
          <span className="flex-1 text-left">{t('sidebar.today')}</span>
          {todayKeys === undefined ? null : <Kbd keys={todayKeys} />}
        </button>
      </div>
      <ViewBoundary compact>
        <CalendarPane path={path} open={calendarOpen} onOpenChange={(open) => updateLayout({ calendarOpen: open })} focusRequest={calendarFocus} />
      </ViewBoundary>
      <ViewBoundary compact>
        <FilesPane vault={vault} currentPath={path} reveal={revealed} renamePath={renaming} onRenameEnd={endRenaming} />
      </ViewBoundary>
      <ViewBoundary compact>
        <BookmarksPane open={bookmarksOpen} onOpenChange={(open) => updateLayout({ bookmarksOpen: open })} focusRequest={bookmarksFocus} />
      </ViewBoundary>
      <ViewBoundary compact>
        <TagsPane />
      </ViewBoundary>
    </div>
  );
}
