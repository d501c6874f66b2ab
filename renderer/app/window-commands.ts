/** What every command of the window does. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { WindowCommandId } from '#shared/model/command.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { VaultInfo } from '#shared/model/vault.ts';
import { useApp } from '../api/app-info.ts';
import { useCommandRegistry } from '../api/commands.ts';
import { useCore } from '../api/core.ts';
import { useFailureText } from '../api/failure-text.ts';
import { useNavigation, type RightSection, type ViewKind } from '../api/navigation.ts';
import { callOrThrow } from '../api/query.ts';
import { useRefactor } from '../api/refactor.ts';
import { isoDay } from '../features/calendar/month-page.ts';
import { usePeriodNotes } from '../features/calendar/use-period-notes.ts';
import { useFileActions } from '../features/files/use-file-actions.ts';
import { useToast } from '../ui/toast.tsx';
import { noteFragment } from './window-place.ts';
import { activeTab, closeTab, cycle, moveTab, reopenTab, step } from './tab-list.ts';
import { shownNote, useWorkspaceStore } from './workspace-context.ts';
import { overlaysAt } from './workspace.ts';

export function useWindowCommands(vault: VaultInfo): void {
  const { t } = useTranslation('app');
  const registry = useCommandRegistry();
  const core = useCore();
  const store = useWorkspaceStore();
  const navigation = useNavigation();
  const files = useFileActions();
  const refactor = useRefactor();
  const periods = usePeriodNotes();
  const toast = useToast();
  const failureText = useFailureText();
  const { info } = useApp();

  useEffect(() => {
    const { updateTabs, updateLayout, setOverlay, setDrawer } = store.getState();
    const shown = () => shownNote(store.getState());
    const hasNote = (): boolean => shown() !== null;
    const view = (kind: Exclude<ViewKind, 'note'>) => () => navigation.openView(kind);
    const section = (kind: RightSection) => () => navigation.openSection(kind);
    const attempt = (work: () => Promise<void>) => () => {
      work().catch((error: unknown) => toast({ title: failureText(error), problem: true }));
    };
    const togglePane = (side: 'left' | 'right') => () => {
      const { layout, drawer } = store.getState();
      if (matchMedia(overlaysAt[side]).matches) setDrawer(drawer === side ? null : side);
      else if (side === 'left') updateLayout({ sidebarOpen: !layout.sidebarOpen });
      else updateLayout({ rightOpen: !layout.rightOpen });
    };
    const moveActive = (by: number) => () =>
      updateTabs((tabs) => {
        const at = tabs.tabs.findIndex((tab) => tab.id === tabs.activeId);
        return moveTab(tabs, tabs.activeId ?? '', Math.max(0, Math.min(tabs.tabs.length - 1, at + by)));
      });
    const withNote = (work: (path: VaultPath) => void) => () => {
      const path = shown();
      if (path !== null) work(path);
    };
    const openInFolder = attempt(async () => {
      const path = shown();
      const folder = path === null ? '' : path.slice(0, Math.max(0, path.lastIndexOf('/')));
      await files.createNote(folder);
    });

    const run: Readonly<Record<WindowCommandId, () => void>> = {
      'switcher.open': () => setOverlay('switcher'),
      'palette.open': () => setOverlay('palette'),
      'search.open': () => {
        const selected = document.getSelection()?.toString().trim() ?? '';
        const single = selected !== '' && selected.length < 100 && !selected.includes('\n');
        navigation.openView('search', single ? { text: selected, focus: performance.now() } : { focus: performance.now() });
      },
      'daily.today': () => void periods.open('day', isoDay(new Date())),
      'daily.previous': () => void periods.openBeside(shown(), -1),
      'daily.next': () => void periods.openBeside(shown(), 1),
      'daily.week': () => void periods.open('week', isoDay(new Date())),
      'calendar.focus': () => {
        if (matchMedia(overlaysAt.left).matches) setDrawer('left');
        else updateLayout({ sidebarOpen: true });
        store.getState().focusCalendar();
      },
      'note.create': openInFolder,
      'note.fromTemplate': () => setOverlay('template-new'),
      'note.capture': () => setOverlay('capture'),
      'note.openWindow': attempt(async () => {
        const path = shown();
        if (path === null) return;
        if (info.capabilities.windows) await callOrThrow(core, 'host.openWindow', { path });
        else window.open(`${location.pathname}${noteFragment(path)}`, '_blank', 'noopener');
      }),
      'note.rename': () => {
        const path = shown();
        if (path === null) return;
        // The name is edited in the list of files, which may be closed.
        if (matchMedia(overlaysAt.left).matches) setDrawer('left');
        else updateLayout({ sidebarOpen: true });
        store.getState().setRenaming(path);
      },
      'note.move': () => setOverlay('move'),
      'note.merge': withNote((path) => refactor.ask({ kind: 'merge', path })),
      'note.split': withNote((path) => refactor.ask({ kind: 'split', path })),
      'refactor.undo': () => refactor.undoLast(),
      'note.delete': () => {
        const path = shown();
        if (path !== null) void files.remove(path, 'note');
      },
      'note.history': () => {
        const path = shown();
        if (path !== null) navigation.openView('history', { path });
      },
      'history.deleted': () => navigation.openView('history'),
      'note.reveal': () => {
        const path = shown();
        if (path === null) return;
        if (matchMedia(overlaysAt.left).matches) setDrawer('left');
        else updateLayout({ sidebarOpen: true });
        store.getState().reveal(path);
      },
      'tab.new': () => setOverlay('switcher-new-tab'),
      'tab.close': () => updateTabs((tabs) => (tabs.activeId === null ? tabs : closeTab(tabs, tabs.activeId))),
      'tab.reopen': () => updateTabs(reopenTab),
      'tab.next': () => updateTabs((tabs) => cycle(tabs, 1)),
      'tab.previous': () => updateTabs((tabs) => cycle(tabs, -1)),
      'tab.moveLeft': moveActive(-1),
      'tab.moveRight': moveActive(1),
      'history.back': () => updateTabs((tabs) => step(tabs, -1)),
      'history.forward': () => updateTabs((tabs) => step(tabs, 1)),
      'view.graph': view('graph'),
      'view.chat': view('chat'),
      'view.import': view('import'),
      'view.review': view('review'),
      'view.settings': view('settings'),
      'section.chat': section('chat'),
      'section.links': section('links'),
      'section.outline': section('outline'),
      'section.graph': section('graph'),
      'layout.sidebar': togglePane('left'),
      'layout.right': togglePane('right'),
      'focus.files': () => {
        if (matchMedia(overlaysAt.left).matches) setDrawer('left');
        else updateLayout({ sidebarOpen: true });
        store.getState().reveal(shown());
      },
      'theme.toggle': attempt(async () => {
        const dark = document.documentElement.dataset['theme'] === 'dark';
        await callOrThrow(core, 'settings.update', { theme: dark ? 'light' : 'dark' });
      }),
      'vault.open': view('welcome'),
      'vault.reindex': attempt(async () => {
        await callOrThrow(core, 'vault.reindex', {});
        toast({ title: t('reindexing') });
      }),
      'help.shortcuts': () => setOverlay('shortcuts'),
    };

    const writable = (): boolean => !vault.readOnly;
    const enabled: Partial<Readonly<Record<WindowCommandId, () => boolean>>> = {
      'note.create': writable,
      'note.fromTemplate': writable,
      'note.rename': () => writable() && hasNote(),
      'note.move': () => writable() && hasNote(),
      'note.merge': () => writable() && hasNote(),
      'note.split': () => writable() && hasNote(),
      'refactor.undo': writable,
      'note.capture': writable,
      'note.openWindow': hasNote,
      'note.delete': () => writable() && hasNote(),
      'note.history': hasNote,
      'note.reveal': hasNote,
      'tab.close': () => activeTab(store.getState().tabs) !== null,
      'tab.reopen': () => store.getState().tabs.closed.length > 0,
    };
    return registry.add(
      // The record's keys are the ids that its type asks for.
      (Object.keys(run) as WindowCommandId[]).map((id) => {
        const when = enabled[id];
        return { id, run: run[id], ...(when === undefined ? {} : { enabled: when }) };
      }),
    );
  }, [core, failureText, files, info.capabilities.windows, navigation, periods, refactor, registry, store, t, toast, vault]);
}
