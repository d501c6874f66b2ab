/** Choosing what to import: the system's dialog where there is one, else a look around the machine. */
import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../api/app-info.ts';
import { useCall, useCallMutation } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { PathBrowser } from '../../ui/path-browser.tsx';
import { formatBytes } from './format.ts';

export function SourcePicker({ onChoose }: { readonly onChoose: (path: string) => void }) {
  const { t, i18n } = useTranslation('import');
  const { info } = useApp();
  const [open, setOpen] = useState(false);
  const [folder, setFolder] = useState<string | undefined>(undefined);
  const pick = useCallMutation('host.pick');
  const listing = useCall('host.browse', { files: true, ...(folder === undefined ? {} : { folder }) }, { enabled: open, keepPrevious: true });

  const start = (): void => {
    if (!info.capabilities.nativeDialogs) return setOpen(true);
    pick.mutate(
      { kind: 'import-source' },
      {
        onSuccess: ({ path }) => {
          if (path !== null) onChoose(path);
        },
        onError: () => setOpen(true),
      },
    );
  };

  return (
    <>
      <Button variant="primary" icon={<FolderOpen size={16} aria-hidden />} onClick={start}>
        {t('choose')}
      </Button>
      <PathBrowser
        open={open}
        onOpenChange={setOpen}
        listing={
          listing.data === undefined
            ? undefined
            : {
                ...listing.data,
                entries: listing.data.entries.map((entry) => ({
                  name: entry.name,
                  path: entry.folder,
                  kind: entry.kind,
                  ...(entry.kind === 'file' ? { note: formatBytes(entry.sizeBytes, i18n.language) } : {}),
                })),
              }
        }
        error={listing.isError ? t('browseFailed') : null}
        onGo={setFolder}
        onChoose={(path) => {
          setOpen(false);
          onChoose(path);
        }}
        chooseFolder
        words={{
          title: t('browser.title'),
          path: t('browser.path'),
          go: t('browser.go'),
          up: t('browser.up'),
          home: t('browser.home'),
          entries: t('browser.entries'),
          empty: t('browser.empty'),
          loading: t('browser.loading'),
          choose: t('browser.choose'),
          cancel: t('browser.cancel'),
        }}
      />
    </>
  );
}
