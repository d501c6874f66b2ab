/** The tabs of a pane: chosen, closed, pinned, moved; with the way back and forward beside them. */
import { ChevronLeft, ChevronRight, Columns2, PanelLeft, PanelRight, Pin, Plus, X } from 'lucide-react';
import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf } from '#shared/model/note-path.ts';
import type { CommandId } from '#shared/model/command.ts';
import { useCommandKeys, useCommandRegistry } from '../../api/commands.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ContextMenu, type MenuItem } from '../../ui/menu.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { runCommand } from '../commands.ts';
import { activateTab, changePane, moveShownToNextPane, moveTabTo, tabOfPane, type Pane } from '../pane-tree.ts';
import { closeOthers, closeTab, pinTab, placeOf, type Place, type Tab } from '../tab-list.ts';
import { overlaysAt } from '../workspace.ts';
import { useWorkspace } from '../workspace-context.ts';

export const tabPanelId = (id: string): string => `tab-panel-${id}`;
export const tabId = (id: string): string => `tab-${id}`;

/** What a place is called on its tab. */
export function usePlaceTitle(): (place: Place) => string {
  const { t } = useTranslation('app');
  return ({ kind, params }) => {
    if (kind === 'note') return noteNameOf(String(params['path']));
    if (kind === 'search' && typeof params['text'] === 'string' && params['text'] !== '') return `${t('views.search')}: ${params['text']}`;
    if (kind === 'chat' && typeof params['title'] === 'string') return params['title'];
    return t(`views.${kind}`);
  };
}

export interface TabBarProps {
  readonly pane: Pane;
  readonly number: number;
  readonly count: number;
  readonly active: boolean;
  readonly single: boolean;
  readonly first: boolean;
  readonly last: boolean;
}

