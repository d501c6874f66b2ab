/** The timeline of a note beside what changed since, or in, the chosen text. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import { useCore } from '../../../api/core.ts';
import { useFailureText } from '../../../api/failure-text.ts';
import { useNavigation } from '../../../api/navigation.ts';
import { useOpenNotes } from '../../../api/open-notes.ts';
import { callOrThrow, useCall } from '../../../api/query.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/select.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/state-views.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { ChangesPane } from './changes-pane.tsx';
import { groupSittings } from './sittings.ts';
import { Timeline } from './timeline.tsx';

type Comparison = 'since' | 'within';

export function NoteHistory({ path }: { readonly path: VaultPath }) {
  const { t } = useTranslation('history');
  const core = useCore();
  const navigation = useNavigation();
  const openNotes = useOpenNotes();
  const toast = useToast();
  const failureText = useFailureText();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [comparison, setComparison] = useState<Comparison>('since');

  const list = useCall('history.list', { path }, { keepPrevious: true });
  const now = useCall('note.read', { path });
  const sittings = groupSittings(list.data?.snapshots ?? []);
  const present = now.data;
  // The newest text is the present one, mostly: what came before it says more.
  const first = sittings.find(({ last }) => last.version !== present?.version) ?? sittings[0];
  const chosen = sittings.find(({ last }) => last.id === chosenId) ?? first;
  const text = useCall('history.read', { id: chosen?.last.id ?? '' }, { enabled: chosen !== undefined, keepPrevious: true });
  const beforeId = chosen?.before?.id ?? '';
  const before = useCall('history.read', { id: beforeId }, { enabled: comparison === 'within' && beforeId !== '', keepPrevious: true });

  const write = async (restored: string, undoable: boolean): Promise<void> => {
    try {
      await openNotes.flush(path);
      const current = await callOrThrow(core, 'note.read', { path });
      await callOrThrow(core, 'note.write', { path, text: restored, baseVersion: current.version });
      toast({
        title: t(undoable ? 'restored' : 'undone'),
        ...(undoable ? { action: { label: t('undo'), run: () => void write(current.text, false) } } : {}),
      });
    } catch (error) {
      toast({ title: t('restoreFailed'), text: failureText(error), problem: true });
    }
  };

  if (list.isPending || now.isPending) return <Skeleton label={t('loading')} lines={8} className="p-6" />;
  if (list.isError) return <ErrorState whole title={t('failed')} text={failureText(list.error)} />;
  if (chosen === undefined) return <EmptyState whole title={t('emptyTitle')} text={t('emptyText')} />;

  const chosenText = text.data?.text ?? null;
  const canWrite = present !== undefined && present.readOnly === null;
  const [from, to] = comparison === 'since' ? [chosenText, present?.text ?? ''] : [chosen.before === null ? '' : (before.data?.text ?? null), chosenText];
  return (
    <>
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-b border-border px-4 py-2">
        <h1 className="min-w-[min(100%,16rem)] flex-1 truncate text-large font-semibold" dir="auto">
          {t('of', { name: noteNameOf(path) })}
        </h1>
        <Select
          label={t('compare')}
          value={comparison}
          options={[
            { value: 'since', label: t('since') },
            { value: 'within', label: t('within') },
          ]}
          onValueChange={setComparison}
        />
        <Button onClick={() => navigation.openNote(path)}>{t('openNote')}</Button>
        <Button variant="primary" disabled={!canWrite || chosenText === null || chosenText === present.text} onClick={() => chosenText !== null && void write(chosenText, true)}>
          {t('restore')}
        </Button>
      </header>
      <div className="flex min-h-0 flex-1">
        <Timeline sittings={sittings} chosenId={chosen.last.id} onChoose={setChosenId} />
        <div tabIndex={0} role="region" aria-label={t('whatChanged')} className="min-w-0 flex-1 overflow-y-auto">
          {from === null || to === null ? (
            <Skeleton label={t('loading')} lines={6} className="p-6" />
          ) : (
            <ChangesPane path={path} before={from} after={to} onRestore={comparison === 'since' && canWrite ? (restored) => void write(restored, true) : null} />
          )}
        </div>
      </div>
    </>
  );
}
