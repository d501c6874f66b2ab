/** What an open note is, as the screen sees it: one readonly value that the session replaces. */
import type { Note } from '#shared/model/note.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { Version } from '#shared/model/version.ts';

/** A text together with the version of the file that held it; null where no file exists yet. */
export interface Base {
  readonly text: string;
  readonly version: Version | null;
}

/** Both sides of a change that could not be merged. Nothing is written while it stands. */
export interface Conflict {
  /** The text from which both sides departed. */
  readonly baseText: string;
  /** What the editor held when the conflict was found; later typing is in the editor itself. */
  readonly mine: string;
  readonly theirs: { readonly text: string; readonly version: Version };
  /** Whether `mine` is in the history already. */
  readonly kept: boolean;
}

/** Why the last write did not reach the disk. */
export type TroubleCode = 'disconnected' | 'disk-full' | 'read-only' | 'bad-name' | 'io' | 'unwritable-document' | 'internal';

export interface Trouble {
  readonly code: TroubleCode;
  /** English, for the details line. */
  readonly message: string;
  readonly attempts: number;
}

export interface SessionState {
  readonly path: VaultPath;
  readonly phase: 'loading' | 'open' | 'failed';
  /** Why the note could not be read, when `phase` is `failed`. */
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly readOnly: Note['readOnly'];
  /** Whether a file has held this note; false for a draft that nobody wrote in yet. */
  readonly exists: boolean;
  /** `held` means that the text waits for a decision of the person (a conflict, a deletion). */
  readonly saving: 'saved' | 'unsaved' | 'writing' | 'held';
  readonly trouble: Trouble | null;
  readonly conflict: Conflict | null;
  /** The file is gone, and what the editor shows is the only copy outside the history. */
  readonly deleted: boolean;
  /** Unsaved text of an earlier run was put back. */
  readonly recovered: boolean;
}

export type ConflictChoice = 'mine' | 'theirs' | 'both';

/** A text that the person asked for, and where the caret goes in it (UTF-16 units); null: it stays. */
export interface WrittenText {
  readonly text: string;
  readonly caret: number | null;
}

/** The editor as the session sees it: a text that can be read and replaced. */
export interface EditingSurface {
  /** The whole text as it stands now; null where it cannot be expressed (a bug, never lost). */
  read(): string | null;
  /** Makes this the text with one step of the person, which undo takes back. */
  write(written: WrittenText): void;
  /** Whether the text that `read` gives says something else than what is shown: that is not written. Absent where they are the same. */
  isUnsaid?(): boolean;
  /** Shows another text, keeping caret, selection and scroll where they still make sense. */
  replace(text: string): void;
  /** Whether an input method is composing: replacing the text now would break it. */
  isComposing(): boolean;
}
