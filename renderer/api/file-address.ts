/** Where the page gets an attachment of the vault from, in either shell. */
import type { VaultPath } from '#shared/model/note-path.ts';

export function fileAddress(path: VaultPath): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const { protocol } = window.location;
  // The desktop shell serves the vault from a host of its own, so that nothing in it is of the app's origin.
  return protocol.startsWith('http') ? `/vault/${encoded}` : `${protocol}//vault/${encoded}`;
}
