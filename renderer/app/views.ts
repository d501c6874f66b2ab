/**
 * Which component shows what: every kind of tab and every section of the right panel, each loaded
 * when it is first shown. See README.md for what a view receives.
 */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { RightSection, ViewKind } from '../api/navigation.ts';
import type { NoteViewProps, SectionProps, ViewProps } from '../api/view.ts';

type LazyView<P> = LazyExoticComponent<ComponentType<P>>;
type OtherView = Exclude<ViewKind, 'note'>;

/** Features that are being written: present as soon as their file is. */
const modules = import.meta.glob<Readonly<Record<string, unknown>>>([
  '../features/editor/note-view.tsx',
  '../features/review/review-view.tsx',
]);

function whenPresent<P>(path: string, name: string): LazyView<P> | null {
  const load = modules[path];
  if (load === undefined) return null;
  return lazy(async () => {
    // The file's own type is checked where it is written, against the props named here.
    const component = (await load())[name] as ComponentType<P> | undefined;
    if (component === undefined) throw new Error(`${path} does not export ${name}.`);
    return { default: component };
  });
}

export const NoteView: LazyView<NoteViewProps> =
  whenPresent<NoteViewProps>('../features/editor/note-view.tsx', 'NoteView') ??
  lazy(async () => ({ default: (await import('./plain-note-view.tsx')).PlainNoteView }));

export const views: Readonly<Record<OtherView, LazyView<ViewProps> | null>> = {
  graph: lazy(async () => ({ default: (await import('../features/graph/graph-view.tsx')).GraphView })),
  chat: lazy(async () => ({ default: (await import('../features/chat/chat-view.tsx')).ChatView })),
  import: lazy(async () => ({ default: (await import('../features/import/import-view.tsx')).ImportView })),
  review: whenPresent('../features/review/review-view.tsx', 'ReviewView'),
  search: lazy(async () => ({ default: (await import('../features/search/search-view.tsx')).SearchView })),
  settings: lazy(async () => ({ default: (await import('../features/settings/settings-view.tsx')).SettingsView })),
  welcome: lazy(async () => ({ default: (await import('../features/welcome/welcome-view.tsx')).WelcomeView })),
};

export const sections: Readonly<Record<RightSection, LazyView<SectionProps> | null>> = {
  chat: lazy(async () => ({ default: (await import('../features/chat/chat-section.tsx')).ChatSection })),
  graph: lazy(async () => ({ default: (await import('../features/graph/local-graph.tsx')).LocalGraph })),
  links: lazy(async () => ({ default: (await import('../features/backlinks/links-panel.tsx')).LinksPanel })),
  outline: lazy(async () => ({ default: (await import('../features/outline/outline-panel.tsx')).OutlinePanel })),
};
