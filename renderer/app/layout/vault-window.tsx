/** The window over an open vault: rail, sidebar, tabs, right panel and status bar. */
import { Minimize2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultInfo } from '#shared/model/vault.ts';
import { useCommandKeys, useCommandRegistry } from '../../api/commands.ts';
import { useCoreEvent } from '../../api/core.ts';
import { NavigationContext } from '../../api/navigation.ts';
import type { NoteStatus } from '../../api/view.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { TypedAhead } from '../../ui/typed-ahead.tsx';
import { runCommand } from '../commands.ts';
import { createNavigation } from '../navigation.ts';
import { followDelete, followMove } from '../pane-tree.ts';
import { useAfterDrawing } from '../use-after-drawing.ts';
import { useFirstPlace } from '../use-first-place.ts';
import { useShellMenu } from '../use-shell-menu.ts';
import { useShortcuts } from '../use-shortcuts.ts';
import { windowPlace } from '../window-place.ts';
import { useWindowCommands } from '../window-commands.ts';
import { useWorkspace, WorkspaceContext } from '../workspace-context.ts';
import { keepWorkspace, restoreWorkspace, workspaceAt } from '../workspace-storage.ts';
import { AwaitedNote } from './awaited-note.tsx';
import { LinkPreviews } from './link-previews.tsx';
import { MainPane } from './main-pane.tsx';
import { Rail } from './rail.tsx';
import { RightPanel } from './right-panel.tsx';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { moveFolds } from '../../features/editor/fold-memory.ts';
import { ExportArea } from '../../features/editor/export/export-area.tsx';
import { RefactorArea } from '../../features/refactor/refactor-area.tsx';
import { TemplateArea } from '../../features/templates/template-area.tsx';

const Overlays = lazy(async () => ({ default: (await import('./overlays.tsx')).Overlays }));

export function VaultWindow({ vault }: { readonly vault: VaultInfo }) {
  const [place] = useState(() => windowPlace(location.hash));
  const [store] = useState(() => (place.kind === 'note' ? workspaceAt(place.path) : restoreWorkspace(vault.folder)));
  const registry = useCommandRegistry();
  const navigation = useMemo(() => createNavigation(store, (id) => runCommand(registry, id)), [store, registry]);
  // What a window of one note goes on to show is not where the next start begins.
  useEffect(() => (place.kind === 'note' ? undefined : keepWorkspace(vault.folder, store)), [place, vault.folder, store]);

  useCoreEvent('vault.changed', ({ changes }) => {
    for (const change of changes) {
      const { kind, path, fromPath, origin } = change;
      if (kind === 'deleted') store.getState().followRecent(path, null);
      if (kind === 'moved' && fromPath !== undefined) store.getState().followRecent(fromPath, path);
      if (kind === 'moved' && fromPath !== undefined) moveFolds(vault.folder, fromPath, path);
      if (kind === 'moved' && fromPath !== undefined) store.getState().updatePanes((panes) => followMove(panes, fromPath, path));
      // What another program deleted stays open: its unsaved text may be all there is.
      else if (kind === 'deleted' && origin === 'app') store.getState().updatePanes((panes) => followDelete(panes, path));
    }
  });

  // Asked for from the command line.
  useCoreEvent('app.shown', ({ path }) => {
    if (place.kind !== 'note') navigation.openNote(path, { focus: true });
  });

  return (
    <WorkspaceContext value={store}>
      <NavigationContext value={navigation}>
        <RefactorArea>
          <ExportArea>
            <TemplateArea>
              <Frame vault={vault} />
            </TemplateArea>
          </ExportArea>
        </RefactorArea>
      </NavigationContext>
    </WorkspaceContext>
  );
}

function Frame({ vault }: { readonly vault: VaultInfo }) {
  const { t } = useTranslation('app');
  const overlay = useWorkspace((state) => state.overlay);
  const [status, setStatus] = useState<NoteStatus | null>(null);
  const focusMode = useWorkspace((state) => state.focusMode !== null);
  const isDrawn = useAfterDrawing();
  useShortcuts();
  useShellMenu();
  useWindowCommands(vault);
  useFirstPlace();
  // The same elements while only the status changes: typing must not draw the window again.
  const panes = useMemo(
    () => (
      <div className="relative flex min-h-0 flex-1">
        {focusMode ? null : <Rail />}
        <Sidebar vault={vault} />
        <MainPane onStatus={setStatus} />
        <RightPanel />
      </div>
    ),
    [focusMode, vault],
  );

  return (
    <div className="flex h-full flex-col bg-surface text-text" {...(focusMode ? { 'data-focus-mode': true } : {})}>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skipToContent')}
      </a>
      {panes}
      {focusMode ? <LeaveFocusMode /> : <StatusBar note={status} />}
      <LinkPreviews />
      <AwaitedNote />
      {overlay !== null || isDrawn ? (
        <Suspense fallback={overlay === null ? null : <TypedAhead />}>
          <Overlays />
        </Suspense>
      ) : null}
    </div>
  );
}

/** The one way out that a pointer sees. */
function LeaveFocusMode() {
  const { t } = useTranslation('app');
  const registry = useCommandRegistry();
  const keysOf = useCommandKeys();
  return (
    <div className="absolute right-4 bottom-3 z-10">
      <IconButton side="left" label={t('focusMode.leave')} keys={keysOf('view.focusMode')} onClick={() => runCommand(registry, 'view.focusMode')}>
        <Minimize2 size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
