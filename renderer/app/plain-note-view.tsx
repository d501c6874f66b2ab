/** A note's text as it is on disk: what is shown until the editor is there. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf } from '#shared/model/note-path.ts';
import type { NoteViewProps } from '../api/view.ts';
import { useCall } from '../api/query.ts';
import { Skeleton } from '../ui/state-views.tsx';

export function PlainNoteView({ path, draft, onStatus, footer }: NoteViewProps) {
  const { t } = useTranslation('app');
  const note = useCall('note.read', { path });
  const text = note.data?.text ?? draft ?? '';
  useEffect(() => {
    onStatus({ save: note.data === undefined ? 'draft' : 'saved', words: text.split(/\s+/).filter(Boolean).length, selection: false });
  }, [note.data, onStatus, text]);
  return (
    <div className="h-full overflow-y-auto">
      <div className="reading-column py-10">
        <h1 className="pb-4 font-reading text-display font-semibold">{noteNameOf(path)}</h1>
        {note.isPending && draft === undefined ? (
          <Skeleton label={t('loading')} lines={6} />
        ) : (
          <pre className="reading break-words whitespace-pre-wrap">{text}</pre>
        )}
      </div>
      {footer}
    </div>
  );
}
