/** What a link can name beside notes: headings anywhere in the vault, and files that are no notes. */
import { linkTextFor, type LinkStyle } from '#shared/markdown/resolve-link.ts';
import { fileNameOf, folderOf, vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { AttachmentHit, HeadingHit } from '#shared/model/search.ts';
import type { ReadableDb } from '../db/database.ts';
import { linkIndexOver } from '../indexer/link-tables.ts';
import { toNameText } from '../indexer/search-text.ts';
import { fold } from './words.ts';

export interface PlaceRequest {
  readonly text: string;
  readonly limit: number;
  /** Links are written as seen from this note. */
  readonly from: VaultPath;
  readonly sources: boolean;
  readonly linkStyle: LinkStyle;
}

export function findHeadings(db: ReadableDb, request: PlaceRequest): readonly HeadingHit[] {
  const words = fold(toNameText(request.text)).match(/[\p{L}\p{N}\p{Co}]+/gu) ?? [];
  const areas = request.sources ? '' : "AND f.area <> 'source'";
  const columns = 'SELECT n.text, n.line, n.level, f.path, f.title FROM';
  type Row = { readonly text: string; readonly line: number; readonly level: number; readonly path: string; readonly title: string };
  const rows =
    words.length === 0
      ? db.all<Row>(`${columns} names n JOIN files f ON f.id = n.file_id WHERE n.kind = 'heading' ${areas} ORDER BY f.modified_ms DESC, n.line LIMIT ?`, request.limit)
      : db.all<Row>(
          `${columns} names_fts JOIN names n ON n.id = names_fts.rowid JOIN files f ON f.id = n.file_id
           WHERE names_fts MATCH ? AND n.kind = 'heading' ${areas} ORDER BY f.modified_ms DESC LIMIT ?`,
          words.map((word) => `"${word}"*`).join(' AND '),
          request.limit,
        );
  const index = linkIndexOver(db);
  return rows.map(({ text, line, level, path, title }) => ({
    path: vaultPathSchema.parse(path),
    title,
    text,
    line,
    level,
    linkText: linkTextFor(path, request.from, request.linkStyle, index),
  }));
}

/** Files by any part of their name; all of them, newest first, for the empty text. */
export function findAttachments(db: ReadableDb, request: PlaceRequest): readonly AttachmentHit[] {
  const wanted = request.text.normalize('NFC').toLowerCase().trim();
  const areas = request.sources ? '' : "AND area <> 'source'";
  const rows = db.all<{ readonly path: string }>(
    `SELECT path FROM files WHERE kind = 'attachment' ${areas} AND instr(name_key, ?) > 0 ORDER BY modified_ms DESC LIMIT ?`,
    wanted, request.limit,
  );
  const index = linkIndexOver(db);
  return rows.map(({ path }) => ({
    path: vaultPathSchema.parse(path),
    name: fileNameOf(path),
    folder: folderOf(vaultPathSchema.parse(path)),
    linkText: linkTextFor(path, request.from, request.linkStyle, index),
  }));
}
