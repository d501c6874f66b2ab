/** What a tab shows: the view of its place, or its note. */
import { lazy, Suspense, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { parseVaultPath } from '#shared/model/note-path.ts';
import { useNavigation } from '../../api/navigation.ts';
import type { NoteStatus, NoteViewProps } from '../../api/view.ts';
import { ErrorState } from '../../ui/state-views.tsx';
import type { Place } from '../tab-list.ts';
import { NoteView, views } from '../views.ts';
import { useWorkspace } from '../workspace-context.ts';

const BacklinksFooter = lazy(async () => ({ default: (await import('../../features/backlinks/backlinks-footer.tsx')).BacklinksFooter }));

export interface PlaceContentProps {
  readonly place: Place;
  /** In the active pane, and shown there. */
  readonly active: boolean;
  readonly shown: boolean;
  readonly onStatus: (status: NoteStatus) => void;
}

export function PlaceContent({ place, active, shown, onStatus }: PlaceContentProps) {
  const { t } = useTranslation('app');
  const navigation = useNavigation();
  const { kind, params } = place;
  const focusWish = useWorkspace((state) => state.paneFocus);
  const endFocusWish = useWorkspace((state) => state.endPaneFocus);
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
    return <View params={params} active={active} shown={shown} />;
  }
  const path = parseVaultPath(String(params['path']));
  if (path === null) return <ErrorState whole title={t('viewFailed.title')} text={t('viewFailed.text')} />;
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
      focusWish={focusWish}
      onFocused={endFocusWish}
      onStatus={keepStatus}
      footer={
        <Suspense fallback={null}>
          <BacklinksFooter path={path} />
        </Suspense>
      }
    />
  );
}

function noteMode(value: unknown): NoteViewProps['mode'] {
  return value === 'editing' || value === 'reading' || value === 'source' ? value : undefined;
}
