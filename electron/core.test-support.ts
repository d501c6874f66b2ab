/** A core over temporary folders and one port in memory, as tests use it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { contracts, type Contracts } from '#shared/api/contracts.ts';
import { createRpcClient, type RpcClient } from '#shared/rpc/client.ts';
import { memoryPorts, type Port } from '#shared/rpc/port.ts';
import { createCore, type Core, type CoreDeps } from './core.ts';
import { systemClock } from './platform/clock.ts';
import { createLogger } from './platform/logger.ts';

export interface TestCore {
  readonly core: Core;
  readonly client: RpcClient<Contracts>;
  /** The vault's folder, open already. */
  readonly folder: string;
  /** Everything of this test; config, cache and data lie in it too. */
  readonly base: string;
  /** What the log got, one JSON line each. */
  readonly log: readonly string[];
  /** A raw port to the same core. */
  port(): Port;
}

export type VaultContent = Readonly<Record<string, string | Uint8Array>>;

export function writeVault(folder: string, content: VaultContent): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, data] of Object.entries(content)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, data);
  }
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'verso-test-'));
}

/** Opens a vault of these files and waits for its index. All is closed and removed when the test ends. */
export async function openTestCore(content: VaultContent, overrides: Partial<CoreDeps> = {}): Promise<TestCore> {
  const base = temporaryFolder();
  const folder = path.join(base, 'vault');
  writeVault(folder, content);
  return startTestCore(base, folder, overrides);
}

export async function startTestCore(base: string, folder: string, overrides: Partial<CoreDeps> = {}): Promise<TestCore> {
  const log: string[] = [];
  const core = createCore({
    folders: { config: path.join(base, 'config'), cache: path.join(base, 'cache'), data: path.join(base, 'data') },
    resourcesFolder: path.resolve(import.meta.dirname, '../resources'),
    homeFolder: base,
    version: '0.0.0',
    shell: 'memory',
    capabilities: { nativeDialogs: false, safeStorage: false, systemTrash: false, openExternal: false, windows: false, exportFiles: false },
    logger: createLogger(systemClock, (line) => { log.push(line); if (process.env['VERSO_TEST_LOG']) process.stderr.write(line); }),
    ...overrides,
  });
  onTestFinished(async () => {
    await core.close();
    rmSync(base, { recursive: true, force: true });
  });
  const port = (): Port => {
    const [ours, theirs] = memoryPorts();
    core.connect(theirs);
    return ours;
  };
  const opened = await core.openVault(folder);
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.message}`);
  await core.settled();
  return {
    core,
    client: createRpcClient(contracts, port()),
    folder,
    base,
    log,
    port,
  };
}

/** The value of an outcome that must be one. */
export function valueOf<V>(outcome: { readonly ok: true; readonly value: V } | { readonly ok: false; readonly code: string; readonly message: string }): V {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}
