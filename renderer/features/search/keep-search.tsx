/** Keeps the search that is shown among the bookmarks, with the order of its results and a name. */
import { Bookmark, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bookmarkKey, type SearchTarget } from '#shared/model/bookmark.ts';
import { useBookmarks } from '../../api/bookmarks.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { TextField } from '../../ui/text-field.tsx';

export function KeepSearch({ target }: { readonly target: SearchTarget }) {
  const { t } = useTranslation(['bookmarks', 'search']);
  const { bookmarks = [], toggle, rename } = useBookmarks();
  const [open, setOpen] = useState(false);
  const kept = bookmarks.find((bookmark) => bookmarkKey(bookmark.target) === bookmarkKey(target));
  return (
    <>
      <IconButton size="small" label={t(kept === undefined ? 'addSearch' : 'removeSearch')} pressed={kept !== undefined} onClick={() => toggle(target)}>
        <Bookmark size={14} aria-hidden />
      </IconButton>
      {kept === undefined ? null : (
        <Popover
          title={t('search:saved.nameTitle')}
          open={open}
          onOpenChange={setOpen}
          trigger={
            <IconButton size="small" label={t('search:saved.nameTitle')}>
              <Pencil size={13} aria-hidden />
            </IconButton>
          }
        >
          <NameForm
            title={kept.title}
            onDone={(title) => {
              // Renamed with what it leads to: the order of the results is the one that is shown now.
              rename(target, title);
              setOpen(false);
            }}
          />
        </Popover>
      )}
    </>
  );
}

function NameForm({ title, onDone }: { readonly title: string; readonly onDone: (title: string) => void }) {
  const { t } = useTranslation('search');
  const [text, setText] = useState(title);
  return (
    <form
      className="flex w-64 items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(text.trim());
      }}
    >
      <TextField label={t('saved.name')} value={text} onValueChange={setText} maxLength={500} autoFocus className="min-w-0 flex-1" />
      <Button type="submit" variant="primary">{t('saved.save')}</Button>
    </form>
  );
}
