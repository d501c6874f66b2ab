/** One pane: its tabs, the room for what they show, and where a dragged tab can be dropped. */
import { NotebookPen } from 'lucide-react';
import { useEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandId } from '#shared/model/command.ts';
import { useCommandKeys, useCommandRegistry } from '../../api/commands.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { EmptyState } from '../../ui/state-views.tsx';
import { runCommand } from '../commands.ts';
import type { Rect } from '../pane-geometry.ts';
import { tabOfPane, type Pane } from '../pane-tree.ts';
import { placeOf } from '../tab-list.ts';
import { useWorkspace } from '../workspace-context.ts';
import { PaneDrop } from './pane-drop.tsx';
import { TabBar, tabId } from './tab-bar.tsx';
import { paneBodyId } from './tab-host.tsx';

export interface PaneFrameProps {
  readonly pane: Pane;
  /** Null: there is no room for it now. */
  readonly rect: Rect | null;
  /** From 1. */
  readonly number: number;
  readonly count: number;
  readonly active: boolean;
  /** Only the active pane is shown. */
  readonly single: boolean;
  /** The buttons for the panels beside the panes stand in the first and the last. */
  readonly first: boolean;
  readonly last: boolean;
}

export function PaneFrame({ pane, rect, number, count, active, single, first, last }: PaneFrameProps) {
  const { t } = useTranslation('app');
  const isDragging = useWorkspace((state) => state.draggedTab !== null);
  const several = count > 1;
  const frame = useRef<HTMLDivElement>(null);
  useFocusWish(frame, pane, active);

  return (
    <div
      ref={frame}
      {...(several ? { role: 'group', 'aria-label': t('tabs.pane', { number, count }) } : {})}
      {...(several && active ? { 'aria-current': true } : {})}
      data-pane={pane.id}
      hidden={rect === null}
      className={classNames('absolute flex-col', rect === null ? '' : 'flex')}
      style={rect === null ? {} : { left: share(rect.x), top: share(rect.y), width: share(rect.width), height: share(rect.height) }}
    >
      <TabBar pane={pane} number={number} count={count} active={active} single={single} first={first} last={last} />
      <div id={paneBodyId(pane.id)} className="relative flex min-h-0 flex-1 flex-col">
        {pane.activeId === null ? <NothingOpen several={several} /> : null}
        {isDragging ? <PaneDrop paneId={pane.id} /> : null}
      </div>
    </div>
  );
}

const share = (part: number): string => `${part * 100}%`;

/** Takes the focus where that is wished and the pane shows no note: a note takes it itself, with its caret. */
function useFocusWish(frame: RefObject<HTMLDivElement | null>, pane: Pane, active: boolean): void {
  const wish = useWorkspace((state) => state.paneFocus);
  const endWish = useWorkspace((state) => state.endPaneFocus);
  const shown = tabOfPane(pane);
  const isNote = shown !== null && placeOf(shown).kind === 'note';
  useEffect(() => {
    if (!active || isNote || wish === null) return;
    endWish();
    const tab = pane.activeId === null ? null : document.getElementById(tabId(pane.activeId));
    (tab ?? frame.current?.querySelector<HTMLElement>('button:not([disabled])'))?.focus();
  }, [active, endWish, frame, isNote, pane.activeId, wish]);
}

function NothingOpen({ several }: { readonly several: boolean }) {
  const { t } = useTranslation('app');
  const registry = useCommandRegistry();
  const keysOf = useCommandKeys();
  const action = (command: CommandId, label: string, primary = false) => (
    <Button variant={primary ? 'primary' : 'secondary'} onClick={() => runCommand(registry, command)}>
      {label}
      {primary || keysOf(command) === undefined ? null : <Kbd keys={keysOf(command) ?? ''} />}
    </Button>
  );
  return (
    <>
      <h1 className="sr-only">Verso</h1>
      <EmptyState
        icon={<NotebookPen size={28} strokeWidth={1.5} aria-hidden />}
        title={t('tabs.emptyTitle')}
        text={t('tabs.emptyText')}
        actions={
          <>
            {action('daily.today', t('tabs.today'), true)}
            {action('switcher.open', t('tabs.switcher'))}
            {several ? action('pane.close', t('tabs.closePane')) : action('note.create', t('tabs.newNote'))}
          </>
        }
      />
    </>
  );
}
