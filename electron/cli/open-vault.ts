/** Waits until the index of the open vault holds every note. */
import type { VaultStatus } from '#shared/model/vault.ts';
import type { CommonFailureCode, Failure } from '#shared/rpc/contract.ts';
import type { Client } from './command.ts';

/** Resolves to the status once it is ready, or to why it never will be. */
export async function waitUntilIndexed(
  client: Client,
  options: { readonly signal: AbortSignal; readonly progress: (line: string) => void },
): Promise<VaultStatus | Failure<CommonFailureCode>> {
  const settled = Promise.withResolvers<VaultStatus | Failure<CommonFailureCode>>();
  const see = (status: VaultStatus): void => {
    if (status.state === 'indexing') options.progress(`indexing ${status.indexed} of ${status.notes} notes`);
    else settled.resolve(status);
  };
  const abort = (): void => settled.resolve({ ok: false, code: 'cancelled', message: 'Cancelled.' });
  const stop = client.on('vault.statusChanged', see);
  options.signal.addEventListener('abort', abort, { once: true });
  try {
    const now = await client.call('vault.status', {});
    if (!now.ok) return now;
    see(now.value);
    return await settled.promise;
  } finally {
    stop();
    options.signal.removeEventListener('abort', abort);
  }
}
