/** Which notes an export holds, and what its file is called. */
import { fileNameOf, folderPathSchema, noteNameOf, type FolderPath, type VaultPath } from '#shared/model/note-path.ts';
import type { ExportSubject } from '../../../api/export.ts';
import { callOrThrow } from '../../../api/query.ts';
import type { Core } from '../../../api/core.ts';

/** A note, or every note of a folder and the folders in it, in the order of their paths. */
export async function exportedNotes(core: Core, subject: ExportSubject, signal: AbortSignal): Promise<readonly VaultPath[]> {
  if (subject.kind === 'note') return [subject.path];
  const notes: VaultPath[] = [];
  const folders: FolderPath[] = [subject.path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal.throwIfAborted();
    const { entries } = await callOrThrow(core, 'file.list', { folder });
    for (const { kind, path } of entries) {
      if (kind === 'note') notes.push(path);
      else if (kind === 'folder') folders.push(folderPathSchema.parse(path));
    }
  }
  return inPathOrder(notes);
}

/** Folder by folder: what stands in a folder before what stands in its folders. */
export function inPathOrder<Path extends string>(paths: readonly Path[]): readonly Path[] {
  const order = new Intl.Collator('en', { numeric: true });
  return paths.toSorted((one, other) => {
    const [a, b] = [one.split('/'), other.split('/')];
    for (let at = 0; ; at += 1) {
      const [isFileA, isFileB] = [at === a.length - 1, at === b.length - 1];
      if (isFileA !== isFileB) return isFileA ? -1 : 1;
      const compared = order.compare(a[at] ?? '', b[at] ?? '');
      if (compared !== 0 || isFileA) return compared;
    }
  });
}

export function exportName(subject: ExportSubject, vaultName: string): string {
  if (subject.kind === 'note') return noteNameOf(subject.path);
  return subject.path === '' ? vaultName : fileNameOf(subject.path);
}

/** Without what some system does not allow in a file's name. */
export function exportFileName(name: string, extension: 'html' | 'pdf'): string {
  // oxlint-disable-next-line no-control-regex -- no system allows them in names
  const plain = name.replace(/[\u0000-\u001f<>:"/\\|?*]+/gu, ' ').replace(/\s+/gu, ' ').trim().replace(/^\.+|\.+$/gu, '').trim();
  const kept = [...plain].slice(0, 120).join('').trim();
  return `${kept === '' ? 'Export' : kept}.${extension}`;
}
