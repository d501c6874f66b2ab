/** Names of files inside a vault: normalised, relative, unable to leave it. */
import { z } from 'zod';

/**
 * A vault-relative path: `/` between segments, no leading slash, NFC as on disk allows, never
 * empty, no `.` or `..` segment, no NUL, no backslash. The empty string is the vault's root and
 * is a `FolderPath`, never a `VaultPath`.
 */
export type VaultPath = string & z.$brand<'VaultPath'>;

/** A `VaultPath`, or `''` for the vault's root. */
export type FolderPath = string & z.$brand<'FolderPath'>;

const maximumLength = 4096;

/** Why a string is no path inside the vault, or null when it is one. */
export function vaultPathProblem(value: string): string | null {
  if (value === '') return 'empty';
  if (value.length > maximumLength) return 'too long';
  if (value.includes('\0')) return 'contains NUL';
  if (value.includes('\\')) return 'contains a backslash';
  if (/^[A-Za-z]:(\/|$)/.test(value)) return 'names a drive';
  for (const segment of value.split('/')) {
    if (segment === '') return 'has an empty segment';
    if (segment === '.' || segment === '..') return 'has a relative segment';
  }
  return null;
}

export const vaultPathSchema = z
  .string()
  .refine((value) => vaultPathProblem(value) === null, { error: 'not a path inside the vault' })
  .brand<'VaultPath'>();

export const folderPathSchema = z
  .string()
  .refine((value) => value === '' || vaultPathProblem(value) === null, {
    error: 'not a folder inside the vault',
  })
  .brand<'FolderPath'>();

/** Parses a path, or null where it could leave the vault or is malformed. */
export function parseVaultPath(value: string): VaultPath | null {
  const parsed = vaultPathSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** The folder that holds a path: `''` for a path at the root. */
export function folderOf(path: VaultPath): FolderPath {
  const slash = path.lastIndexOf('/');
  return folderPathSchema.parse(slash < 0 ? '' : path.slice(0, slash));
}

/** The last segment with its extension. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The last segment without `.md`: what a person calls the note. */
export function noteNameOf(path: string): string {
  return fileNameOf(path).replace(/\.(md|markdown)$/i, '');
}

/** Whether a path names a Markdown note. */
export function isNotePath(path: string): boolean {
  return /\.(md|markdown)$/i.test(path);
}

/** Joins a folder and a name; the result is validated. Throws on an invalid name. */
export function joinPath(folder: FolderPath, name: string): VaultPath {
  return vaultPathSchema.parse(folder === '' ? name : `${folder}/${name}`);
}
