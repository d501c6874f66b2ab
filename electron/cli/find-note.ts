/** Finds the note that a person means by an argument. */
import path from 'node:path';
import { isNotePath, parseVaultPath, vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import { failedWith, type CommandContext, type CommandResult } from './command.ts';

/** A path in the vault, a file of this machine that lies in the vault, what a wikilink would say, or an alias. */
export async function findNote(name: string, { client, cwd, signal }: CommandContext): Promise<VaultPath | null> {
  const info = await client.call('app.info', {}, { signal });
  const folder = info.ok ? (info.value.vault?.folder ?? null) : null;
  const inVault = folder === null ? '' : path.relative(folder, path.resolve(cwd, name)).split(path.sep).join('/');
  for (const candidate of [parseVaultPath(name), parseVaultPath(inVault)]) {
    if (candidate === null || !isNotePath(candidate)) continue;
    const read = await client.call('note.read', { path: candidate }, { signal });
    // Too large to read is there all the same.
    if (read.ok || read.code === 'too-large') return candidate;
  }
  const resolved = await client.call('link.resolve', { from: vaultPathSchema.parse('verso.md'), target: name }, { signal });
  if (resolved.ok && resolved.value.path !== null) return resolved.value.path;
  const quick = await client.call('search.quick', { text: name }, { signal });
  const wanted = name.toLocaleLowerCase();
  return quick.ok ? (quick.value.hits.find(({ match }) => match.text.toLocaleLowerCase() === wanted)?.path ?? null) : null;
}

export function noSuchNote(name: string): CommandResult {
  return failedWith('not-found', `There is no note "${name}".`);
}
