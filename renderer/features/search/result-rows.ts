/** Search hits as the rows that arrow keys walk through: pure. */
import type { PassageHit, SearchHit } from '#shared/model/search.ts';
import { shownPassage } from '#shared/search/shown-passage.ts';

/** One passage of a hit; a hit that matches by its title alone is one row without a passage. */
export interface ResultRow {
  readonly hit: SearchHit;
  readonly passage: PassageHit | null;
  /** Whether this row begins its hit. */
  readonly first: boolean;
}

export function rowsOf(hits: readonly SearchHit[]): readonly ResultRow[] {
  return hits.flatMap((hit): readonly ResultRow[] =>
    hit.passages.length === 0
      ? [{ hit, passage: null, first: true }]
      : hit.passages.map((passage, index) => ({ hit, passage: shownPassage(passage), first: index === 0 })),
  );
}
