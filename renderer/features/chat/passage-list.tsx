/** Passages as the answer itself, where no model is connected. */
import { useTranslation } from 'react-i18next';
import type { Citation } from '#shared/model/chat.ts';
import { previewAttributes } from '../../api/link-preview.ts';
import type { CitedPassage } from './citation-mark.tsx';
import { useOpenPassage } from './open-passage.ts';

export interface PassageListProps {
  readonly citations: readonly Citation[];
  readonly passages: ReadonlyMap<number, CitedPassage>;
}

export function PassageList({ citations, passages }: PassageListProps) {
  const { t } = useTranslation('chat');
  const openPassage = useOpenPassage();
  return (
    <ol aria-label={t('passages')} className="flex flex-col gap-2">
      {citations.map((citation) => (
        <li key={citation.number}>
          <button
            type="button"
              {...previewAttributes(citation.path, { fragment: citation.blockId === null ? undefined : `^${citation.blockId}` })}
            className="flex w-full flex-col gap-1 rounded-md border border-border bg-raised px-3 py-2 text-start hover:bg-hover"
            onClick={(event) => void openPassage(citation, event.ctrlKey || event.metaKey)}
          >
            <span className="flex w-full items-baseline gap-2">
              <span className="text-small font-medium text-accent tabular-nums">{citation.number}</span>
              <span className="truncate font-medium">{[citation.title, ...citation.headingPath.slice(-1)].join(' › ')}</span>
              {citation.date === null ? null : <span className="ms-auto shrink-0 text-small text-muted">{citation.date}</span>}
            </span>
            <span dir="auto" className="line-clamp-5 font-reading text-large whitespace-pre-line text-muted">
              {passages.get(citation.number)?.text ?? citation.quote}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
