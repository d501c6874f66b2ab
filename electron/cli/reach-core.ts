/** Reaches the core that owns a vault: the one that runs, else one made in this process. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { contracts } from '#shared/api/contracts.ts';
import { createRpcClient } from '#shared/rpc/client.ts';
import { failure, type Failure } from '#shared/rpc/contract.ts';
import { memoryPorts, type Port } from '#shared/rpc/port.ts';
import { createCore } from '../core.ts';
import { vaultId } from '../core-session.ts';
import type { Installation } from '../host/installation.ts';
import { connectLocalSocket, openLocalSocket } from '../host/local-socket.ts';
import { isAlive, readVaultLock } from '../vault/vault-lock.ts';
import type { Client } from './command.ts';

export interface ReachedCore {
  readonly client: Client;
  /** Lets go of a running core, or ends the one made here. */
  close(): Promise<void>;
}

export async function reachCore(installation: Installation, folder: string): Promise<ReachedCore | Failure<string>> {
  const running = await attach(lockOwnerAddress(installation, folder));
  if (running !== null) return running;
  const made = await makeCore(installation, folder);
  if (!('ok' in made) || made.code !== 'in-use') return made;
  // Another core took the lock in between.
  const address = made.details?.['socket'];
  return (await attach(typeof address === 'string' ? address : null)) ?? made;
}

/** How to reach the living owner of the vault's lock, or null. */
function lockOwnerAddress({ folders }: Installation, folder: string): string | null {
  let root: string;
  try {
    root = realpathSync(folder);
  } catch {
    return null;
  }
  const owner = readVaultLock(path.join(folders.cache, 'vaults', vaultId(root), 'lock.json'));
  return owner !== null && isAlive(owner) ? owner.socket : null;
}

async function attach(address: string | null): Promise<ReachedCore | null> {
  const port = address === null ? null : await connectLocalSocket(address);
  if (port === null) return null;
  const client = createRpcClient(contracts, port);
  return { client, close: async () => client.close() };
}

async function makeCore(installation: Installation, folder: string): Promise<ReachedCore | Failure<string>> {
  // While it works here, another command can attach to it too.
  let connect: ((port: Port) => void) | null = null;
  const localSocket = await openLocalSocket({ connect: (port) => connect?.(port) });
  const core = createCore({
    ...installation,
    shell: 'memory',
    capabilities: { nativeDialogs: false, safeStorage: false, systemTrash: false, openExternal: false, windows: false, exportFiles: false },
    localAddress: () => localSocket.address,
  });
  connect = core.connect;
  const close = async (): Promise<void> => {
    await core.close();
    await localSocket.close();
  };
  const opened = await core.openVault(folder);
  if (!opened.ok) {
    await close();
    return failure(opened.code, opened.message, opened.details);
  }
  const [caller, served] = memoryPorts();
  core.connect(served);
  return { client: createRpcClient(contracts, caller), close };
}