export function TabBar({ pane, number, count, active, single, first, last }: TabBarProps) {
  const { t } = useTranslation('app');
  const registry = useCommandRegistry();
  const keysOf = useCommandKeys();
  const updatePanes = useWorkspace((state) => state.updatePanes);
  const layout = useWorkspace((state) => state.layout);
  const dragged = useWorkspace((state) => state.draggedTab);
  const setDragged = useWorkspace((state) => state.setDraggedTab);
  const sidebarHidden = useMediaQuery(overlaysAt.left) || !layout.sidebarOpen;
  const rightHidden = useMediaQuery(overlaysAt.right) || !layout.rightOpen;
  const titleOf = usePlaceTitle();
  const [dropAt, setDropAt] = useState<number | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const shown = tabOfPane(pane);
  useEffect(() => {
    const { activeId } = pane;
    if (bar.current === null || activeId === null) return undefined;
    // At once, and whenever the bar gets narrower: the tab that is shown stays in sight.
    const watch = new ResizeObserver(() => document.getElementById(tabId(activeId))?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
    watch.observe(bar.current);
    return () => watch.disconnect();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- of the pane only which tab is shown
  }, [pane.activeId]);
  const several = count > 1;
  const button = (command: CommandId, label: string, icon: React.ReactNode, disabled = false) => (
    <IconButton label={label} keys={keysOf(command)} disabled={disabled} onClick={() => runCommand(registry, command)}>
      {icon}
    </IconButton>
  );
  const close = (id: string): void => updatePanes((panes) => changePane(panes, pane.id, (list) => closeTab(list, id)));
  const run = (tab: Tab, command: CommandId) => () => {
    updatePanes((panes) => activateTab(panes, tab.id));
    runCommand(registry, command);
  };
  const itemsOf = (tab: Tab): readonly MenuItem[] => [
    { id: 'close', label: t('tabs.close'), keys: keysOf('tab.close'), run: () => close(tab.id) },
    {
      id: 'close-others',
      label: t('tabs.closeOthers'),
      disabled: !pane.tabs.some((other) => other.id !== tab.id && other.pinned !== true),
      run: () => updatePanes((panes) => changePane(panes, pane.id, (list) => closeOthers(list, tab.id))),
    },
    {
      id: 'pin',
      label: t(tab.pinned === true ? 'tabs.unpin' : 'tabs.pin'),
      keys: keysOf('tab.pin'),
      run: () => updatePanes((panes) => changePane(panes, pane.id, (list) => pinTab(list, tab.id, tab.pinned !== true))),
    },
    { kind: 'separator', id: 'panes' },
    { id: 'split-right', label: t('tabs.splitRight'), keys: keysOf('pane.splitRight'), run: run(tab, 'pane.splitRight') },
    { id: 'split-down', label: t('tabs.splitDown'), keys: keysOf('pane.splitDown'), run: run(tab, 'pane.splitDown') },
    {
      id: 'move',
      label: t(several ? 'tabs.moveToPane' : 'tabs.moveToNewPane'),
      keys: keysOf('tab.moveToPane'),
      disabled: !several && pane.tabs.length === 1,
      run: () => updatePanes((panes) => moveShownToNextPane(activateTab(panes, tab.id))),
    },
    ...(several ? [{ id: 'close-pane', label: t('tabs.closePane'), keys: keysOf('pane.close'), run: run(tab, 'pane.close') }] : []),
  ];

  const onKeyDown = (event: KeyboardEvent, tab: Tab, index: number): void => {
    const target = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: pane.tabs.length - 1 }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (target !== undefined) {
      const next = pane.tabs[(target + pane.tabs.length) % pane.tabs.length];
      if (next === undefined) return;
      updatePanes((panes) => activateTab(panes, next.id));
      bar.current?.querySelector<HTMLElement>(`#${tabId(next.id)}`)?.focus();
    } else if (event.key === 'Delete') close(tab.id);
    else return;
    event.preventDefault();
  };

  /** Before which tab a dragged one would land: the first whose middle lies behind the pointer. */
  const positionAt = (event: DragEvent): number => {
    const tabs = [...(bar.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    const index = tabs.findIndex((element) => {
      const { left, width } = element.getBoundingClientRect();
      return event.clientX < left + width / 2;
    });
    return index === -1 ? tabs.length : index;
  };

  return (
    <div className={classNames('flex h-10 shrink-0 items-center gap-1 border-b border-border bg-sunken px-2', several && !active && 'text-faint')}>
      {first && sidebarHidden ? button('layout.sidebar', t('sidebar.show'), <PanelLeft size={16} aria-hidden />) : null}
      {button('history.back', t('tabs.back'), <ChevronLeft size={16} aria-hidden />, shown === null || shown.at === 0)}
      {button('history.forward', t('tabs.forward'), <ChevronRight size={16} aria-hidden />, shown === null || shown.at === shown.history.length - 1)}
      <div
        ref={bar}
        {...(pane.tabs.length === 0 ? {} : { role: 'tablist', 'aria-label': several ? t('tabs.labelInPane', { number }) : t('tabs.label') })}
        onDragOver={(event) => {
          if (dragged === null) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'move';
          setDropAt(positionAt(event));
        }}
        onDragLeave={() => setDropAt(null)}
        onDrop={(event) => {
          setDropAt(null);
          if (dragged === null) return;
          event.preventDefault();
          const to = positionAt(event);
          updatePanes((panes) => moveTabTo(panes, dragged, pane.id, to));
          setDragged(null);
        }}
        className="flex h-full min-w-0 flex-1 items-end gap-px overflow-x-auto overflow-y-hidden pt-1.5 [scrollbar-width:none]"
      >
        {pane.tabs.map((tab, index) => {
          const selected = tab.id === pane.activeId;
          const title = titleOf(placeOf(tab));
          const pinned = tab.pinned === true;
          return (
            <ContextMenu key={tab.id} items={itemsOf(tab)}>
              <div
                id={tabId(tab.id)}
                role="tab"
                aria-selected={selected}
                aria-controls={tabPanelId(tab.id)}
                {...(pinned ? { 'aria-label': t('tabs.pinned', { title }) } : {})}
                tabIndex={selected ? 0 : -1}
                title={title}
                draggable
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  // Firefox and some desktops begin no drag without data.
                  event.dataTransfer.setData('application/x-verso-tab', tab.id);
                  // What is dragged must still stand as it is while the drag begins.
                  requestAnimationFrame(() => setDragged(tab.id));
                }}
                onDragEnd={() => setDragged(null)}
                onClick={() => updatePanes((panes) => activateTab(panes, tab.id))}
                onAuxClick={(event) => {
                  if (event.button === 1) close(tab.id);
                }}
                onKeyDown={(event) => onKeyDown(event, tab, index)}
                className={classNames(
                  'group relative flex h-full shrink items-center gap-1 rounded-t-md border border-b-0 text-ui select-none',
                  pinned ? 'max-w-32 min-w-9 pr-2 pl-2' : 'max-w-52 min-w-24 pr-1 pl-3',
                  selected ? 'border-border bg-surface' : 'border-transparent text-muted hover:bg-hover',
                  selected && (active ? 'font-medium text-text' : 'text-muted'),
                )}
              >
                {selected ? <span aria-hidden className="absolute inset-x-0 -bottom-px h-px bg-surface" /> : null}
                {selected && active && several ? <span aria-hidden className="absolute inset-x-0 -top-px h-0.5 rounded-t-md bg-accent" /> : null}
                {dropAt === index ? <DropMark side="before" /> : null}
                {dropAt === pane.tabs.length && index === pane.tabs.length - 1 ? <DropMark side="after" /> : null}
                {pinned ? <Pin size={13} aria-hidden className="shrink-0 text-faint" /> : null}
                <span className="min-w-0 flex-1 truncate">{title}</span>
                {/* For the pointer only: Delete closes the focused tab, and a command the shown one. */}
                {pinned ? null : (
                  <span
                    aria-hidden
                    data-close
                    onClick={(event) => {
                      event.stopPropagation();
                      close(tab.id);
                    }}
                    className={classNames(
                      'flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text',
                      selected ? '' : 'opacity-0 group-hover:opacity-100',
                    )}
                  >
                    <X size={13} />
                  </span>
                )}
              </div>
            </ContextMenu>
          );
        })}
      </div>
      {button('tab.new', t('tabs.new'), <Plus size={16} aria-hidden />)}
      {single && several ? button('pane.next', t('tabs.nextPane', { number, count }), <Columns2 size={16} aria-hidden />) : null}
      {last && rightHidden ? button('layout.right', t('right.show'), <PanelRight size={16} aria-hidden />) : null}
    </div>
  );
}

/** Where a dragged tab would land. */
function DropMark({ side }: { readonly side: 'before' | 'after' }) {
  return <span aria-hidden className={classNames('absolute inset-y-1 w-0.5 rounded-full bg-accent', side === 'before' ? '-left-px' : '-right-px')} />;
}
