/** The past of one note: its kept texts in time, what changed, and ways back. Without a note: the deleted ones. */
import { useTranslation } from 'react-i18next';
import { parseVaultPath } from '#shared/model/note-path.ts';
import type { ViewProps } from '../../../api/view.ts';
import { DeletedNotes } from './deleted-notes.tsx';
import { NoteHistory } from './note-history.tsx';

export function HistoryView({ params }: ViewProps) {
  const { t } = useTranslation('history');
  const path = typeof params['path'] === 'string' ? parseVaultPath(params['path']) : null;
  return (
    <section aria-label={path === null ? t('deletedTitle') : t('title')} className="@container flex h-full min-h-0 flex-col">
      {path === null ? <DeletedNotes /> : <NoteHistory key={path} path={path} />}
    </section>
  );
}
