/** The neighbourhood of the note in the shown tab, in the right panel. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../api/query.ts';
import type { SectionProps } from '../../api/view.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/state-views.tsx';
import { Select } from '../../ui/select.tsx';
import { GraphPanel } from './graph-panel.tsx';

type Depth = '1' | '2' | '3';

export function LocalGraph({ path }: SectionProps) {
  const { t } = useTranslation('graph');
  const [depth, setDepth] = useState<Depth>('1');
  if (path === null) return <EmptyState compact title={t('noNote')} text={t('noNoteText')} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center justify-between gap-2 px-3 py-2 text-small text-muted">
        <span aria-hidden>{t('depth')}</span>
        <Select<Depth>
          label={t('depth')}
          value={depth}
          onValueChange={setDepth}
          options={[
            { value: '1', label: t('depth1') },
            { value: '2', label: t('depth2') },
            { value: '3', label: t('depth3') },
          ]}
        />
      </div>
      <div className="min-h-0 flex-1">
        <Neighbourhood path={path} depth={Number(depth)} />
      </div>
    </div>
  );
}

function Neighbourhood({ path, depth }: { readonly path: NonNullable<SectionProps['path']>; readonly depth: number }) {
  const { t } = useTranslation('graph');
  const graph = useCall('graph.local', { path, depth }, { keepPrevious: true });
  if (graph.isError) {
    return (
      <ErrorState
        compact
        title={t('failed')}
        text={t('failedText')}
        detail={graph.error.message}
        actions={<Button onClick={() => void graph.refetch()}>{t('retry')}</Button>}
      />
    );
  }
  if (graph.data === undefined) return <Skeleton label={t('loading')} className="p-4" />;
  if (graph.data.edges.length === 0) return <EmptyState compact title={t('noLinks')} text={t('noLinksText')} />;
  return <GraphPanel compact data={graph.data} centre={path} label={t('localTitle')} />;
}
