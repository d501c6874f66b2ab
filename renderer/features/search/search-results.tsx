/** The notes that a search found, with their passages; one row is chosen. */
import { FileText } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { previewAttributes } from '../../api/link-preview.ts';
import { classNames } from '../../ui/class-names.ts';
import { HighlightedText } from '../../ui/highlighted-text.tsx';
import type { ResultRow } from './result-rows.ts';

export interface SearchResultsProps {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly ResultRow[];
  readonly chosen: number;
  readonly onOpen: (row: ResultRow, newTab: boolean) => void;
}

export function SearchResults({ id, label, rows, chosen, onOpen }: SearchResultsProps) {
  const { i18n } = useTranslation('search');
  const list = useRef<HTMLDivElement>(null);
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className="flex flex-col">
      {rows.map((row, index) => {
        const { hit, passage, first } = row;
        const selected = index === chosen;
        const folder = hit.path.slice(0, Math.max(0, hit.path.lastIndexOf('/')));
        return (
          <div
            key={`${hit.path}:${passage?.start ?? 'title'}`}
            id={`${id}-${index}`}
            role="option"
            {...previewAttributes(hit.path, { line: passage?.line })}
            aria-selected={selected}
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => onOpen(row, event.ctrlKey || event.metaKey)}
            className={classNames('rounded-md px-3 py-1.5', first && index > 0 ? 'mt-3' : '', selected ? 'bg-selected' : 'hover:bg-hover')}
          >
            {first ? (
              <div className="flex items-baseline gap-2 pb-0.5">
                <FileText size={14} aria-hidden className="shrink-0 self-center text-faint" />
                <span className="min-w-0 truncate text-large font-semibold">
                  <HighlightedText text={hit.title} ranges={hit.titleRanges} />
                </span>
                <span className="min-w-0 flex-1 truncate text-small text-muted">{folder}</span>
                <span className="shrink-0 text-small text-faint tabular-nums">{day.format(hit.modifiedMs)}</span>
              </div>
            ) : null}
            {passage === null ? null : (
              <div className="pl-[22px] text-ui text-muted">
                {passage.headingPath.length === 0 ? null : (
                  <span className="block truncate text-small text-faint">{passage.headingPath.join(' › ')}</span>
                )}
                <span className="line-clamp-3 break-words">
                  <HighlightedText text={passage.text} ranges={passage.ranges} />
                </span>
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}
