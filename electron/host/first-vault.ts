/** Opens the vault that a shell starts with: the one named, else the last one, else none. */
import path from 'node:path';
import { contracts } from '#shared/api/contracts.ts';
import type { VaultInfo } from '#shared/model/vault.ts';
import { createRpcClient } from '#shared/rpc/client.ts';
import type { Failure } from '#shared/rpc/contract.ts';
import { memoryPorts, type Port } from '#shared/rpc/port.ts';

/**
 * Resolves to the open vault, or null where the window has to ask for one. Only a vault that was
 * named fails: a last vault that is gone or in use is no reason not to start.
 */
export async function openFirstVault(
  core: { readonly connect: (port: Port) => void },
  named: string | undefined,
): Promise<VaultInfo | null | Failure<string>> {
  const [caller, served] = memoryPorts();
  core.connect(served);
  const client = createRpcClient(contracts, caller);
  try {
    if (named !== undefined) {
      const opened = await client.call('vault.open', { folder: path.resolve(named) });
      return opened.ok ? opened.value : opened;
    }
    const info = await client.call('app.info', {});
    const last = info.ok ? info.value.recentVaults[0] : undefined;
    if (last === undefined) return null;
    const opened = await client.call('vault.open', { folder: last.folder });
    return opened.ok ? opened.value : null;
  } finally {
    client.close();
  }
}
