/** The one interface that every importer implements, and what it is given to work with. */
import type {
  ImportFailureCode,
  ImportOptions,
  ImportPlan,
  ImportProgress,
  ImportReport,
  ImportSourceKind,
} from '#shared/model/import.ts';
import type { Outcome } from '#shared/rpc/contract.ts';
import type { ImportState } from './import-state.ts';

/** A file or folder that a person chose. The name is for people; detection never reads it. */
export interface ImportSource {
  /** Absolute path on this machine. */
  readonly path: string;
  readonly name: string;
}

export interface Detection {
  readonly kind: ImportSourceKind;
  /** 0 to 1; the registry takes the highest. */
  readonly confidence: number;
}

/** Why bytes could not be stored. `stale`: the note changed since it was read; read it again. */
export interface SinkFailure {
  readonly code: 'disk-full' | 'write-failed' | 'stale';
  readonly message: string;
}

/**
 * Where notes and attachments go. Paths are vault-relative. Writes are whole and atomic: after
 * a crash a path holds the old bytes or the new.
 */
export interface ImportSink {
  /** The text of a note, or null where there is none. */
  readNote(path: string): Promise<string | null>;
  /** Replaces what the last `readNote` of this path saw, and nothing else. */
  writeNote(path: string, text: string): Promise<SinkFailure | null>;
  exists(path: string): Promise<boolean>;
  /** Paths of all notes under `raw/`. */
  listNotes(): AsyncIterable<string>;
  writeAsset(path: string, bytes: Uint8Array): Promise<SinkFailure | null>;
}

export interface ImportContext {
  /**
   * Names one piece of work across restarts. Running it again with the same id and the same
   * source goes on where the last committed checkpoint stands.
   */
  readonly importId: string;
  readonly state: ImportState;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
  /** Milliseconds since the epoch; dates far beyond it are not believed. */
  readonly now: () => number;
}

export interface RunContext extends ImportContext {
  readonly sink: ImportSink;
  /** Names this device's file of the address book: `.verso/people/<deviceId>.jsonl`. */
  readonly deviceId: string;
}

export interface Importer {
  readonly id: string;
  /** Reads a little of the source; null when it is not this importer's. Never throws for odd input. */
  detect(source: ImportSource, signal: AbortSignal): Promise<Detection | null>;
  /** The dry run: reads everything, writes nothing into the vault. */
  plan(
    source: ImportSource,
    options: ImportOptions,
    context: ImportContext,
  ): Promise<Outcome<ImportPlan, ImportFailureCode>>;
  run(
    source: ImportSource,
    options: ImportOptions,
    context: RunContext,
  ): Promise<Outcome<ImportReport, ImportFailureCode>>;
}

/** Stops an import from deep inside; caught where the outcome is made, never seen outside. */
export class ImportStop extends Error {
  readonly code: ImportFailureCode;

  constructor(code: ImportFailureCode, message: string) {
    super(message);
    this.name = 'ImportStop';
    this.code = code;
  }
}

/** Throws what a sink's failure means for the import. */
export function stopOn(failure: SinkFailure | null): void {
  if (failure !== null) throw new ImportStop(failure.code === 'disk-full' ? 'disk-full' : 'write-failed', failure.message);
}

/** Throws `ImportStop('cancelled')` once the signal is aborted. */
export function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new ImportStop('cancelled', 'The import was cancelled.');
}
