/** What the importers' tests share: a vault in a real folder that counts writes, and a real database. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ImportOptions, importOptionsSchema, type ImportPlan, type ImportReport } from '#shared/model/import.ts';
import { openWritable, type WritableDb } from '../db/database.ts';
import { createPathGuard } from '../vault/path-guard.ts';
import { createPathLocks } from '../vault/path-locks.ts';
import { createLateWriters } from '../vault/late-writers.ts';
import { createVaultFiles } from '../vault/vault-files.ts';
import { createFileSink } from './file-sink.ts';
import type { Importer, RunContext } from './importer.ts';
import { parseNote } from './note-file.ts';
import { createImportState } from './state-db.ts';

/** Where the real archives are, or null; their absence is an error under CI. */
export const importFixtures: string | null = findFixtures();

function findFixtures(): string | null {
  const root = path.resolve(process.env['VERSO_FIXTURES'] ?? path.join(import.meta.dirname, '../../../shared/fixtures'));
  const folder = path.join(root, 'import');
  if (existsSync(folder)) return folder;
  if (process.env['CI']) throw new Error(`The import fixtures are missing: ${folder}`);
  return null;
}

export interface TestVault {
  readonly folder: string;
  readonly context: RunContext;
  writes: number;
  /** Called before each write; may throw to break off. */
  beforeWrite: () => void;
  snapshot(): Promise<ReadonlyMap<string, string>>;
  notes(): Promise<ReadonlyMap<string, string>>;
  withSignal(signal: AbortSignal): RunContext;
  /** The same vault after its cache was deleted. */
  loseState(): RunContext;
  close(): Promise<void>;
}

export async function openTestVault(): Promise<TestVault> {
  const folder = await mkdtemp(path.join(tmpdir(), 'verso-import-'));
  const db = openWritable(`${folder}.db`, { durable: false });
  const files = createVaultFiles({
    guard: await createPathGuard({ root: folder, allowed: ['.verso'] }),
    locks: createPathLocks(),
    readOnly: false,
    keepBefore: () => undefined,
    keepAfter: () => undefined,
    lateWriters: createLateWriters({ keep: () => undefined, reportBug: () => undefined }),
    announce: () => undefined,
  });
  const sink = createFileSink({
    guard: files.guard,
    readBytes: (file, maximumBytes) => files.readBytes(file, maximumBytes),
    writeBytes(file, bytes, options) {
      vault.beforeWrite();
      vault.writes++;
      return files.writeBytes(file, bytes, options);
    },
  });
  let state = createImportState(db);
  let spare: WritableDb | null = null;
  const context = (signal: AbortSignal): RunContext => ({
    importId: 'test',
    state,
    sink,
    signal,
    onProgress: () => undefined,
    now: () => Date.UTC(2026, 10, 23),
    deviceId: 'device-1',
  });
  const read = async (): Promise<Map<string, string>> => {
    const files = new Map<string, string>();
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      files.set(path.relative(folder, file), await readFile(file, file.includes('/assets/') ? 'latin1' : 'utf8'));
    }
    return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };
  const vault: TestVault = {
    folder,
    writes: 0,
    beforeWrite: () => undefined,
    context: context(new AbortController().signal),
    withSignal: context,
    loseState() {
      spare?.close();
      spare = openWritable(':memory:', { durable: false });
      state = createImportState(spare);
      return context(new AbortController().signal);
    },
    async snapshot() {
      return new Map([...(await read())].map(([file, text]) => [file, createHash('sha256').update(text).digest('hex')]));
    },
    async notes() {
      return new Map([...(await read())].filter(([file]) => file.startsWith('raw/') && file.endsWith('.md')));
    },
    async close() {
      db.close();
      spare?.close();
      await rm(folder, { recursive: true, force: true });
      for (const suffix of ['', '-wal', '-shm']) await rm(`${folder}.db${suffix}`, { force: true });
    },
  };
  return vault;
}

export function testOptions(changes: Partial<ImportOptions> = {}): ImportOptions {
  return importOptionsSchema.parse({ ...changes });
}

/** Runs an importer and expects it to succeed. */
export async function importInto(
  vault: TestVault,
  importer: Importer,
  file: string,
  changes: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  const outcome = await importer.run({ path: file, name: path.basename(file) }, testOptions(changes), vault.context);
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}

export async function planOf(vault: TestVault, importer: Importer, file: string, changes: Partial<ImportOptions> = {}): Promise<ImportPlan> {
  const outcome = await importer.plan({ path: file, name: path.basename(file) }, testOptions(changes), vault.context);
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}

/** Messages that stand in notes, by their block ids. */
export function messagesIn(notes: ReadonlyMap<string, string>): number {
  let count = 0;
  for (const text of notes.values()) count += parseNote(text)?.sections.filter((section) => section.block.startsWith('m-')).length ?? 0;
  return count;
}

export function skippedIn(report: Pick<ImportReport, 'skipped'>): number {
  return Object.values(report.skipped).reduce((sum, count) => sum + (count ?? 0), 0);
}
