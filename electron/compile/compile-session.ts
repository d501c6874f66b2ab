/** Compile and review for one open vault: put together once, recovered from a crash at the first use. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CompilePlan, CompileSummary } from '#shared/model/compile.ts';
import type { VaultEntries } from '../vault/vault-entries.ts';
import type { VaultFiles } from '../vault/vault-files.ts';
import { recoverRuns } from './apply-run.ts';
import type { BundledTexts, CompileDeps, CompileModel } from './compile-deps.ts';
import { planCompile, runCompile, type CompileOptions } from './compiler.ts';
import { openLedger } from './ledger.ts';
import { createReview, type Review } from './review.ts';
import { createCompileVault } from './vault-port.ts';

export interface CompileSession {
  readonly readOnly: boolean;
  plan(model: CompileModel | null, signal: AbortSignal): Promise<CompilePlan>;
  run(options: CompileOptions): Promise<CompileSummary>;
  /** The summary of the last run, or null before the first. */
  last(): Promise<CompileSummary | null>;
  /** Review, once runs that a crash cut short are completed. */
  review(): Promise<Review>;
}

export interface CompileSessionDeps {
  /** The vault's folder. */
  readonly root: string;
  readonly readOnly: boolean;
  readonly files: VaultFiles;
  readonly entries: VaultEntries;
  /** Names this device's files in `.verso/`. */
  readonly deviceId: string;
  /** The bundled `resources/`. */
  readonly resourcesFolder: string;
  readonly sourceFolders: () => Promise<readonly string[]>;
  readonly nowMs: () => number;
}

/** Reads and writes nothing until it is used. */
export function createCompileSession(deps: CompileSessionDeps): CompileSession {
  /** The last run of this life, also one that found nothing to do and therefore left no record. */
  let latest: CompileSummary | null = null;
  let opening: Promise<{ readonly deps: CompileDeps; readonly review: Review }> | null = null;

  async function open(): Promise<{ readonly deps: CompileDeps; readonly review: Review }> {
    const compileDeps: CompileDeps = {
      vault: createCompileVault(deps),
      ledger: openLedger(deps.root, deps.deviceId),
      bundled: await readBundled(deps.resourcesFolder),
      sourceFolders: deps.sourceFolders,
      device: deps.deviceId,
      nowMs: deps.nowMs,
      newId: () => randomBytes(6).toString('hex'),
    };
    await compileDeps.ledger.refresh();
    if (!deps.readOnly) await recoverRuns(compileDeps);
    return { deps: compileDeps, review: createReview(compileDeps) };
  }

  const ready = async (): Promise<{ readonly deps: CompileDeps; readonly review: Review }> => {
    opening ??= open();
    try {
      return await opening;
    } catch (error) {
      // A disk that was away may be back at the next call.
      opening = null;
      throw error;
    }
  };

  return {
    readOnly: deps.readOnly,
    plan: async (model, signal) => planCompile((await ready()).deps, model, signal),
    run: async (options) => (latest = await runCompile((await ready()).deps, options)),
    async last() {
      if (latest !== null) return latest;
      const { ledger } = (await ready()).deps;
      await ledger.refresh();
      const runs = ledger.runs.all().flatMap((run) => (run.kind === 'compile' && run.summary !== null ? [run.summary] : []));
      return runs.toSorted((left, right) => (left.endedAt < right.endedAt ? -1 : 1)).pop() ?? null;
    },
    review: async () => (await ready()).review,
  };
}

async function readBundled(folder: string): Promise<BundledTexts> {
  const read = (...parts: readonly string[]): Promise<string> => readFile(path.join(folder, ...parts), 'utf8');
  return {
    schema: await read('schema', 'schema.md'),
    extractPrompt: await read('prompts', 'compile-extract.md'),
    sectionPrompt: await read('prompts', 'compile-section.md'),
  };
}
