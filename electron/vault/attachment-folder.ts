/** Where files that are put into a note are kept: by the vault's own Obsidian settings when it has them, else by ours. */
import { z } from 'zod';
import { folderOf, folderPathSchema, type FolderPath, type VaultPath } from '#shared/model/note-path.ts';

const obsidianSchema = z.object({ attachmentFolderPath: z.string().optional() });

/** Reads `attachmentFolderPath` of `.obsidian/app.json`; null when it says nothing. */
export function parseObsidianAttachments(json: string): string | null {
  try {
    const parsed = obsidianSchema.safeParse(JSON.parse(json));
    return parsed.success ? (parsed.data.attachmentFolderPath ?? null) : null;
  } catch {
    return null;
  }
}

/**
 * The folder that `setting` means for a note: `./` and `./name` are seen from the note, `/` and
 * the empty setting are the vault itself. What leads out of the vault means the note's own folder.
 */
export function attachmentFolder(notePath: VaultPath, setting: string): FolderPath {
  const beside = folderOf(notePath);
  const isBeside = /^\.(?:\/|$)/u.test(setting);
  const rest = (isBeside ? setting.slice(1) : setting).replace(/^\/+|\/+$/gu, '');
  const parts = [...(isBeside ? [beside] : []), rest].filter((part) => part !== '');
  const folder = folderPathSchema.safeParse(parts.join('/'));
  return folder.success ? folder.data : beside;
}
