/**
 * Going places: what features call instead of knowing the window that they stand in.
 * `renderer/app` provides it.
 */
import { createContext, use } from 'react';
import type { VaultPath } from '#shared/model/note-path.ts';

/** What a tab can show. */
export type ViewKind = 'note' | 'graph' | 'search' | 'chat' | 'import' | 'review' | 'tasks' | 'settings' | 'welcome' | 'history';

/** What a view is opened with: strings and numbers only, so that a tab can be restored. */
export type ViewParams = Readonly<Record<string, string | number | boolean | undefined>>;

export interface OpenNoteOptions {
  /** First line to show, from 1. */
  readonly line?: number;
  /** Heading or `^block` to show, as after `#` in a link. */
  readonly fragment?: string;
  /** Opens beside the tab that is shown, even where the note is open already. */
  readonly newTab?: boolean;
  /** The text of a note that does not exist yet; it is written with the first edit. */
  readonly draft?: string;
  /** Where writing begins in `draft` (UTF-16 units); without it, at its end. */
  readonly caret?: number;
  /** Writing goes on in its text: a person who came by keys has no other place to go. */
  readonly focus?: boolean;
}

export type RightSection = 'chat' | 'links' | 'outline' | 'properties' | 'graph';

export interface Navigation {
  openNote(path: VaultPath, options?: OpenNoteOptions): void;
  /** What is typed while `work` finds or makes a note is kept for that note, which it opens with `focus`. */
  awaitNote(work: () => Promise<void>): Promise<void>;
  /** Shows a view: the tab that has it, else a new one. */
  openView(kind: Exclude<ViewKind, 'note'>, params?: ViewParams): void;
  /** Changes the parameters of the view that is shown, without a step in its history. */
  replaceParams(params: ViewParams): void;
  /** Opens the right panel at a section. */
  openSection(section: RightSection): void;
  /** Runs a command of the palette by its id, such as `note.create`. */
  run(commandId: string): void;
}

export const NavigationContext = createContext<Navigation | null>(null);

export function useNavigation(): Navigation {
  const navigation = use(NavigationContext);
  if (navigation === null) throw new Error('useNavigation needs a NavigationContext above it.');
  return navigation;
}
