/** Choosing a folder of the machine that runs the core, where no native dialog can. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../api/failure-text.ts';
import { useCall } from '../../api/query.ts';
import { PathBrowser } from '../../ui/path-browser.tsx';
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
  const [name, setName] = useState(wish === 'create' ? t('newVaultName') : '');
  const answer = useCall('host.browse', folder === undefined ? {} : { folder }, { keepPrevious: true });
  const badName = wish === 'create' && (name.trim() === '' || /[/\\]/.test(name));

  const choose = (here: string): void => {
    const separator = here.includes('\\') && !here.includes('/') ? '\\' : '/';
    onChoose(wish === 'open' ? here : `${here.replace(/[/\\]$/, '')}${separator}${name.trim()}`);
  };

  return (
    <PathBrowser
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      listing={
        answer.data && {
          ...answer.data,
          entries: answer.data.entries.map((entry) => ({ name: entry.name, path: entry.folder, kind: entry.kind })),
        }
      }
      error={answer.error === null ? null : failureText(answer.error)}
      onGo={setFolder}
      onChoose={choose}
      chooseFolder
      blocked={badName}
      {...(wish === 'create'
        ? { details: <TextField label={t('vaultName')} value={name} onValueChange={setName} error={badName ? t('badVaultName') : null} className="px-5 pt-3" /> }
        : {})}
      words={{
        title: t(wish === 'open' ? 'pickOpen' : 'pickCreate'),
        path: t('path'),
        go: t('goThere'),
        up: t('up'),
        home: t('home'),
        entries: t('folders'),
        empty: t('noFolders'),
        loading: t('reading'),
        choose: t(wish === 'open' ? 'openThis' : 'createHere'),
        cancel: t('cancel'),
      }}
    />
  );
}
