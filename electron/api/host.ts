/** Handlers that look around the machine for a folder, and open addresses outside. */
import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { vaultApi } from '#shared/api/vault.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { failure, success, type Handlers } from '#shared/rpc/contract.ts';
import { errnoOf } from '../platform/io-failure.ts';

export interface ExportedFile {
  /** What the person is offered as the file's name. */
  readonly name: string;
  readonly format: 'html' | 'pdf';
  readonly html: string;
}

export interface HostDeps {
  readonly homeFolder: string;
  /** A native dialog; absent where the shell has none. */
  readonly pickPath?: (kind: 'folder' | 'import-source') => Promise<string | null>;
  /** Opens a window at a note; absent where the shell has no windows. */
  readonly openWindow?: (path: VaultPath) => void;
  /** Asks where to and writes an exported page there; null when declined; throws the system's error. Absent where the shell cannot. */
  readonly saveExport?: (page: ExportedFile) => Promise<string | null>;
  /** Hands an address to the system; absent where the shell cannot. False: not allowed. */
  readonly openExternal?: (url: string) => Promise<boolean>;
}

type HostHandlers = Pick<Handlers<typeof vaultApi>, 'host.browse' | 'host.pick' | 'host.openExternal' | 'host.openWindow' | 'host.saveExport'>;

const listed = 2000;

export function createHostHandlers(deps: HostDeps): HostHandlers {
  return {
    async 'host.browse'({ folder = deps.homeFolder, files }) {
      if (!path.isAbsolute(folder)) return failure('not-found', 'The folder needs an absolute path.');
      const here = path.resolve(folder);
      let names: string[];
      try {
        names = await readdir(here);
      } catch (error) {
        return browseFailure(error, here);
      }
      const shown = names.filter((name) => !name.startsWith('.')).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
      const described = await Promise.all(shown.slice(0, listed).map((name) => describe(here, name)));
      const entries = described.filter((entry) => entry !== null && (files || entry.kind === 'folder'));
      const parent = path.dirname(here);
      return success({
        folder: here,
        parent: parent === here ? null : parent,
        home: deps.homeFolder,
        entries: entries.filter((entry) => entry !== null),
        truncated: shown.length > listed,
      });
    },
    async 'host.pick'({ kind }) {
      if (deps.pickPath === undefined) return failure('not-available', 'This shell has no native dialogs.');
      return success({ path: await deps.pickPath(kind) });
    },
    async 'host.saveExport'(page) {
      if (deps.saveExport === undefined) return failure('not-available', 'This shell saves no files.');
      try {
        return success({ path: await deps.saveExport(page) });
      } catch (error) {
        if (errnoOf(error) === null) throw error;
        return failure('not-writable', 'The file could not be written there.');
      }
    },
    'host.openWindow'({ path: note }) {
      if (deps.openWindow === undefined) return failure('not-available', 'This shell has no windows of its own.');
      deps.openWindow(note);
      return success({});
    },
    async 'host.openExternal'({ url }) {
      if (!isAllowedAddress(url)) return failure('not-allowed', 'Only https and mailto addresses are opened.');
      if (deps.openExternal === undefined) return failure('not-available', 'This shell cannot open addresses.');
      return (await deps.openExternal(url)) ? success({}) : failure('not-allowed', 'The shell refused this address.');
    },
  };
}

async function describe(folder: string, name: string) {
  let stats: Stats;
  try {
    stats = await stat(path.join(folder, name));
  } catch {
    return null;
  }
  if (!stats.isDirectory() && !stats.isFile()) return null;
  const kind: 'folder' | 'file' = stats.isDirectory() ? 'folder' : 'file';
  return { name, folder: path.join(folder, name), kind, sizeBytes: stats.isDirectory() ? 0 : stats.size };
}

function browseFailure(error: unknown, folder: string) {
  switch (errnoOf(error)) {
    case null:
      throw error;
    case 'ENOTDIR':
      return failure('not-a-folder', `"${folder}" is not a folder.`);
    case 'EACCES':
    case 'EPERM':
      return failure('not-readable', `"${folder}" may not be read.`);
    default:
      return failure('not-found', `"${folder}" is not there.`);
  }
}

function isAllowedAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  return protocol === 'https:' || protocol === 'mailto:';
}
