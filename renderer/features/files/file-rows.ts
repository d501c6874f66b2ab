/** Listings of opened folders as the rows of a tree: pure. */
import type { VaultPath } from '#shared/model/note-path.ts';
import { noteNameOf } from '#shared/model/note-path.ts';
import type { Entry, FolderListing } from '#shared/model/vault.ts';
import type { TreeRow } from '../../ui/tree.tsx';

export interface FileRow extends TreeRow {
  readonly key: VaultPath;
  readonly entry: Entry;
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Folders first, then files, as people sort names: `2` before `10`. */
export function compareEntries(a: Entry, b: Entry): number {
  if ((a.kind === 'folder') !== (b.kind === 'folder')) return a.kind === 'folder' ? -1 : 1;
  return byName.compare(a.name, b.name);
}

/** The visible rows, in order. A folder whose listing has not come yet shows no children. */
export function fileRows(
  listings: ReadonlyMap<string, FolderListing>,
  expanded: ReadonlySet<string>,
  keep: (entry: Entry) => boolean = () => true,
): readonly FileRow[] {
  const rows: FileRow[] = [];
  const add = (folder: string, level: number): void => {
    for (const entry of [...(listings.get(folder)?.entries ?? [])].filter(keep).sort(compareEntries)) {
      const isFolder = entry.kind === 'folder';
      const open = isFolder && expanded.has(entry.path);
      rows.push({
        key: entry.path,
        parentKey: folder === '' ? null : folder,
        label: entry.kind === 'note' ? noteNameOf(entry.path) : entry.name,
        level,
        expanded: isFolder ? open : null,
        entry,
      });
      if (open) add(entry.path, level + 1);
    }
  };
  add('', 1);
  return rows;
}

/** Every folder above a path, outermost first. */
export function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Why a file or folder cannot be moved into a folder, or null. */
export function moveProblem(from: string, into: string): 'same-folder' | 'into-itself' | null {
  if (into === from || into.startsWith(`${from}/`)) return 'into-itself';
  const parent = from.slice(0, Math.max(0, from.lastIndexOf('/')));
  return parent === into ? 'same-folder' : null;
}
