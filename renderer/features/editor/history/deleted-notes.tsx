/** Notes that are gone and whose last text is kept; each can be read and written again. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { folderOf, noteNameOf } from '#shared/model/note-path.ts';
import type { Snapshot } from '#shared/model/note.ts';
import { useCore } from '../../../api/core.ts';
import { useFailureText } from '../../../api/failure-text.ts';
import { useNavigation } from '../../../api/navigation.ts';
import { callOrThrow, useCall } from '../../../api/query.ts';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { RovingList } from '../../../ui/roving-list.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/state-views.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { ChangesPane } from './changes-pane.tsx';

const rowHeightPx = 48;

export function DeletedNotes() {
  const { t, i18n } = useTranslation('history');
  const core = useCore();
  const queries = useQueryClient();
  const navigation = useNavigation();
  const toast = useToast();
  const failureText = useFailureText();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const list = useCall('history.deleted', {});
  const snapshots = list.data?.snapshots ?? [];
  const chosen = snapshots.find(({ id }) => id === chosenId) ?? snapshots[0];
  const text = useCall('history.read', { id: chosen?.id ?? '' }, { enabled: chosen !== undefined });
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });

  const restore = async ({ id, path }: Snapshot): Promise<void> => {
    try {
      const restored = await callOrThrow(core, 'history.restoreDeleted', { id });
      void queries.invalidateQueries({ queryKey: ['history.deleted'] });
      toast({ title: t('broughtBack', { name: noteNameOf(restored.path) }) });
      navigation.openNote(restored.path);
    } catch (error) {
      toast({ title: t('bringBackFailed', { name: noteNameOf(path) }), text: failureText(error), problem: true });
    }
  };

  if (list.isPending) return <Skeleton label={t('loading')} lines={8} className="p-6" />;
  if (list.isError) return <ErrorState whole title={t('failed')} text={failureText(list.error)} />;
  if (chosen === undefined) return <EmptyState whole title={t('nothingDeletedTitle')} text={t('nothingDeletedText')} />;
  return (
    <>
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-border px-4 py-2">
        <h1 className="min-w-0 flex-1 truncate text-large font-semibold">{t('deletedTitle')}</h1>
        <Button variant="primary" onClick={() => void restore(chosen)}>
          {t('bringBack', { name: noteNameOf(chosen.path) })}
        </Button>
      </header>
      <div className="flex min-h-0 flex-1">
        <RovingList
          label={t('deletedTitle')}
          role="listbox"
          items={snapshots}
          keyOf={({ id }) => id}
          textOf={({ path }) => noteNameOf(path)}
          itemHeightPx={rowHeightPx}
          currentKey={chosen.id}
          onItemKey={(snapshot, event) => {
            if (event.key !== 'Enter') return false;
            void restore(snapshot);
            return true;
          }}
          renderItem={({ id, path, takenMs }, roving) => (
            <div
              {...roving}
              role="option"
              aria-selected={id === chosen.id}
              onClick={() => setChosenId(id)}
              onFocus={() => {
                roving.onFocus();
                setChosenId(id);
              }}
              style={{ height: rowHeightPx }}
              className={classNames('mx-1.5 flex flex-col justify-center rounded-md px-2.5 select-none', id === chosen.id ? 'bg-selected' : 'hover:bg-hover')}
            >
              <span className="truncate text-ui font-medium" dir="auto">
                {noteNameOf(path)}
              </span>
              <span className="truncate text-small text-muted">{[folderOf(path), date.format(takenMs)].filter((part) => part !== '').join(' · ')}</span>
            </div>
          )}
          className="w-60 shrink-0 overflow-y-auto border-r border-border bg-sunken py-1.5 max-[899px]:w-44"
        />
        <div tabIndex={0} role="region" aria-label={noteNameOf(chosen.path)} className="min-w-0 flex-1 overflow-y-auto">
          {text.data === undefined ? (
            <Skeleton label={t('loading')} lines={6} className="p-6" />
          ) : (
            <ChangesPane path={chosen.path} before={text.data.text} after={text.data.text} onRestore={null} quiet />
          )}
        </div>
      </div>
    </>
  );
}
