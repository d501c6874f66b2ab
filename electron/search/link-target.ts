/** Where a link leads: the file, the line of its heading or block, and where its note would be made. */
import { resolveLink } from '#shared/markdown/resolve-link.ts';
import { followHeadings } from '#shared/markdown/heading-path.ts';
import { parseWikilink } from '#shared/markdown/wikilink.ts';
import { isNotePath, parseVaultPath, vaultPathSchema, type FolderPath, type VaultPath } from '#shared/model/note-path.ts';
import type { ReadableDb } from '../db/database.ts';
import { linkIndexOver } from '../indexer/link-tables.ts';

export interface LinkEnd {
  readonly path: VaultPath | null;
  readonly line: number | null;
  readonly suggestedPath: VaultPath | null;
}

/** `target` as written between brackets (`Note#Heading|text`), or a decoded Markdown destination. */
/** `folder` is where a note goes that is made from `from`. */
export function resolveTarget(db: ReadableDb, from: VaultPath, target: string, folder: FolderPath): LinkEnd {
  const link = parseWikilink(target);
  const path = resolveLink(link, from, linkIndexOver(db));
  if (path === null) return { path: null, line: null, suggestedPath: suggestedPath(folder, link.target) };
  return { path: vaultPathSchema.parse(path), line: lineOf(db, path, link), suggestedPath: null };
}

function lineOf(db: ReadableDb, path: string, link: { readonly heading?: string; readonly block?: string }): number | null {
  if (link.block !== undefined) {
    const rows = db.all<{ block_id: string; line: number }>(
      'SELECT b.block_id, b.line FROM block_ids b JOIN files f ON f.id = b.file_id WHERE f.path = ?',
      path,
    );
    const wanted = link.block.toLowerCase();
    return rows.find((row) => row.block_id.toLowerCase() === wanted)?.line ?? null;
  }
  if (link.heading === undefined) return null;
  const headings = db.all<{ text: string; line: number; level: number }>(
    "SELECT n.text, n.line, n.level FROM names n JOIN files f ON f.id = n.file_id WHERE f.path = ? AND n.kind = 'heading' ORDER BY n.line",
    path,
  );
  const at = followHeadings(headings, link.heading);
  return at === null ? null : (headings[at]?.line ?? null);
}

/** Where a missing note would be made: a path as written is taken as it is, a bare name goes where new notes go. */
export function suggestedPath(folder: FolderPath, target: string): VaultPath | null {
  const clean = target.trim().replaceAll('\\', '/').replace(/^\.?\/+/, '');
  if (clean === '' || /^[a-z][a-z0-9+.-]{1,31}:/i.test(clean)) return null;
  const name = isNotePath(clean) ? clean : `${clean}.md`;
  return parseVaultPath(name.includes('/') || folder === '' ? name : `${folder}/${name}`);
}
