/** The tabs of the window: chosen, closed, moved; with the way back and forward beside them. */
import { ChevronLeft, ChevronRight, PanelLeft, PanelRight, Plus, X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf } from '#shared/model/note-path.ts';
import type { CommandId } from '#shared/model/command.ts';
import { useCommandKeys, useCommandRegistry } from '../../api/commands.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ContextMenu } from '../../ui/menu.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { runCommand } from '../commands.ts';
import { activate, activeTab, closeOthers, closeTab, moveTab, placeOf, type Place, type Tab } from '../tab-list.ts';
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

export function TabBar() {
  const { t } = useTranslation('app');
  const registry = useCommandRegistry();
  const keysOf = useCommandKeys();
  const list = useWorkspace((state) => state.tabs);
  const updateTabs = useWorkspace((state) => state.updateTabs);
  const layout = useWorkspace((state) => state.layout);
  const sidebarHidden = useMediaQuery(overlaysAt.left) || !layout.sidebarOpen;
  const rightHidden = useMediaQuery(overlaysAt.right) || !layout.rightOpen;
  const titleOf = usePlaceTitle();
  const dragged = useRef<string | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const active = activeTab(list);
  const button = (command: CommandId, label: string, icon: React.ReactNode, disabled = false) => (
    <IconButton label={label} keys={keysOf(command)} disabled={disabled} onClick={() => runCommand(registry, command)}>
      {icon}
    </IconButton>
  );

  const onKeyDown = (event: KeyboardEvent, tab: Tab, index: number): void => {
    const target = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: list.tabs.length - 1 }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (target !== undefined) {
      const next = list.tabs[(target + list.tabs.length) % list.tabs.length];
      if (next === undefined) return;
      updateTabs((tabs) => activate(tabs, next.id));
      bar.current?.querySelector<HTMLElement>(`#${tabId(next.id)}`)?.focus();
    } else if (event.key === 'Delete') updateTabs((tabs) => closeTab(tabs, tab.id));
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex h-10 shrink-0 items-center gap-1 border-b border-border bg-sunken px-2">
      {sidebarHidden ? button('layout.sidebar', t('sidebar.show'), <PanelLeft size={16} aria-hidden />) : null}
      {button('history.back', t('tabs.back'), <ChevronLeft size={16} aria-hidden />, active === null || active.at === 0)}
      {button(
        'history.forward',
        t('tabs.forward'),
        <ChevronRight size={16} aria-hidden />,
        active === null || active.at === active.history.length - 1,
      )}
      <div
        ref={bar}
        {...(list.tabs.length === 0 ? {} : { role: 'tablist', 'aria-label': t('tabs.label') })}
        className="flex h-full min-w-0 flex-1 items-end gap-px overflow-x-auto overflow-y-hidden pt-1.5 [scrollbar-width:none]"
      >
        {list.tabs.map((tab, index) => {
          const selected = tab.id === list.activeId;
          const title = titleOf(placeOf(tab));
          return (
            <ContextMenu
              key={tab.id}
              items={[
                { id: 'close', label: t('tabs.close'), keys: keysOf('tab.close'), run: () => updateTabs((tabs) => closeTab(tabs, tab.id)) },
                {
                  id: 'close-others',
                  label: t('tabs.closeOthers'),
                  disabled: list.tabs.length < 2,
                  run: () => updateTabs((tabs) => closeOthers(tabs, tab.id)),
                },
              ]}
            >
              <div
                id={tabId(tab.id)}
                role="tab"
                aria-selected={selected}
                aria-controls={tabPanelId(tab.id)}
                tabIndex={selected ? 0 : -1}
                title={title}
                draggable
                onDragStart={(event) => {
                  dragged.current = tab.id;
                  event.dataTransfer.effectAllowed = 'move';
                }}
                onDragEnter={() => {
                  const id = dragged.current;
                  if (id !== null && id !== tab.id) updateTabs((tabs) => moveTab(tabs, id, index));
                }}
                onDragOver={(event) => {
                  if (dragged.current !== null) event.preventDefault();
                }}
                onDragEnd={() => (dragged.current = null)}
                onClick={() => updateTabs((tabs) => activate(tabs, tab.id))}
                onAuxClick={(event) => {
                  if (event.button === 1) updateTabs((tabs) => closeTab(tabs, tab.id));
                }}
                onKeyDown={(event) => onKeyDown(event, tab, index)}
                className={classNames(
                  'group relative flex h-full max-w-52 min-w-24 shrink items-center gap-1 rounded-t-md border border-b-0 pr-1 pl-3 text-ui select-none',
                  selected ? 'border-border bg-surface font-medium text-text' : 'border-transparent text-muted hover:bg-hover',
                )}
              >
                {selected ? <span aria-hidden className="absolute inset-x-0 -bottom-px h-px bg-surface" /> : null}
                <span className="min-w-0 flex-1 truncate">{title}</span>
                {/* For the pointer only: Delete closes the focused tab, and a command the shown one. */}
                <span
                  aria-hidden
                  data-close
                  onClick={(event) => {
                    event.stopPropagation();
                    updateTabs((tabs) => closeTab(tabs, tab.id));
                  }}
                  className={classNames(
                    'flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text',
                    selected ? '' : 'opacity-0 group-hover:opacity-100',
                  )}
                >
                  <X size={13} />
                </span>
              </div>
            </ContextMenu>
          );
        })}
      </div>
      {button('tab.new', t('tabs.new'), <Plus size={16} aria-hidden />)}
      {rightHidden ? button('layout.right', t('right.show'), <PanelRight size={16} aria-hidden />) : null}
    </div>
  );
}
