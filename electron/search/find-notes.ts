/** Every note that a search finds, by path: what a change of all of them begins with. */
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import { parseQuery } from '#shared/search/parse-query.ts';
import { readWords, type SearchDeps } from './full-text.ts';
import { phraseExpression } from './match-expression.ts';
import { filterOf, joinFilters, matching, needsText, type FileFilter } from './query-filter.ts';
import { planQuery } from './query-plan.ts';
import { readExpressions, wordBeingTyped } from './word-reading.ts';

export interface FoundNotes {
  /** In the order of their paths. */
  readonly paths: readonly VaultPath[];
  /** True where reading took too long: there are more. */
  readonly incomplete: boolean;
}

/** Without anything that could be searched for: all notes. */
export async function findNotes({ db, textSearch, signal }: SearchDeps, { text, sources }: { readonly text: string; readonly sources: boolean }): Promise<FoundNotes> {
  const area: FileFilter = { sql: sources ? "f.kind = 'note'" : "f.kind = 'note' AND f.area <> 'source'", values: [] };
  const list = (filters: readonly FileFilter[], incomplete = false): FoundNotes => {
    const { sql, values } = joinFilters([area, ...filters]);
    const rows = db.all<{ path: string }>(`SELECT f.path FROM files f WHERE ${sql} ORDER BY f.path`, ...values);
    return { paths: rows.map(({ path }) => vaultPathSchema.parse(path)), incomplete };
  };
  const { root } = parseQuery(text);
  if (root === null) return list([]);
  const plan = planQuery(root);
  if ([plan.words, ...plan.phrases].some((part) => phraseExpression(part) !== null)) {
    return list([...plan.conditions.map((condition) => filterOf(condition)), matching(readWords(db, text, plan).loose)]);
  }
  // Signs alone ask for nothing.
  if (plan.conditions.length === 0) return list([]);
  const typing = wordBeingTyped(db, text);
  if (!needsText(root)) return list([filterOf(root, readExpressions(typing))]);
  const { matches, incomplete } = await textSearch.find({ root, sources, typing }, signal);
  return list([{ sql: 'f.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(matches.map(({ fileId }) => fileId))] }], incomplete);
}
