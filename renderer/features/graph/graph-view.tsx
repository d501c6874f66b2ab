/** The graph of the whole vault, as a tab. */
import { Waypoints } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../../api/navigation.ts';
import { useCall } from '../../api/query.ts';
import type { ViewProps } from '../../api/view.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/state-views.tsx';
import { Switch } from '../../ui/switch.tsx';
import { GraphPanel } from './graph-panel.tsx';

export function GraphView({ shown }: ViewProps) {
  const { t } = useTranslation('graph');
  const navigation = useNavigation();
  const [sources, setSources] = useState(false);
  const [unresolved, setUnresolved] = useState(false);
  const graph = useCall('graph.whole', { sources, unresolved }, { enabled: shown, keepPrevious: true });

  return (
    <div className="flex h-full flex-col">
      <header className="flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-border px-4 py-2">
        <h1 className="text-large font-semibold">{t('title')}</h1>
        <label className="flex items-center gap-2 text-muted">
          <Switch label={t('sources')} checked={sources} onCheckedChange={setSources} />
          <span aria-hidden>{t('sources')}</span>
        </label>
        <label className="flex items-center gap-2 text-muted">
          <Switch label={t('unresolved')} checked={unresolved} onCheckedChange={setUnresolved} />
          <span aria-hidden>{t('unresolved')}</span>
        </label>
      </header>
      <div className="min-h-0 flex-1">
        {graph.isError ? (
          <ErrorState
            title={t('failed')}
            text={t('failedText')}
            detail={graph.error.message}
            actions={<Button onClick={() => void graph.refetch()}>{t('retry')}</Button>}
          />
        ) : graph.data === undefined ? (
          <Skeleton label={t('loading')} lines={8} className="p-6" />
        ) : graph.data.nodes.length === 0 ? (
          <EmptyState
            icon={<Waypoints size={28} aria-hidden />}
            title={t('empty')}
            text={t('emptyText')}
            actions={
              <Button variant="primary" onClick={() => navigation.run('daily.today')}>
                {t('write')}
              </Button>
            }
          />
        ) : (
          <GraphPanel data={graph.data} centre={null} label={t('title')} />
        )}
      </div>
    </div>
  );
}
