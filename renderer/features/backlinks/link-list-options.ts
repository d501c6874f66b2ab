/** How a panel lists mentions: filtered by words, sorted, opened or closed. Pure. */
import type { MentionGroup } from '#shared/model/search.ts';

export const mentionSorts = ['recent', 'name', 'count'] as const;
export type MentionSort = (typeof mentionSorts)[number];

export interface ListOptions {
  readonly filter: string;
  readonly sort: MentionSort;
  /** Whether groups begin closed. */
  readonly collapsed: boolean;
}

export const plainOptions: ListOptions = { filter: '', sort: 'recent', collapsed: false };

export function matchesFilter(text: string, filter: string): boolean {
  const wanted = filter.trim().toLocaleLowerCase();
  return wanted === '' || text.toLocaleLowerCase().includes(wanted);
}

/** A group whose note matches keeps all its mentions; else those that match stay. */
export function listGroups(groups: readonly MentionGroup[], { filter, sort }: ListOptions): readonly MentionGroup[] {
  const kept = groups.flatMap((group) => {
    if (matchesFilter(`${group.title} ${group.path}`, filter)) return [group];
    const mentions = group.mentions.filter(({ text }) => matchesFilter(text, filter));
    return mentions.length === 0 ? [] : [{ ...group, mentions }];
  });
  const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  if (sort === 'name') return kept.toSorted((a, b) => byName.compare(a.title, b.title));
  return sort === 'count' ? kept.toSorted((a, b) => b.mentions.length - a.mentions.length) : kept;
}
