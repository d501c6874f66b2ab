/**
 * Which component shows what: every kind of tab and every section of the right panel, each loaded
 * when it is first shown. See README.md for what a view receives.
 */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { RightSection, ViewKind } from '../api/navigation.ts';
import type { NoteViewProps, SectionProps, ViewProps } from '../api/view.ts';
import { SearchView } from '../features/search/search-view.tsx';
import { ViewLoadError } from './view-load-error.ts';

type LazyView<P> = LazyExoticComponent<ComponentType<P>>;
type OtherView = Exclude<ViewKind, 'note'>;

function lazyView<P>(load: () => Promise<ComponentType<P>>): LazyView<P> {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (cause) {
      throw new ViewLoadError('A part of the app could not be loaded.', { cause });
    }
  });
}

/** The window stands before the editor is fetched: files, tabs and panels are there at once. */
export const NoteView: LazyView<NoteViewProps> = lazyView(async () => {
  await windowDrawn();
  return (await import('../features/editor/note-view.tsx')).NoteView;
});

/** Until the next frame has been drawn; a hidden window draws none. */
function windowDrawn(): Promise<void> {
  if (document.visibilityState === 'hidden') return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

export const views: Readonly<Record<OtherView, ComponentType<ViewProps> | LazyView<ViewProps>>> = {
  graph: lazyView(async () => (await import('../features/graph/graph-view.tsx')).GraphView),
  chat: lazyView(async () => (await import('../features/chat/chat-view.tsx')).ChatView),
  import: lazyView(async () => (await import('../features/import/import-view.tsx')).ImportView),
  review: lazyView(async () => (await import('../features/review/review-view.tsx')).ReviewView),
  // At hand from the start: what is typed right after its shortcut must not be lost.
  search: SearchView,
  tasks: lazyView(async () => (await import('../features/tasks/tasks-view.tsx')).TasksView),
  history: lazyView(async () => (await import('../features/editor/history/history-view.tsx')).HistoryView),
  settings: lazyView(async () => (await import('../features/settings/settings-view.tsx')).SettingsView),
  welcome: lazyView(async () => (await import('../features/welcome/welcome-view.tsx')).WelcomeView),
};

export const sections: Readonly<Record<RightSection, LazyView<SectionProps>>> = {
  chat: lazyView(async () => (await import('../features/chat/chat-section.tsx')).ChatSection),
  graph: lazyView(async () => (await import('../features/graph/local-graph.tsx')).LocalGraph),
  links: lazyView(async () => (await import('../features/backlinks/links-panel.tsx')).LinksPanel),
  properties: lazyView(async () => (await import('../features/editor/properties/properties-panel.tsx')).PropertiesPanel),
  outline: lazyView(async () => (await import('../features/outline/outline-panel.tsx')).OutlinePanel),
};
