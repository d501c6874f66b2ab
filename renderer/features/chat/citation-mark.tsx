/** The mark of a citation: hover or focus shows the passage, a click opens it in its note. */
import { PreviewCard } from '@base-ui/react/preview-card';
import { useTranslation } from 'react-i18next';
import type { ChatSource, Citation } from '#shared/model/chat.ts';
import { useOpenPassage } from './open-passage.ts';

/** A supplied passage; its text is known only where this window has seen it. */
export type CitedPassage = ChatSource & { readonly text?: string };

export interface CitationMarkProps {
  readonly citation: Citation;
  readonly passage: CitedPassage | null;
}

export function CitationMark({ citation, passage }: CitationMarkProps) {
  const { t } = useTranslation('chat');
  const openPassage = useOpenPassage();
  const place = [citation.title, ...citation.headingPath.slice(-1)].filter((part) => part !== '').join(' › ');
  return (
    <PreviewCard.Root>
      <PreviewCard.Trigger
        delay={150}
        render={
          <button
            type="button"
            aria-label={t('citation', { number: citation.number, title: citation.title })}
            className="ms-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-sm bg-accent-soft px-1 align-[0.15em] font-sans text-caption font-medium text-accent hover:bg-accent hover:text-on-accent"
            onClick={(event) => void openPassage(citation, event.ctrlKey || event.metaKey)}
          />
        }
      >
        {citation.number}
      </PreviewCard.Trigger>
      <PreviewCard.Portal>
        <PreviewCard.Positioner side="top" sideOffset={6} className="z-50">
          <PreviewCard.Popup
            role="region"
            aria-label={place}
            className="float-in w-80 max-w-[calc(100vw-32px)] rounded-md border border-border bg-raised p-3 text-ui shadow-float"
          >
            <p className="truncate font-medium">{place}</p>
            <p className="truncate text-small text-muted">{citation.date === null ? citation.path : `${citation.date} · ${citation.path}`}</p>
            <p dir="auto" className="mt-2 line-clamp-6 border-s-2 border-accent ps-2 font-reading">
              {citation.quote === '' ? passage?.text : citation.quote}
            </p>
          </PreviewCard.Popup>
        </PreviewCard.Positioner>
      </PreviewCard.Portal>
    </PreviewCard.Root>
  );
}
