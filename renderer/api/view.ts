/** What the window passes to the views and panel sections that features bring. */
import type { ReactNode } from 'react';
import type { TextCounts } from '#shared/markdown/word-count.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { ViewParams } from './navigation.ts';

/** A tab's content other than a note. */
export interface ViewProps {
  readonly params: ViewParams;
  /** Whether the tab is shown in the active pane: the one that keys and the panels beside it mean. */
  readonly active: boolean;
  /** Whether the tab is shown, in whichever pane; hidden tabs stay mounted. */
  readonly shown: boolean;
}

/** A section of the right panel; `path` is the note in the shown tab, or null. */
export interface SectionProps {
  readonly path: VaultPath | null;
}

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict' | 'read-only' | 'draft';

/** What a note tells the status bar. */
export interface NoteStatus {
  readonly save: SaveState;
  /** Words of the note, or of the selection where there is one. */
  readonly words: number;
  readonly selection: boolean;
  /** Counts more; absent where the note cannot be counted. */
  readonly counts?: () => { readonly whole: TextCounts; readonly selected: TextCounts | null };
}

export interface NoteViewProps {
  readonly path: VaultPath;
  /** First line to scroll to, from 1. */
  readonly line?: number;
  /** Heading or `^block` to scroll to, as after `#` in a link. */
  readonly fragment?: string;
  /** Changes each time the person asks to go to `line` or `fragment`, also to the same one again. */
  readonly jump?: number;
  /** Text of a note that does not exist yet: shown, and written with the first edit. */
  readonly draft?: string;
  /** Where writing begins in `draft` (UTF-16 units); without it, at its end. */
  readonly caret?: number;
  /** How the tab shows the note; absent: as the settings say. */
  readonly mode?: 'editing' | 'reading' | 'source';
  /** The person chose another way to show it, for the tab to remember. */
  readonly onMode?: (mode: 'editing' | 'reading' | 'source') => void;
  readonly active: boolean;
  /** A wish, while `active`, that the caret stands in the text; `onFocused` tells that it does. */
  readonly focusWish?: object | null;
  readonly onFocused?: () => void;
  readonly onStatus: (status: NoteStatus) => void;
  /** What stands below the note's text and scrolls with it: its backlinks. */
  readonly footer?: ReactNode;
}
