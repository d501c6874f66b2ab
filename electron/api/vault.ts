/** Handlers that open, close and describe the vault. */
import type { vaultApi } from '#shared/api/vault.ts';
import type { VaultInfo } from '#shared/model/vault.ts';
import { failure, success, type Handlers, type Outcome } from '#shared/rpc/contract.ts';
import { cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../platform/io-failure.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

export type OpenFailureCode = 'not-found' | 'not-a-folder' | 'not-readable' | 'not-writable' | 'in-use' | 'not-empty';

export interface VaultDeps extends SessionDeps {
  readonly openVault: (folder: string) => Promise<Outcome<VaultInfo, OpenFailureCode>>;
  readonly closeVault: () => Promise<void>;
  /** The vault that comes with the app. */
  readonly welcomeFolder: string;
  readonly homeFolder: string;
}

type VaultHandlers = Pick<
  Handlers<typeof vaultApi>,
  'vault.open' | 'vault.create' | 'vault.openWelcome' | 'vault.close' | 'vault.status' | 'vault.reindex'
>;

export function createVaultHandlers(deps: VaultDeps): VaultHandlers {
  /** Without a failure's details: the address of another core is for this user's processes, not for a page. */
  async function openVault(folder: string): Promise<Outcome<VaultInfo, OpenFailureCode>> {
    const opened = await deps.openVault(folder);
    return opened.ok ? opened : failure(opened.code, opened.message);
  }

  /** Makes the folder unless it is there and empty. */
  async function makeEmpty(folder: string): Promise<Outcome<void, OpenFailureCode>> {
    if (!path.isAbsolute(folder)) return failure('not-found', 'The folder needs an absolute path.');
    try {
      await mkdir(folder, { recursive: true });
      if ((await readdir(folder)).length > 0) return failure('not-empty', `"${folder}" holds something already.`);
      return success(undefined);
    } catch (error) {
      return folderFailure(error, folder);
    }
  }

  return {
    'vault.open': ({ folder }) => openVault(folder),
    async 'vault.create'({ folder }) {
      const made = await makeEmpty(folder);
      return made.ok ? openVault(folder) : made;
    },
    async 'vault.openWelcome'({ folder }) {
      const target = folder ?? path.join(deps.homeFolder, 'Verso Welcome');
      const made = await makeEmpty(target);
      // A welcome vault from an earlier day is opened as the person left it.
      if (!made.ok) return made.code === 'not-empty' && folder === undefined ? openVault(target) : made;
      try {
        await cp(deps.welcomeFolder, target, { recursive: true });
      } catch (error) {
        return folderFailure(error, target);
      }
      return openVault(target);
    },
    async 'vault.close'() {
      await deps.closeVault();
      return success({});
    },
    'vault.status': () => {
      const session = deps.session();
      return success(
        session?.status() ?? {
          state: 'closed', notes: 0, indexed: 0, problems: [], problemCount: 0, watching: 'off', rebuilt: 'no',
        },
      );
    },
    'vault.reindex': () => {
      const session = deps.session();
      if (session === null) return noVault;
      session.reindex();
      return success({});
    },
  };
}

function folderFailure(error: unknown, folder: string): Outcome<never, OpenFailureCode> {
  switch (errnoOf(error)) {
    case null:
      throw error;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOSPC':
      return failure('not-writable', `"${folder}" cannot be written.`);
    case 'EEXIST':
    case 'ENOTDIR':
      return failure('not-a-folder', `"${folder}" is not a folder.`);
    default:
      return failure('not-found', `"${folder}" cannot be made.`);
  }
}
