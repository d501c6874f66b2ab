/** Where a note is after a move of itself or of a folder above it. */
import { parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import type { VaultChange } from '#shared/model/vault.ts';

/** The new path of `path`, or null when the change does not move it. */
export function movedPath(path: VaultPath, change: VaultChange): VaultPath | null {
  if (change.kind !== 'moved' || change.fromPath === undefined) return null;
  if (change.fromPath === path) return change.path;
  if (change.entry !== 'folder' || !path.startsWith(`${change.fromPath}/`)) return null;
  return parseVaultPath(change.path + path.slice(change.fromPath.length));
}
