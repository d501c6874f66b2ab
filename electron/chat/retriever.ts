/** What the chat needs of the vault: to find passages and to read notes. Never to write. */
import type { Passage } from '#shared/model/chat.ts';
import type { VaultPath } from '#shared/model/note-path.ts';

export interface RetrievedNote {
  readonly path: VaultPath;
  readonly title: string;
  /** The whole file, frontmatter included. */
  readonly text: string;
}

export interface RetrievedLink {
  readonly path: VaultPath;
  readonly title: string;
  /** The sentence or block around the link. */
  readonly context: string;
}

export interface Retriever {
  /**
   * The best passages for a question, best first. None of `chats/`: an answer must not become its
   * own source.
   */
  search(query: string, limit: number): Promise<readonly Passage[]>;
  /** A note, or null where there is none or it cannot be read. */
  readNote(path: VaultPath): Promise<RetrievedNote | null>;
  backlinks(path: VaultPath): Promise<readonly RetrievedLink[]>;
}
