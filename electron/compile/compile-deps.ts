/** What compile and review are given to work with: the vault, the model, the clock; no globals. */
import type { ModelPrice } from '#shared/model/llm.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { Version } from '#shared/model/version.ts';
import type { Outcome } from '#shared/rpc/contract.ts';
import type { Provider } from '../llm/provider.ts';
import type { Ledger } from './ledger.ts';

export type PageWriteFailure = 'stale' | 'read-only' | 'io';

/** The part of the vault that compile may touch. Only `review` calls the writing half. */
export interface CompileVault {
  /** Notes below a folder, sorted; hidden folders are left out. '' for a folder that is not there. */
  listNotes(folder: string): Promise<readonly VaultPath[]>;
  /** Null where there is no such note or it is no text. */
  read(path: VaultPath): Promise<{ readonly text: string; readonly version: Version } | null>;
  /** `base` null: there must be no file yet. Atomic. */
  write(path: VaultPath, text: string, base: Version | null): Promise<Outcome<void, PageWriteFailure>>;
  /** Moves a note to the trash, from where it can be brought back. */
  trash(path: VaultPath): Promise<Outcome<void, PageWriteFailure>>;
  /** The text of each file in a folder of `.verso/`. */
  readRecords(folder: 'people'): Promise<readonly string[]>;
}

export interface CompileModel {
  readonly provider: Provider;
  /** Null where no price is known. */
  readonly price: ModelPrice | null;
}

/** What comes with the app; files of the same name in the vault's `schema/` win over it. */
export interface BundledTexts {
  readonly schema: string;
  readonly extractPrompt: string;
  readonly sectionPrompt: string;
}

export interface CompileDeps {
  readonly vault: CompileVault;
  readonly ledger: Ledger;
  readonly bundled: BundledTexts;
  /** Folders of the user's own notes that may be read, beside `raw/`. */
  readonly sourceFolders: () => Promise<readonly string[]>;
  readonly nowMs: () => number;
  /** Names this device's files in `.verso/`. */
  readonly device: string;
  /** A new id part: short, unique over devices. */
  readonly newId: () => string;
}

export interface CompileProgress {
  readonly step: 'reading' | 'extracting' | 'writing';
  readonly done: number;
  readonly total: number;
  readonly unit: 'blocks' | 'pages';
  readonly counts: Readonly<Record<string, number>>;
}

export function isoNow(deps: Pick<CompileDeps, 'nowMs'>): string {
  return new Date(deps.nowMs()).toISOString();
}

/** `2026-11-23` and `14:05` where the user is. */
export function localStamp(ms: number): { readonly day: string; readonly time: string } {
  const date = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    day: `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: `${two(date.getHours())}:${two(date.getMinutes())}`,
  };
}
