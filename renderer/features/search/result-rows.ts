/** Search hits as the rows that arrow keys walk through: pure. */
import type { PassageHit, SearchHit } from '#shared/model/search.ts';

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
      : hit.passages.map((passage, index) => ({ hit, passage: withoutHeading(passage), first: index === 0 })),
  );
}

/** A passage often begins with its heading, which stands above it already. */
function withoutHeading(passage: PassageHit): PassageHit {
  const heading = passage.headingPath.at(-1) ?? '';
  if (heading === '' || !passage.text.startsWith(heading) || passage.text.length <= heading.length) return passage;
  const rest = passage.text.slice(heading.length).trimStart();
  const cut = passage.text.length - rest.length;
  const ranges = passage.ranges
    .filter(([start]) => start >= cut)
    .map(([start, end]): readonly [number, number] => [start - cut, end - cut]);
  return { ...passage, text: rest, ranges };
}
