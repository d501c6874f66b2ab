/** What one folder of the vault holds, as the file tree shows it. */
import { lstat, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isNotePath, parseVaultPath, type FolderPath } from '#shared/model/note-path.ts';
import type { Entry } from '#shared/model/vault.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import { ioFailure } from '../platform/io-failure.ts';
import { isHiddenName } from './hidden-path.ts';
import type { PathGuard } from './path-guard.ts';

/** Folders first, then by name as people sort ("2" before "10"). Hidden entries are left out. */
export async function listFolder(guard: PathGuard, folder: FolderPath): Promise<Outcome<readonly Entry[], 'not-found' | 'io'>> {
  const place = await guard.locate(folder);
  if (!place.ok) return failure('not-found', place.message);
  let names: string[];
  try {
    names = await readdir(place.value);
  } catch (error) {
    const problem = ioFailure(error, folder);
    return failure(problem.code === 'not-found' ? 'not-found' : 'io', problem.message);
  }
  const found = await Promise.all(names.filter((name) => !isHiddenName(name)).map((name) => describeEntry(guard, place.value, folder, name)));
  const entries = found.filter((entry) => entry !== null);
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  entries.sort((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || collator.compare(a.name, b.name));
  return success(entries);
}

/** Null for what is no entry: a link to a folder or out of the vault, a socket, a name no path can hold. */
export async function describeEntry(guard: PathGuard, realFolder: string, folder: string, name: string): Promise<Entry | null> {
  const vaultPath = parseVaultPath(folder === '' ? name : `${folder}/${name}`);
  if (vaultPath === null) return null;
  try {
    const absolute = path.join(realFolder, name);
    let stats = await lstat(absolute);
    if (stats.isSymbolicLink()) {
      const target = await guard.locate(vaultPath);
      if (!target.ok) return null;
      stats = await stat(target.value);
      // A folder reached by a link is listed where it really is.
      if (!stats.isFile()) return null;
    }
    if (!stats.isFile() && !stats.isDirectory()) return null;
    return {
      path: vaultPath,
      name,
      kind: stats.isDirectory() ? 'folder' : isNotePath(name) ? 'note' : 'attachment',
      modifiedMs: stats.mtimeMs,
      sizeBytes: stats.isDirectory() ? 0 : stats.size,
    };
  } catch {
    // Gone, or closed to us, since its name was read.
    return null;
  }
}
