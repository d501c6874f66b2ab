/** An open vault as the handlers see it, and how they ask for it. */
import type { FolderPath, VaultPath } from '#shared/model/note-path.ts';
import type { LinkRepair } from '#shared/model/refactor.ts';
import type { VaultInfo, VaultStatus } from '#shared/model/vault.ts';
import { failure, type CommonFailureCode, type Failure } from '#shared/rpc/contract.ts';
import type { ReadableDb } from '../db/database.ts';
import type { History } from '../history/history-store.ts';
import type { UnsavedTexts } from '../history/unsaved-texts.ts';
import type { Indexer } from '../indexer/indexer.ts';
import type { Refactoring } from '../refactor/refactoring.ts';
import type { TextSearch } from '../search/text-search.ts';
import type { Bookmarks } from '../vault/bookmarks.ts';
import type { VaultEntries } from '../vault/vault-entries.ts';
import type { VaultFiles } from '../vault/vault-files.ts';

export interface VaultSession {
  readonly info: VaultInfo;
  /** What a person sees of the vault. */
  readonly files: VaultFiles;
  /** The same, and Verso's own records under `.verso/`. */
  readonly records: VaultFiles;
  readonly entries: VaultEntries;
  readonly indexer: Indexer;
  /** Searches that read the text of notes. */
  readonly textSearch: TextSearch;
  readonly history: History;
  /** Text that is on no disk yet. */
  readonly unsaved: UnsavedTexts;
  readonly bookmarks: Bookmarks;
  status(): VaultStatus;
  /** Changes over several notes, a move whose links follow among them. */
  readonly refactoring: Refactoring;
  /** What other programs renamed, where links still say the old name. */
  repairs(): Promise<readonly LinkRepair[]>;
  /** Where a note goes that is made from another one. */
  newNoteFolder(from: VaultPath): Promise<FolderPath>;
  /** What a note said earlier, the newest first. */
  olderTexts(path: VaultPath): readonly string[];
  /** Everything found again from the files. */
  reindex(): void;
  close(): Promise<void>;
}

export interface SessionDeps {
  /** The open vault, or null. */
  readonly session: () => VaultSession | null;
}

export const noVault: Failure<CommonFailureCode> = failure('no-vault', 'No vault is open.');

/** The index of the open vault, or null. */
export function indexOf(deps: SessionDeps): ReadableDb | null {
  return deps.session()?.indexer.db() ?? null;
}

