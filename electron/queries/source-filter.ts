/** The notes that a `verso` block looks at, as SQL over `files f`. */
import { linkKey, resolveLink } from '#shared/markdown/resolve-link.ts';
import { parseWikilink } from '#shared/markdown/wikilink.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { FormSource } from '#shared/query/query-form.ts';
import type { ReadableDb } from '../db/database.ts';
import { areaOf, stemKeyOf } from '../indexer/file-row.ts';
import { linkIndexOver } from '../indexer/link-tables.ts';
import { filterOf, joinFilters, type FileFilter } from '../search/query-filter.ts';

/** `from`: the note that the block stands in. */
export function sourceFilter(db: ReadableDb, source: FormSource, from: VaultPath): FileFilter {
  switch (source.kind) {
    case 'all':
    case 'any':
      return joinFilters(source.parts.map((part) => sourceFilter(db, part, from)), source.kind === 'all' ? 'AND' : 'OR');
    case 'not': {
      const { sql, values } = sourceFilter(db, source.part, from);
      return { sql: `NOT (${sql})`, values };
    }
    case 'tag':
      return filterOf({ kind: 'tag', tag: source.tag });
    case 'place': {
      const key = linkKey(source.path);
      if (key === '') return { sql: '1', values: [] };
      return { sql: "(f.path_key = ? || '.md' OR f.path_key = ? OR (f.path_key > ? || '/' AND f.path_key < ? || '0'))", values: [key, key, key, key] };
    }
    case 'here':
      return { sql: 'f.path = ?', values: [from] };
    case 'linking':
      return linkingFilter(db, source.target, from);
    case 'search':
      return filterOf(source.root);
  }
}

/** A name that no file has can be linked to as well. */
function linkingFilter(db: ReadableDb, target: string | null, from: VaultPath): FileFilter {
  const link = target === null ? null : parseWikilink(target);
  const path = link === null ? from : resolveLink(link, from, linkIndexOver(db));
  if (path !== null) return { sql: 'f.id IN (SELECT l.source_id FROM links l JOIN files e ON e.id = l.resolved_id WHERE e.path = ? AND l.source_id <> e.id)', values: [path] };
  return { sql: 'f.id IN (SELECT source_id FROM links WHERE stem_key = ? AND resolved_id IS NULL)', values: [stemKeyOf(link?.target ?? '')] };
}

/** Whether a folder of imported sources is named: they are left out otherwise. */
export function namesSources(source: FormSource | null): boolean {
  if (source === null) return false;
  switch (source.kind) {
    case 'all':
    case 'any':
      return source.parts.some(namesSources);
    case 'not':
      return namesSources(source.part);
    case 'place':
      return areaOf(`${source.path}/note.md`) === 'source';
    default:
      return false;
  }
}
