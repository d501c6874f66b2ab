/** What a note session needs, and what it does for the view that holds it. */
import type { Contracts } from '#shared/api/contracts.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { VaultChange } from '#shared/model/vault.ts';
import type { CallOutcome } from '#shared/rpc/contract.ts';
import type { Journal } from './journal.ts';
import type { NoteHistory } from './note-history.ts';
import type { Base, ConflictChoice, EditingSurface, SessionState, WrittenText } from './session-state.ts';

/** The part of the core that a session talks to. */
export interface NoteStore {
  read(path: VaultPath): Promise<CallOutcome<Contracts['note.read']>>;
  write(params: { path: VaultPath; text: string; baseVersion: Base['version'] }): Promise<CallOutcome<Contracts['note.write']>>;
  keep(path: VaultPath, text: string): Promise<CallOutcome<Contracts['history.keep']>>;
}

export interface Clock {
  now(): number;
  /** Runs `task` once after a delay; the returned function calls it off. */
  after(delayMs: number, task: () => void): () => void;
}

/** A merge of two departures from one text. `both` holds each side of every conflict. */
export interface MergeResult {
  readonly clean: boolean;
  /** The merged text; where it is not clean, the text that keeps both sides. */
  readonly text: string;
}

/** Where the undo history of a note waits for the note to be opened again. */
export interface HistoryShelf {
  /** Null where none waits; one that is taken is nobody else's. */
  take(path: VaultPath): NoteHistory | null;
  put(path: VaultPath, history: NoteHistory): void;
}

export interface NoteSessionDeps {
  readonly store: NoteStore;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly shelf?: HistoryShelf;
  readonly merge: (base: string, mine: string, theirs: string) => MergeResult;
}

export interface NoteSessionOptions {
  readonly path: VaultPath;
  /** The text that a note begins with when no file exists; it is written with the first change. */
  readonly draft?: string | undefined;
}

export interface NoteSession {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  load(): Promise<void>;
  /** The text as it stands: the surface's, or what it was when the last surface left. */
  text(): string;
  /** The text as it was last read, which costs nothing; what was typed since may be missing. */
  lastText(): string;
  /** The undo history that every editor of one view of this note feeds; it holds `text()`, so ask when an editor begins. */
  history(view: object): NoteHistory;
  /** Hands the text to an editor, beside others that have it; the returned function takes it back. */
  attach(surface: EditingSurface): () => void;
  /** The person changed something in this surface; without one, in the one they wrote in last. */
  changed(surface?: EditingSurface): void;
  /**
   * Changes the text as one step of the person; `change` gets it as it stands and answers null to leave it.
   * False where nothing was changed: also while no editor shows it, or what it holds cannot be written.
   * `surface` is the editor that writes it; the others follow. Without one, the one they wrote in last.
   */
  edit(change: (text: string) => WrittenText | null, surface?: EditingSurface): boolean;
  /** Writes what is unsaved now; resolves when the disk has answered. */
  flush(): Promise<void>;
  /** The page may vanish: journal at once, write if there is time. */
  leave(): void;
  noticeChange(change: VaultChange): void;
  /** The connection is back, or the person pressed "try again". */
  retry(): void;
  resolveConflict(choice: ConflictChoice): Promise<void>;
  /** Writes a deleted note again where it was. */
  writeAgain(): Promise<void>;
  dismissRecovered(): void;
  dispose(): void;
}
