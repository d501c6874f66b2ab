/** Over a pane while a tab is dragged: drops in the middle move it here, drops near a side open a pane there. */
import { useState, type DragEvent } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { moveTabTo, moveTabToEdge, panesOf, type Edge } from '../pane-tree.ts';
import { useWorkspace } from '../workspace-context.ts';

type Zone = Edge | 'middle';

/** How near to a side counts as that side. */
const edgeShare = 0.25;

const areas: Readonly<Record<Zone, string>> = {
  middle: 'inset-1',
  left: 'inset-y-1 left-1 w-1/2',
  right: 'inset-y-1 right-1 w-1/2',
  top: 'inset-x-1 top-1 h-1/2',
  bottom: 'inset-x-1 bottom-1 h-1/2',
};

export function PaneDrop({ paneId }: { readonly paneId: string }) {
  const dragged = useWorkspace((state) => state.draggedTab);
  const setDragged = useWorkspace((state) => state.setDraggedTab);
  const updatePanes = useWorkspace((state) => state.updatePanes);
  const [zone, setZone] = useState<Zone | null>(null);

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    if (dragged === null) return;
    const at = zoneAt(event);
    updatePanes((panes) => {
      if (at !== 'middle') return moveTabToEdge(panes, dragged, paneId, at);
      const count = panesOf(panes).find((pane) => pane.id === paneId)?.tabs.length ?? 0;
      return moveTabTo(panes, dragged, paneId, count);
    });
    setDragged(null);
  };

  return (
    <div
      aria-hidden
      data-drop
      className="absolute inset-0 z-20"
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setZone(zoneAt(event));
      }}
      onDragLeave={() => setZone(null)}
      onDrop={drop}
    >
      {zone === null ? null : <div className={classNames('pointer-events-none absolute rounded-md border border-accent bg-accent-soft opacity-60', areas[zone])} />}
    </div>
  );
}

function zoneAt(event: DragEvent): Zone {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  const x = (event.clientX - left) / Math.max(1, width);
  const y = (event.clientY - top) / Math.max(1, height);
  const [nearest, distance] = ([['left', x], ['right', 1 - x], ['top', y], ['bottom', 1 - y]] as const).reduce((best, each) => (each[1] < best[1] ? each : best));
  return distance < edgeShare ? nearest : 'middle';
}
