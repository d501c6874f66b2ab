/** The Outline section of the right panel: the shown note's headings. */
import { ListTree } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { scanNote } from '#shared/markdown/outline.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { ApiError, useCall } from '../../api/query.ts';
import type { SectionProps } from '../../api/view.ts';
import { EmptyState, Skeleton } from '../../ui/state-views.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { folderPathSchema, joinPath } from '#shared/model/note-path.ts';

const placeholder = joinPath(folderPathSchema.parse(''), 'none.md');

export function OutlinePanel({ path }: SectionProps) {
  const { t } = useTranslation('outline');
  const navigation = useNavigation();
  const failureText = useFailureText();
  const note = useCall('note.read', { path: path ?? placeholder }, { enabled: path !== null, keepPrevious: true });
  const text = note.data?.text;
  const headings = useMemo(() => (text === undefined ? [] : scanNote(text).headings), [text]);
  const shallowest = Math.min(6, ...headings.map((heading) => heading.level));
  const icon = <ListTree size={22} strokeWidth={1.5} aria-hidden />;

  if (path === null) return <EmptyState compact icon={icon} title={t('nothingTitle')} text={t('nothingText')} />;
  const missing = note.error instanceof ApiError && note.error.code === 'not-found';
  if (note.error !== null && !missing) return <p className="p-4 text-small text-danger">{failureText(note.error)}</p>;
  if (note.isPending) return <Skeleton label={t('loading')} className="p-4" />;
  if (headings.length === 0) return <EmptyState compact icon={icon} title={t('emptyTitle')} text={t('emptyText')} />;

  return (
    <RovingList
      role="list"
      label={t('label')}
      items={headings}
      keyOf={(heading) => heading.slug}
      textOf={(heading) => heading.text}
      itemHeightPx={28}
      className="min-h-0 flex-1 overflow-y-auto py-2"
      renderItem={(heading, roving) => (
        <div role="listitem" className="px-2">
          <button
            type="button"
            {...roving}
            onClick={() => navigation.openNote(path, { line: heading.line })}
            style={{ paddingLeft: 8 + (heading.level - shallowest) * 14 }}
            className="block h-7 w-full truncate rounded-md pr-2 text-left text-ui text-muted hover:bg-hover hover:text-text"
          >
            {heading.text === '' ? t('untitled') : heading.text}
          </button>
        </div>
      )}
    />
  );
}
