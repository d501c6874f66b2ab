/**
 * Which component shows what: every kind of tab and every section of the right panel, each loaded
 * when it is first shown. See README.md for what a view receives.
 */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { RightSection, ViewKind } from '../api/navigation.ts';
import type { NoteViewProps, SectionProps, ViewProps } from '../api/view.ts';

type LazyView<P> = LazyExoticComponent<ComponentType<P>>;
type OtherView = Exclude<ViewKind, 'note'>;

export const NoteView: LazyView<NoteViewProps> = lazy(async () => ({
  default: (await import('../features/editor/note-view.tsx')).NoteView,
}));

export const views: Readonly<Record<OtherView, LazyView<ViewProps>>> = {
  graph: lazy(async () => ({ default: (await import('../features/graph/graph-view.tsx')).GraphView })),
  chat: lazy(async () => ({ default: (await import('../features/chat/chat-view.tsx')).ChatView })),
  import: lazy(async () => ({ default: (await import('../features/import/import-view.tsx')).ImportView })),
  review: lazy(async () => ({ default: (await import('../features/review/review-view.tsx')).ReviewView })),
  search: lazy(async () => ({ default: (await import('../features/search/search-view.tsx')).SearchView })),
  settings: lazy(async () => ({ default: (await import('../features/settings/settings-view.tsx')).SettingsView })),
  welcome: lazy(async () => ({ default: (await import('../features/welcome/welcome-view.tsx')).WelcomeView })),
};

export const sections: Readonly<Record<RightSection, LazyView<SectionProps>>> = {
  chat: lazy(async () => ({ default: (await import('../features/chat/chat-section.tsx')).ChatSection })),
  graph: lazy(async () => ({ default: (await import('../features/graph/local-graph.tsx')).LocalGraph })),
  links: lazy(async () => ({ default: (await import('../features/backlinks/links-panel.tsx')).LinksPanel })),
  outline: lazy(async () => ({ default: (await import('../features/outline/outline-panel.tsx')).OutlinePanel })),
};
