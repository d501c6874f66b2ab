/** Where conversations are kept: Markdown files in the vault's `chats/` folder. */
import type { VaultPath } from '#shared/model/note-path.ts';

export interface ChatFileEntry {
  readonly path: VaultPath;
  /** Changes whenever the file does (a version, or time and size). */
  readonly stamp: string;
}

export interface ChatFileContent {
  readonly text: string;
  readonly version: string;
}

export type ChatWrite =
  | { readonly ok: true }
  /** `stale`: the file is not `base` any more. Other problems carry an English explanation. */
  | { readonly ok: false; readonly code: 'stale' | 'failed'; readonly problem: string };

export interface ChatFiles {
  /** The notes directly in `chats/`. */
  list(): Promise<readonly ChatFileEntry[]>;
  read(path: VaultPath): Promise<ChatFileContent | null>;
  /** Writes atomically; `base` null means that there must be no such file yet. */
  write(path: VaultPath, text: string, base: string | null): Promise<ChatWrite>;
}
