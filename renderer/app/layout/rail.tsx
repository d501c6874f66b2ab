/** The narrow column of icons that leads to every place of the window. */
import { Files, Import, ListChecks, MessagesSquare, Search, Settings, SquareCheckBig, Waypoints, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CommandId } from '#shared/model/command.ts';
import { useCommandKeys, useCommandRegistry } from '../../api/commands.ts';
import { useCoreEvent } from '../../api/core.ts';
import type { ViewKind } from '../../api/navigation.ts';
import { useCall } from '../../api/query.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { runCommand } from '../commands.ts';
import { shownTab } from '../pane-tree.ts';
import { placeOf } from '../tab-list.ts';
import { useWorkspace } from '../workspace-context.ts';

interface RailEntry {
  readonly kind: Exclude<ViewKind, 'note' | 'welcome'>;
  readonly command: CommandId;
  readonly icon: LucideIcon;
}

const entries: readonly RailEntry[] = [
  { kind: 'search', command: 'search.open', icon: Search },
  { kind: 'tasks', command: 'view.tasks', icon: SquareCheckBig },
  { kind: 'graph', command: 'view.graph', icon: Waypoints },
  { kind: 'review', command: 'view.review', icon: ListChecks },
  { kind: 'chat', command: 'view.chat', icon: MessagesSquare },
  { kind: 'import', command: 'view.import', icon: Import },
];

export function Rail() {
  const { t } = useTranslation('app');
  const registry = useCommandRegistry();
  const sidebarOpen = useWorkspace((state) => state.layout.sidebarOpen);
  const shown = useWorkspace((state) => {
    const tab = shownTab(state.panes);
    return tab === null ? null : placeOf(tab).kind;
  });
  const waiting = useWaitingProposals();
  const firstKeys = useCommandKeys();

  const button = ({ kind, command, icon: Icon }: RailEntry) => (
    <IconButton
      key={kind}
      size="large"
      side="right"
      label={kind === 'review' && waiting > 0 ? t('rail.reviewCount', { count: waiting }) : t(`views.${kind}`)}
      keys={firstKeys(command)}
      pressed={shown === kind}
      onClick={() => runCommand(registry, command)}
    >
      <Icon size={18} strokeWidth={1.75} aria-hidden />
      {kind === 'review' && waiting > 0 ? (
        <span
          aria-hidden
          className="absolute top-0.5 right-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent"
        >
          {waiting > 99 ? '99+' : waiting}
        </span>
      ) : null}
    </IconButton>
  );

  return (
    <nav
      aria-label={t('rail.label')}
      className="flex w-12 shrink-0 flex-col items-center gap-1 border-r border-border bg-sunken py-2"
    >
      <IconButton
        size="large"
        side="right"
        label={t('rail.files')}
        keys={firstKeys('layout.sidebar')}
        pressed={sidebarOpen}
        onClick={() => runCommand(registry, 'layout.sidebar')}
      >
        <Files size={18} strokeWidth={1.75} aria-hidden />
      </IconButton>
      {entries.map(button)}
      <div className="flex-1" />
      {button({ kind: 'settings', command: 'view.settings', icon: Settings })}
    </nav>
  );
}

/** How many proposals wait for a decision. */
function useWaitingProposals(): number {
  const list = useCall('review.list', {});
  useCoreEvent('review.changed', () => void list.refetch());
  return list.data?.items.length ?? 0;
}
