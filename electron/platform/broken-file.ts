/** Keeps a file that cannot be understood beside its place, so that a new one does not write over it. */
import { existsSync, renameSync } from 'node:fs';

/** Renames to `….broken`, or the next free number behind it; returns the new name. Throws system errors. */
export function setFileAside(file: string): string {
  let aside = `${file}.broken`;
  for (let count = 2; existsSync(aside); count += 1) aside = `${file}.broken-${count}`;
  renameSync(file, aside);
  return aside;
}
