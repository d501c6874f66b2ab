/** One graph of the vault as a picture, with its legend, search, zoom and an equal as a list. */
import { List, LocateFixed, Minus, Plus, Waypoints } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseVaultPath } from '#shared/model/note-path.ts';
import type { Graph, GraphNode } from '#shared/model/search.ts';
import { useNavigation } from '../../api/navigation.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { GraphCanvas } from './graph-canvas.ts';
import { GraphLegend } from './graph-legend.tsx';
import { GraphList } from './graph-list.tsx';
import { GraphSearch } from './graph-search.tsx';

export interface GraphPanelProps {
  readonly data: Graph;
  /** The note that a local graph stands around. */
  readonly centre: string | null;
  readonly label: string;
  /** In the right panel: without search and legend. */
  readonly compact?: boolean;
}

export function GraphPanel({ data, centre, label, compact = false }: GraphPanelProps) {
  const { t } = useTranslation('graph');
  const navigation = useNavigation();
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<GraphCanvas | null>(null);
  const [asList, setAsList] = useState(false);
  const [focused, setFocused] = useState<GraphNode | null>(null);
  const [failed, setFailed] = useState(false);
  const open = useMemo(
    () => (node: GraphNode, newTab: boolean) => {
      const path = parseVaultPath(node.id);
      if (path !== null && node.kind !== 'unresolved' && node.kind !== 'attachment') {
        navigation.openNote(path, { newTab });
      }
    },
    [navigation],
  );
  // The same answer fetched again is the same picture: it must not start over.
  const signature = useMemo(() => JSON.stringify(data), [data]);
  const openRef = useRef(open);
  useEffect(() => {
    openRef.current = open;
  }, [open]);

  useEffect(() => {
    const element = container.current;
    if (element === null || asList) return undefined;
    try {
      const drawn = new GraphCanvas({
        container: element,
        data,
        centre,
        onOpen: (node, newTab) => openRef.current(node, newTab),
        onFocus: setFocused,
        onSettled: () => element.setAttribute('data-settled', 'true'),
      });
      canvas.current = drawn;
      return () => {
        canvas.current = null;
        element.removeAttribute('data-settled');
        drawn.destroy();
      };
    } catch {
      // No WebGL here: the list says the same.
      setFailed(true);
      setAsList(true);
      return undefined;
    }
    // `signature` stands for `data`.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [signature, centre, asList]);

  return (
    <div className="relative flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-1 border-b border-border px-2 py-1.5">
        {compact ? null : (
          <GraphSearch nodes={data.nodes} onShow={(id) => canvas.current?.show(id)} onOpen={(node) => open(node, false)} />
        )}
        <span className="flex-1 truncate px-1 text-small text-muted" aria-live="polite">
          {focused === null
            ? t('counts', { notes: data.nodes.length, links: data.edges.length })
            : t('focused', { name: focused.label, links: focused.degree })}
        </span>
        {asList ? null : (
          <>
            <IconButton label={t('zoomOut')} onClick={() => canvas.current?.zoomOut()}>
              <Minus size={16} aria-hidden />
            </IconButton>
            <IconButton label={t('zoomIn')} onClick={() => canvas.current?.zoomIn()}>
              <Plus size={16} aria-hidden />
            </IconButton>
            <IconButton label={t('fit')} onClick={() => canvas.current?.fit()}>
              <LocateFixed size={16} aria-hidden />
            </IconButton>
          </>
        )}
        <IconButton
          label={asList ? t('showPicture') : t('showList')}
          pressed={asList}
          disabled={failed}
          onClick={() => setAsList((shown) => !shown)}
        >
          {asList ? <Waypoints size={16} aria-hidden /> : <List size={16} aria-hidden />}
        </IconButton>
      </div>
      {data.truncated ? <p className="border-b border-border px-3 py-1 text-small text-muted">{t('truncated')}</p> : null}
      {failed ? <p className="border-b border-border px-3 py-1 text-small text-muted">{t('noWebgl')}</p> : null}
      {asList ? (
        <GraphList data={data} label={label} onOpen={open} />
      ) : (
        <div ref={container} role="img" aria-label={t('picture', { label, notes: data.nodes.length, links: data.edges.length })} className="min-h-0 flex-1 bg-surface" />
      )}
      {compact || asList ? null : <GraphLegend nodes={data.nodes} />}
    </div>
  );
}
