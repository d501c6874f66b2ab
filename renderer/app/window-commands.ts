/** What every command of the window does. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WindowCommandId } from '#shared/model/command.ts';
import { isoDay } from '#shared/model/iso-day.ts';
import { folderOf, type VaultPath } from '#shared/model/note-path.ts';
import type { VaultInfo } from '#shared/model/vault.ts';
import { useApp } from '../api/app-info.ts';
import { useBookmarks } from '../api/bookmarks.ts';
import { useCommandRegistry } from '../api/commands.ts';
import { useCore } from '../api/core.ts';
import { useExporter } from '../api/export.ts';
import { useFailureText } from '../api/failure-text.ts';
import { useNavigation, type RightSection, type ViewKind } from '../api/navigation.ts';
import { callOrThrow } from '../api/query.ts';
import { useRefactor } from '../api/refactor.ts';
import { usePeriodNotes } from '../features/calendar/use-period-notes.ts';
import { useFileActions } from '../features/files/use-file-actions.ts';
import { useGitWork } from '../features/git/use-git-work.ts';
import { useToast } from '../ui/toast.tsx';
import { stepThroughHistory } from './history-step.ts';
import { noteFragment } from './window-place.ts';
import { activePane, changeActivePane, closePane, cyclePane, moveShownToNextPane, panesOf, reopenInTree, shownTab, splitActive, type Edge } from './pane-tree.ts';
import { closeTab, cycle, moveTab, pinTab, placeOf, step, type TabList } from './tab-list.ts';
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
  const exporter = useExporter();
  const periods = usePeriodNotes();
  const toast = useToast();
  const failureText = useFailureText();
  const { info } = useApp();
  const git = useGitWork(() => store.getState().setOverlay('git'));
  const actions = useBookmarks();
  const bookmarks = useRef(actions);
  useEffect(() => {
    bookmarks.current = actions;
  });

  useEffect(() => {
    const { updatePanes, updateLayout, setOverlay, setDrawer } = store.getState();
    const shown = () => shownNote(store.getState());
    const hasNote = (): boolean => shown() !== null;
    const hasTab = (): boolean => shownTab(store.getState().panes) !== null;
    const view = (kind: Exclude<ViewKind, 'note'>) => () => navigation.openView(kind);
    const section = (kind: RightSection) => () => navigation.openSection(kind);
    const attempt = (work: () => Promise<void>) => () => {
      work().catch((error: unknown) => toast({ title: failureText(error), problem: true }));
    };
    const toNote = (work: () => Promise<void>) => () => void navigation.awaitNote(work);
    const togglePane = (side: 'left' | 'right') => () => {
      const { layout, drawer } = store.getState();
      if (matchMedia(overlaysAt[side]).matches) setDrawer(drawer === side ? null : side);
      else if (side === 'left') updateLayout({ sidebarOpen: !layout.sidebarOpen });
      else updateLayout({ rightOpen: !layout.rightOpen });
    };
    const inPane = (change: (list: TabList) => TabList) => () => updatePanes((panes) => changeActivePane(panes, change));
    const moveActive = (by: number) =>
      inPane((list) => {
        const at = list.tabs.findIndex((tab) => tab.id === list.activeId);
        return moveTab(list, list.activeId ?? '', Math.max(0, Math.min(list.tabs.length - 1, at + by)));
      });
    const withNote = (work: (path: VaultPath) => void) => () => {
      const path = shown();
      if (path !== null) work(path);
    };
    const goToPane = (by: number) => () => {
      updatePanes((panes) => cyclePane(panes, by));
      store.getState().focusPane();
    };
    const split = (edge: Edge) => () => {
      updatePanes((panes) => splitActive(panes, edge));
      store.getState().focusPane();
    };
    const hasPanes = (): boolean => panesOf(store.getState().panes).length > 1;
    const openInFolder = toNote(async () => {
      const path = shown();
      // Beside the note that is shown; but a thought on a day is no day.
      const period = path === null ? null : await core.call('calendar.periodOf', { path });
      const isPeriod = period !== null && period.ok && period.value.at !== null;
      await files.createNote(path === null || isPeriod ? '' : folderOf(path));
    });

    const run: Readonly<Record<WindowCommandId, () => void>> = {
      'switcher.open': () => setOverlay('switcher'),
      'note.recent': () => setOverlay('switcher'),
      'note.random': attempt(() =>
        navigation.awaitNote(async () => {
          const except = shown();
          const { path } = await callOrThrow(core, 'search.random', except === null ? {} : { except });
          if (path === null) toast({ title: t('noRandomNote') });
          else navigation.openNote(path, { focus: true });
        }),
      ),
      'bookmark.toggle': () => {
        const path = shown();
        if (path !== null) bookmarks.current.toggle({ kind: 'note', path });
      },
      'bookmark.focus': () => {
        if (matchMedia(overlaysAt.left).matches) setDrawer('left');
        else updateLayout({ sidebarOpen: true });
        store.getState().focusBookmarks();
      },
      'view.focusMode': () => store.getState().toggleFocusMode(),
      'view.typewriter': attempt(async () => {
        const { typewriter } = await callOrThrow(core, 'settings.read', {});
        await callOrThrow(core, 'settings.update', { typewriter: !typewriter });
      }),
      'palette.open': () => setOverlay('palette'),
      'search.open': () => {
        const selected = document.getSelection()?.toString().trim() ?? '';
        const single = selected !== '' && selected.length < 100 && !selected.includes('\n');
        navigation.openView('search', single ? { text: selected, focus: performance.now() } : { focus: performance.now() });
      },
      'search.replace': () => {
        const tab = shownTab(store.getState().panes);
        const { kind, params } = tab === null ? { kind: null, params: {} } : placeOf(tab);
        refactor.ask({ kind: 'replace', query: kind === 'search' ? String(params['text'] ?? '') : '' });
      },
      'daily.today': toNote(() => periods.open('day', isoDay(new Date()), { focus: true })),
      'daily.previous': toNote(() => periods.openBeside(shown(), -1)),
      'daily.next': toNote(() => periods.openBeside(shown(), 1)),
      'daily.week': toNote(() => periods.open('week', isoDay(new Date()), { focus: true })),
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
      'note.print': withNote((path) => exporter.run({ kind: 'note', path }, 'print')),
      'note.exportPdf': withNote((path) => exporter.run({ kind: 'note', path }, 'pdf')),
      'note.exportHtml': withNote((path) => exporter.run({ kind: 'note', path }, 'html')),
      'edit.undo': () => stepThroughHistory('historyUndo', store.getState().focusPane),
      'edit.redo': () => stepThroughHistory('historyRedo', store.getState().focusPane),
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
      'tab.close': inPane((list) => (list.activeId === null ? list : closeTab(list, list.activeId))),
      'tab.reopen': () => updatePanes(reopenInTree),
      'tab.next': inPane((list) => cycle(list, 1)),
      'tab.previous': inPane((list) => cycle(list, -1)),
      'tab.moveLeft': moveActive(-1),
      'tab.moveRight': moveActive(1),
      'tab.pin': inPane((list) => pinTab(list, list.activeId ?? '', list.tabs.find((tab) => tab.id === list.activeId)?.pinned !== true)),
      'tab.moveToPane': () => {
        updatePanes(moveShownToNextPane);
        store.getState().focusPane();
      },
      'pane.splitRight': split('right'),
      'pane.splitDown': split('bottom'),
      'pane.next': goToPane(1),
      'pane.previous': goToPane(-1),
      'pane.close': () => {
        updatePanes((panes) => closePane(panes, activePane(panes).id));
        store.getState().focusPane();
      },
      'history.back': inPane((list) => step(list, -1)),
      'history.forward': inPane((list) => step(list, 1)),
      'view.graph': view('graph'),
      'view.chat': view('chat'),
      'view.import': view('import'),
      'view.review': view('review'),
      'view.tasks': view('tasks'),
      'view.settings': view('settings'),
      'section.chat': section('chat'),
      'section.links': section('links'),
      'section.outline': section('outline'),
      'section.properties': section('properties'),
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
      'git.show': () => setOverlay('git'),
      'git.sync': () => void git.run('git.sync'),
      'git.commit': () => void git.run('git.commit'),
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
      'git.sync': writable,
      'git.commit': writable,
      'search.replace': writable,
      'note.capture': writable,
      'note.openWindow': hasNote,
      'note.delete': () => writable() && hasNote(),
      'note.history': hasNote,
      'note.print': hasNote,
      'note.exportPdf': hasNote,
      'note.exportHtml': hasNote,
      'note.reveal': hasNote,
      'bookmark.toggle': () => writable() && hasNote(),
      'tab.close': hasTab,
      'tab.pin': hasTab,
      'tab.moveToPane': () => hasPanes() || activePane(store.getState().panes).tabs.length > 1,
      'pane.next': hasPanes,
      'pane.previous': hasPanes,
      'pane.close': hasPanes,
      'tab.reopen': () => store.getState().panes.closed.length > 0,
    };
    return registry.add(
      // The record's keys are the ids that its type asks for.
      (Object.keys(run) as WindowCommandId[]).map((id) => {
        const when = enabled[id];
        return { id, run: run[id], ...(when === undefined ? {} : { enabled: when }) };
      }),
    );
  }, [core, exporter, failureText, files, git, info.capabilities.windows, navigation, periods, refactor, registry, store, t, toast, vault]);
}
