/** Where a note goes that is made from another one: as the vault's own Obsidian settings say, else beside it. */
import { z } from 'zod';
import { folderOf, folderPathSchema, vaultPathSchema, type FolderPath, type VaultPath } from '#shared/model/note-path.ts';
import type { VaultFiles } from './vault-files.ts';

const obsidianSchema = z.object({
  newFileLocation: z.enum(['root', 'current', 'folder']).optional().catch(undefined),
  newFileFolderPath: z.string().max(500).optional().catch(undefined),
});
export type NewNotePlace = z.infer<typeof obsidianSchema>;

const appSettings = vaultPathSchema.parse('.obsidian/app.json');

/** Days, sources and chats are no place for a note of its own: it goes to the vault's root instead. */
const passing = /^(?:raw|chats)\/|(?:^|\/)\d{4}-\d{2}-\d{2}[^/]*$/;

/** `records` reaches `.obsidian/`. Null where the vault has no such settings, or they cannot be read. */
export async function readNewNotePlace(records: VaultFiles): Promise<NewNotePlace | null> {
  const read = await records.readBytes(appSettings, 1024 * 1024);
  if (!read.ok) return null;
  try {
    const parsed = obsidianSchema.safeParse(JSON.parse(read.value.bytes.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function newNoteFolder(from: VaultPath, place: NewNotePlace | null): FolderPath {
  const root = folderPathSchema.parse('');
  if (place?.newFileLocation === 'root') return root;
  if (place?.newFileLocation === 'current') return folderOf(from);
  if (place?.newFileLocation === 'folder') {
    const folder = folderPathSchema.safeParse((place.newFileFolderPath ?? '').replace(/^\/+|\/+$/g, ''));
    if (folder.success) return folder.data;
  }
  return passing.test(from) ? root : folderOf(from);
}
