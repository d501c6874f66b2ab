/** Links that lead nowhere yet: of one note, or of the whole vault, gathered by what they name. */
import { linkKey } from '#shared/markdown/resolve-link.ts';
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import type { UnresolvedTarget } from '#shared/model/search.ts';
import type { ReadableDb } from '../db/database.ts';

const rowLimit = 20_000;
const shownSources = 50;

interface OpenLinkRow {
  readonly target: string;
  readonly path: string;
  readonly title: string;
  readonly line: number;
}

/** The most wanted first. `path` null: of all notes. Links of `raw/` count only when they should. */
export function unresolvedTargets(db: ReadableDb, path: VaultPath | null, sources: boolean, limit: number): { readonly targets: readonly UnresolvedTarget[]; readonly total: number } {
  const rows = db.all<OpenLinkRow>(
    `SELECT l.target, f.path, f.title, l.line FROM links l JOIN files f ON f.id = l.source_id
     WHERE l.resolved_id IS NULL AND l.target <> '' AND (?1 IS NULL OR f.path = ?1) AND (?2 OR f.area <> 'source')
     ORDER BY f.path, l.start_at LIMIT ?3`,
    path, Number(sources), rowLimit,
  );
  const groups = Map.groupBy(rows, (row) => linkKey(row.target.trim()).replace(/\.md$/u, ''));
  const targets = [...groups.values()].flatMap((links): UnresolvedTarget[] => {
    const [first] = links;
    if (first === undefined) return [];
    return [{
      target: first.target.trim(),
      count: links.length,
      sources: links.slice(0, shownSources).map((link) => ({ path: vaultPathSchema.parse(link.path), title: link.title, line: link.line })),
    }];
  });
  targets.sort((a, b) => b.count - a.count || a.target.localeCompare(b.target));
  return { targets: targets.slice(0, limit), total: targets.length };
}
