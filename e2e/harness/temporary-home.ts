/** A vault of one's own and empty application folders for one test, removed after it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface TemporaryHome {
  /** A copy of the vault that was asked for. */
  readonly vault: string;
  /** Where the app may keep everything else; also the home folder. */
  readonly folder: string;
  /** The environment under which the app knows no other place. */
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

const vaultsFolder = path.join(import.meta.dirname, '../vaults');

/** `vault` is a name in `e2e/vaults`, or an absolute folder. */
export function makeTemporaryHome(vault: string): TemporaryHome {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'verso-e2e-'));
  const copy = path.join(folder, 'vault');
  cpSync(path.resolve(vaultsFolder, vault), copy, { recursive: true, verbatimSymlinks: true });
  for (const name of ['config', 'cache', 'data', 'runtime']) mkdirSync(path.join(folder, name), { mode: 0o700 });
  return {
    vault: copy,
    folder,
    env: {
      HOME: folder,
      XDG_CONFIG_HOME: path.join(folder, 'config'),
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      XDG_DATA_HOME: path.join(folder, 'data'),
      XDG_RUNTIME_DIR: path.join(folder, 'runtime'),
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
