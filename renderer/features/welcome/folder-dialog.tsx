/** Choosing a folder of the machine that runs the core, where no native dialog can. */
import { ArrowUp, Folder, House } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../api/failure-text.ts';
import { useCall } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { Skeleton } from '../../ui/state-views.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface FolderDialogProps {
  /** `create` asks for a name too: the folder that will be made. */
  readonly wish: 'open' | 'create';
  readonly onClose: () => void;
  readonly onChoose: (folder: string) => void;
}

export function FolderDialog({ wish, onClose, onChoose }: FolderDialogProps) {
  const { t } = useTranslation('welcome');
  const failureText = useFailureText();
  const [folder, setFolder] = useState<string | undefined>(undefined);
  const [typed, setTyped] = useState<string | null>(null);
  const [name, setName] = useState(wish === 'create' ? t('newVaultName') : '');
  const answer = useCall('host.browse', folder === undefined ? {} : { folder }, { keepPrevious: true });
  const listing = answer.data;
  const here = listing?.folder ?? folder ?? '';
  const badName = wish === 'create' && (name.trim() === '' || /[/\\]/.test(name));

  const go = (target: string): void => {
    setFolder(target);
    setTyped(null);
  };
  const choose = (): void => {
    if (typed !== null && typed !== here) return go(typed);
    if (badName || listing === undefined || answer.error !== null) return;
    const separator = here.includes('\\') && !here.includes('/') ? '\\' : '/';
    onChoose(wish === 'open' ? here : `${here.replace(/[/\\]$/, '')}${separator}${name.trim()}`);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(wish === 'open' ? 'pickOpen' : 'pickCreate')}
    >
      <form
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          choose();
        }}
      >
        <div className="flex items-end gap-1 px-5 pt-3 pb-2">
          <IconButton label={t('up')} disabled={(listing?.parent ?? null) === null} onClick={() => go(listing?.parent ?? here)}>
            <ArrowUp size={16} aria-hidden />
          </IconButton>
          <IconButton label={t('home')} disabled={listing === undefined} onClick={() => go(listing?.home ?? here)}>
            <House size={16} aria-hidden />
          </IconButton>
          <TextField hideLabel label={t('path')} value={typed ?? here} spellCheck={false} onValueChange={setTyped} className="flex-1" />
        </div>
        <div className="flex h-64 min-h-0 flex-col border-y border-border bg-sunken">
          {answer.error === null ? null : (
            <p role="alert" className="p-5 text-danger">
              {failureText(answer.error)}
            </p>
          )}
          {answer.isPending ? <Skeleton label={t('reading')} className="p-5" /> : null}
          {listing === undefined || answer.error !== null ? null : listing.entries.length === 0 ? (
            <p className="p-5 text-muted">{t('noFolders')}</p>
          ) : (
            <RovingList
              role="list"
              label={t('folders')}
              items={listing.entries.filter((entry) => entry.kind === 'folder')}
              keyOf={(entry) => entry.folder}
              textOf={(entry) => entry.name}
              itemHeightPx={30}
              className="min-h-0 flex-1 overflow-y-auto py-1"
              renderItem={(entry, roving) => (
                <div role="listitem" className="px-2">
                  <button
                    type="button"
                    {...roving}
                    onClick={() => go(entry.folder)}
                    className="flex h-7.5 w-full items-center gap-2 rounded-md px-3 text-left hover:bg-hover"
                  >
                    <Folder size={15} aria-hidden className="shrink-0 text-muted" />
                    <span className="truncate">{entry.name}</span>
                  </button>
                </div>
              )}
            />
          )}
        </div>
        {wish === 'create' ? (
          <TextField label={t('vaultName')} value={name} onValueChange={setName} error={badName ? t('badVaultName') : null} className="px-5 pt-3" />
        ) : null}
        <DialogActions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" disabled={badName || listing === undefined}>
            {t(typed !== null && typed !== here ? 'goThere' : wish === 'open' ? 'openThis' : 'createHere')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
