/** What of a search was not understood: said in words, with its place marked in what was typed. */
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { QueryProblem } from '#shared/search/query-tree.ts';
import { HighlightedText } from '../../ui/highlighted-text.tsx';

export interface QueryProblemsProps {
  readonly query: string;
  readonly problems: readonly QueryProblem[];
  /** The search took too long and was ended. */
  readonly incomplete: boolean;
}

/** More would hide the results. */
const mostShown = 3;
/** Characters of the search that are shown around a place. */
const around = 30;

export function QueryProblems({ query, problems, incomplete }: QueryProblemsProps) {
  const { t } = useTranslation('search');
  if (problems.length === 0 && !incomplete) return null;
  return (
    <div role="status" aria-label={t('problems')} className="mt-2 text-small text-warning">
      <ul className="flex flex-col gap-1">
        {problems.slice(0, mostShown).map(({ code, start, end, about }) => {
          const from = Math.max(0, start - around);
          const to = Math.min(query.length, Math.max(end, start) + around);
          return (
            <li key={`${code}:${start}`} className="flex min-w-0 items-center gap-1.5">
              <TriangleAlert size={13} aria-hidden className="shrink-0" />
              <span className="shrink-0">{t(`problem.${code}`, { about })}</span>
              <code className="min-w-0 truncate rounded-sm bg-sunken px-1.5 font-mono text-text [font-variant-ligatures:none]">
                {from > 0 ? '…' : ''}
                <HighlightedText text={query.slice(from, to)} ranges={[[start - from, Math.max(end, start) - from]]} />
                {to < query.length ? '…' : ''}
              </code>
            </li>
          );
        })}
        {incomplete ? (
          <li className="flex items-center gap-1.5">
            <TriangleAlert size={13} aria-hidden className="shrink-0" />
            {t('incomplete')}
          </li>
        ) : null}
      </ul>
    </div>
  );
}
