/** The middle of the window: the panes, each with its tabs and what the chosen one shows. */
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteStatus } from '../../api/view.ts';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { paneGeometry, upperRightPane } from '../pane-geometry.ts';
import { activatePane, activePane, panesOf, tabOfPane, type Pane } from '../pane-tree.ts';
import { placeOf } from '../tab-list.ts';
import { useWorkspace } from '../workspace-context.ts';
import { overlaysAt } from '../workspace.ts';
import { PaneDividers } from './pane-dividers.tsx';
import { PaneFrame } from './pane-frame.tsx';
import { PlaceContent } from './place-content.tsx';
import { tabId, tabPanelId, usePlaceTitle } from './tab-bar.tsx';
import { TabHost } from './tab-host.tsx';
import { ViewBoundary } from './view-boundary.tsx';

/** Hidden tabs that stay mounted, so that going to and fro keeps caret and scroll. */
const keptTabs = 6;

export function MainPane({ onStatus }: { readonly onStatus: (status: NoteStatus | null) => void }) {
  const { t } = useTranslation('app');
  const tree = useWorkspace((state) => state.panes);
  const updatePanes = useWorkspace((state) => state.updatePanes);
  // Where there is no room for several, the active pane has it all.
  const single = useMediaQuery(overlaysAt.left);
  const root = useRef<HTMLElement>(null);
  const panes = panesOf(tree);
  const here = activePane(tree);
  const geometry = paneGeometry(single ? here : tree.root);
  const active = tabOfPane(here);
  const place = active === null ? null : placeOf(active);
  const titleOf = usePlaceTitle();
  const mounted = useRecent(panes, here.activeId);

  useEffect(() => {
    document.title = place === null ? 'Verso' : `${titleOf(place)} — Verso`;
    if (place?.kind !== 'note') onStatus(null);
  });

  const enter = (event: SyntheticEvent): void => {
    const paneId = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-pane]')?.dataset['pane'] : undefined;
    if (paneId !== undefined && paneId !== here.id) updatePanes((now) => activatePane(now, paneId));
  };

  return (
    <main
      ref={root}
      id="main"
      tabIndex={-1}
      aria-label={t('tabs.content')}
      className="relative min-w-0 flex-1 overflow-hidden outline-none"
      onPointerDownCapture={enter}
      onFocusCapture={enter}
    >
      {panes.map((pane, index) => (
        <PaneFrame
          key={pane.id}
          pane={pane}
          rect={geometry.panes.get(pane.id) ?? null}
          number={index + 1}
          count={panes.length}
          active={pane.id === here.id}
          single={single}
          first={single || index === 0}
          last={upperRightPane(geometry) === pane.id}
        />
      ))}
      {panes.flatMap((pane) =>
        pane.tabs.map((tab) => {
          if (!mounted.includes(tab.id)) return null;
          const shown = tab.id === pane.activeId;
          const { kind, params, movedFrom } = placeOf(tab);
          return (
            <TabHost key={tab.id} paneId={pane.id}>
              <div id={tabPanelId(tab.id)} role="tabpanel" aria-labelledby={tabId(tab.id)} hidden={!shown} className="min-h-0 flex-1">
                <ViewBoundary key={`${kind}:${movedFrom ?? String(params['path'] ?? '')}`}>
                  <PlaceContent
                    place={placeOf(tab)}
                    active={shown && pane.id === here.id}
                    shown={shown && geometry.panes.has(pane.id)}
                    onStatus={onStatus}
                  />
                </ViewBoundary>
              </div>
            </TabHost>
          );
        }),
      )}
      <PaneDividers dividers={geometry.dividers} area={root} />
    </main>
  );
}

/** The ids of the tabs that panes show, and of those shown shortly before. */
function useRecent(panes: readonly Pane[], activeId: string | null): readonly string[] {
  const [recent, setRecent] = useState<readonly string[]>([]);
  const shown = panes.flatMap((pane) => (pane.activeId === null || pane.activeId === activeId ? [] : [pane.activeId]));
  const first = [...(activeId === null ? [] : [activeId]), ...shown];
  const next = [...first, ...recent.filter((id) => !first.includes(id))]
    .filter((id) => panes.some((pane) => pane.tabs.some((tab) => tab.id === id)))
    .slice(0, Math.max(keptTabs, first.length));
  if (next.length !== recent.length || next.some((id, index) => id !== recent[index])) setRecent(next);
  return next;
}
