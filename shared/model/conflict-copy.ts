/** Which notes are what a sync tool left of a note that was changed in two places: told by their names. */
import { z } from 'zod';
import { fileNameOf, folderOf, isNotePath, joinPath, parseVaultPath, vaultPathSchema, type VaultPath } from './note-path.ts';

/**
 * The names that tools give, in what stands between a note's name and its ending. Only such as no
 * person gives by chance: `Note 2.md` (iCloud) and `Note (1).md` (Google Drive) may be anything.
 */
const forms: readonly RegExp[] = [
  // Dropbox, Nextcloud, ownCloud: "Note (Dana's conflicted copy 2024-01-02).md", "Note (conflicted copy 2024-01-02 123456).md"
  /^(.+?) \((?:(?:[^()]|\([^()]*\)){0,80} )?conflicted copy(?: (?:[^()]|\([^()]*\)){0,80})?\)$/iu,
  // Dropbox of late: "Note (Conflicted copy from laptop on 2024-01-02).md" is the form above.
  // Syncthing: "Note.sync-conflict-20240102-123456-ABCDEFG.md"
  /^(.+)\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?$/u,
  // Older ownCloud and Nextcloud: "Note_conflict-20240102-123456.md"
  /^(.+)_conflict-\d{8}-\d{6}$/u,
  // Seafile: "Note (SFConflict dana@example.org 2024-01-02-12-34-56).md"
  /^(.+) \(SFConflict .{1,120}\)$/u,
];

/** What every one of those names has, in lower case: to ask a database for candidates. */
export const conflictCopyMarks = ['conflicted copy', '.sync-conflict-', '_conflict-', '(sfconflict '] as const;

/** The note that this one is another version of; null where its name does not say so. */
export function originalOf(path: string): VaultPath | null {
  if (!isNotePath(path)) return null;
  const folder = folderOf(path as VaultPath); // of a path as it is written, whatever it is
  const stem = fileNameOf(path).replace(/\.md$/iu, '');
  for (const form of forms) {
    const name = form.exec(stem)?.[1];
    if (name === undefined) continue;
    // A copy of a copy is one of the same note.
    const original = parseVaultPath(folder === '' ? `${name}.md` : joinPath(folder, `${name}.md`));
    return original === null ? null : (originalOf(original) ?? original);
  }
  return null;
}

export const conflictCopySchema = z.object({ copy: vaultPathSchema, original: vaultPathSchema }).readonly();
export type ConflictCopy = z.infer<typeof conflictCopySchema>;
