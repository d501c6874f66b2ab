/** The middle of the window: the tabs and what the chosen one shows. */
import { NotebookPen } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseVaultPath } from '#shared/model/note-path.ts';
import type { CommandId } from '#shared/model/command.ts';
import { useCommandKeys, useCommandRegistry } from '../../api/commands.ts';
import { useNavigation } from '../../api/navigation.ts';
import type { NoteStatus, NoteViewProps } from '../../api/view.ts';
import { BacklinksFooter } from '../../features/backlinks/backlinks-footer.tsx';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { EmptyState, ErrorState } from '../../ui/state-views.tsx';
import { runCommand } from '../commands.ts';
import { activeTab, placeOf, type Place, type Tab } from '../tab-list.ts';
import { NoteView, views } from '../views.ts';
import { useWorkspace } from '../workspace-context.ts';
import { TabBar, tabId, tabPanelId, usePlaceTitle } from './tab-bar.tsx';
import { ViewBoundary } from './view-boundary.tsx';

/** Hidden tabs that stay mounted, so that going to and fro keeps caret and scroll. */
const keptTabs = 6;

export function MainPane({ onStatus }: { readonly onStatus: (status: NoteStatus | null) => void }) {
  const { t } = useTranslation('app');
  const list = useWorkspace((state) => state.tabs);
  const active = activeTab(list);
  const place = active === null ? null : placeOf(active);
  const titleOf = usePlaceTitle();
  const mounted = useRecent(list.tabs, list.activeId);

  useEffect(() => {
    document.title = place === null ? 'Verso' : `${titleOf(place)} — Verso`;
    if (place?.kind !== 'note') onStatus(null);
  });

  return (
    <main id="main" tabIndex={-1} aria-label={t('tabs.content')} className="flex min-w-0 flex-1 flex-col outline-none">
      <TabBar />
      {active === null ? <NothingOpen /> : null}
      {list.tabs.map((tab) => {
        if (!mounted.includes(tab.id)) return null;
        const shown = tab.id === list.activeId;
        const { kind, params } = placeOf(tab);
        return (
          <div
            key={tab.id}
            id={tabPanelId(tab.id)}
            role="tabpanel"
            aria-labelledby={tabId(tab.id)}
            hidden={!shown}
            className="min-h-0 flex-1"
          >
            <ViewBoundary key={`${kind}:${String(params['path'] ?? '')}`}>
              <PlaceContent place={placeOf(tab)} active={shown} onStatus={onStatus} />
            </ViewBoundary>
          </div>
        );
      })}
    </main>
  );
}

interface PlaceContentProps {
  readonly place: Place;
  readonly active: boolean;
  readonly onStatus: (status: NoteStatus) => void;
}

function PlaceContent({ place, active, onStatus }: PlaceContentProps) {
  const { t } = useTranslation('app');
  const navigation = useNavigation();
  const { kind, params } = place;
  // A ref: the status changes with every save, and the note must not be drawn again for it.
  const status = useRef<NoteStatus | null>(null);
  const isActive = useRef(active);
  useEffect(() => {
    isActive.current = active;
    if (active && status.current !== null) onStatus(status.current);
  }, [active, onStatus]);
  const keepStatus = useCallback(
    (next: NoteStatus) => {
      status.current = next;
      if (isActive.current) onStatus(next);
    },
    [onStatus],
  );

  if (kind !== 'note') {
    const View = views[kind];
    return <View params={params} active={active} />;
  }
  const path = parseVaultPath(String(params['path']));
  if (path === null) return <ErrorState title={t('viewFailed.title')} text={t('viewFailed.text')} />;
  const { line, fragment, draft, caret, jump } = params;
  const mode = noteMode(params['mode']);
  return (
    <NoteView
      path={path}
      active={active}
      {...(typeof line === 'number' ? { line } : {})}
      {...(typeof fragment === 'string' ? { fragment } : {})}
      {...(typeof draft === 'string' ? { draft } : {})}
      {...(typeof caret === 'number' ? { caret } : {})}
      {...(typeof jump === 'number' ? { jump } : {})}
      {...(mode === undefined ? {} : { mode })}
      onMode={(chosen) => navigation.replaceParams({ mode: chosen })}
      onStatus={keepStatus}
      footer={<BacklinksFooter path={path} />}
    />
  );
}

function noteMode(value: unknown): NoteViewProps['mode'] {
  return value === 'editing' || value === 'reading' || value === 'source' ? value : undefined;
}

/** The ids of the shown tab and of those shown shortly before. */
function useRecent(tabs: readonly Tab[], activeId: string | null): readonly string[] {
  const [recent, setRecent] = useState<readonly string[]>([]);
  const next = [...(activeId === null ? [] : [activeId]), ...recent.filter((id) => id !== activeId)]
    .filter((id) => tabs.some((tab) => tab.id === id))
    .slice(0, keptTabs);
  if (next.length !== recent.length || next.some((id, index) => id !== recent[index])) setRecent(next);
  return next;
}

function NothingOpen() {
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
            {action('note.create', t('tabs.newNote'))}
          </>
        }
      />
    </>
  );
}
