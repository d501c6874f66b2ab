/** The edges between panes, dragged or moved by arrow keys. */
import { useEffect, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { PaneEdge } from '../../ui/split-pane.tsx';
import type { PaneDivider } from '../pane-geometry.ts';
import { resizeSplit } from '../pane-tree.ts';
import { useWorkspace } from '../workspace-context.ts';

const leastPx = 160;

export interface PaneDividersProps {
  readonly dividers: readonly PaneDivider[];
  readonly area: RefObject<HTMLElement | null>;
}

export function PaneDividers({ dividers, area }: PaneDividersProps) {
  const { t } = useTranslation('app');
  const updatePanes = useWorkspace((state) => state.updatePanes);
  const size = useSize(area);

  return dividers.map(({ splitId, index, direction, share, both, split, line }) => {
    const isRow = direction === 'row';
    const wholePx = Math.max(1, isRow ? split.width * size.width : split.height * size.height);
    const leastHerePx = Math.min(leastPx, (both * wholePx) / 2);
    const resize = (value: number): void => updatePanes((panes) => resizeSplit(panes, splitId, index, value));
    return (
      <div
        key={`${splitId}:${index}`}
        className="absolute z-10 flex"
        style={{
          left: `${line.x * 100}%`,
          top: `${line.y * 100}%`,
          ...(isRow ? { height: `${line.height * 100}%` } : { width: `${line.width * 100}%`, flexDirection: 'column' }),
        }}
      >
        <PaneEdge
          label={t(isRow ? 'tabs.resizeRow' : 'tabs.resizeColumn')}
          pane="before"
          direction={direction}
          widthPx={Math.round(share * wholePx)}
          minimumPx={Math.round(leastHerePx)}
          maximumPx={Math.round(both * wholePx - leastHerePx)}
          onWidthChange={(widthPx) => resize(widthPx / wholePx)}
          onReset={() => resize(both / 2)}
        />
      </div>
    );
  });
}

function useSize(area: RefObject<HTMLElement | null>): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [area]);
  return size;
}
