/** What an answer was made from: its passages with their tokens, the model and what it cost. */
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AssistantMessage } from '#shared/model/chat.ts';
import { previewAttributes } from '../../api/link-preview.ts';
import { useOpenPassage } from './open-passage.ts';

export function MessageSources({ message }: { readonly message: AssistantMessage }) {
  const { t, i18n } = useTranslation('chat');
  const openPassage = useOpenPassage();
  const { sources, usage } = message;
  const cited = new Set(message.citations.map((citation) => citation.number));
  const cost = usage?.costUsd ?? null;
  const facts = [
    message.model,
    usage === null ? null : t(usage.estimated ? 'tokensEstimated' : 'tokens', { count: usage.inputTokens + usage.outputTokens }),
    cost === null ? null : new Intl.NumberFormat(i18n.language, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 }).format(cost),
  ].filter((fact) => fact !== null);
  if (sources.length === 0) return facts.length === 0 ? null : <p className="text-small text-muted">{facts.join(' · ')}</p>;
  return (
    <details className="group text-small text-muted">
      <summary className="flex cursor-default list-none items-center gap-1 rounded-sm">
        <ChevronRight size={14} aria-hidden className="transition-transform duration-(--motion-fast) group-open:rotate-90 rtl:-scale-x-100" />
        {[t('sources', { count: sources.length }), ...facts].join(' · ')}
      </summary>
      <ol className="mt-1 flex flex-col">
        {sources.map((source) => (
          <li key={source.number}>
            <button
              type="button"
              {...previewAttributes(source.path, { fragment: source.blockId === null ? undefined : `^${source.blockId}` })}
              className="flex w-full items-baseline gap-2 rounded-sm px-1 py-0.5 text-start hover:bg-hover"
              onClick={(event) => void openPassage(source, event.ctrlKey || event.metaKey)}
            >
              <span className={cited.has(source.number) ? 'font-medium text-accent tabular-nums' : 'tabular-nums'}>{source.number}</span>
              <span className="truncate text-text">{[source.title, ...source.headingPath.slice(-1)].join(' › ')}</span>
              <span className="ms-auto shrink-0 tabular-nums">{t('tokens', { count: source.tokens })}</span>
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}
