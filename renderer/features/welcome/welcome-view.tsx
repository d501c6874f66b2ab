/** Choosing a vault: open a folder, make one, look at the welcome vault, or go on with a recent one. */
import { BookOpen, FolderOpen, FolderPlus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../api/app-info.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useOpenNotes } from '../../api/open-notes.ts';
import { callOrThrow } from '../../api/query.ts';
import { Spinner } from '../../ui/state-views.tsx';
import { FolderDialog } from './folder-dialog.tsx';

type Wish = 'open' | 'create';

export function WelcomeView() {
  const { t } = useTranslation('welcome');
  const core = useCore();
  const { info } = useApp();
  const openNotes = useOpenNotes();
  const failureText = useFailureText();
  const [picking, setPicking] = useState<Wish | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const attempt = (work: () => Promise<unknown>): void => {
    setProblem(null);
    setBusy(true);
    work()
      .catch((error: unknown) => setProblem(failureText(error)))
      .finally(() => setBusy(false));
  };
  const open = (folder: string): void =>
    attempt(async () => {
      await openNotes.flush();
      await callOrThrow(core, 'vault.open', { folder });
    });
  const create = (folder: string): void =>
    attempt(async () => {
      await openNotes.flush();
      await callOrThrow(core, 'vault.create', { folder });
    });
  const choose = (wish: Wish): void => {
    if (!info.capabilities.nativeDialogs || wish === 'create') return setPicking(wish);
    attempt(async () => {
      const { path } = await callOrThrow(core, 'host.pick', { kind: 'folder' });
      if (path !== null) open(path);
    });
  };

  return (
    <div className="flex h-full flex-col items-center overflow-y-auto bg-surface px-6 py-10">
      <div className="my-auto w-full max-w-130">
        <h1 className="font-reading text-display font-semibold">{t('title')}</h1>
        <p className="mt-2 reading text-muted text-pretty">{t('text')}</p>

        <ul className="mt-8 flex flex-col gap-2">
          <Choice icon={<FolderOpen size={18} strokeWidth={1.75} aria-hidden />} title={t('open')} text={t('openText')} disabled={busy} onChoose={() => choose('open')} />
          <Choice icon={<FolderPlus size={18} strokeWidth={1.75} aria-hidden />} title={t('create')} text={t('createText')} disabled={busy} onChoose={() => choose('create')} />
          <Choice
            icon={<BookOpen size={18} strokeWidth={1.75} aria-hidden />}
            title={t('sample')}
            text={t('sampleText')}
            disabled={busy}
            onChoose={() =>
              attempt(async () => {
                await openNotes.flush();
                await callOrThrow(core, 'vault.openWelcome', {});
              })
            }
          />
        </ul>

        <div className="mt-4 min-h-6" aria-live="polite">
          {busy ? (
            <span className="flex items-center gap-2 text-muted">
              <Spinner label={t('opening')} /> {t('opening')}
            </span>
          ) : null}
          {problem === null ? null : <p className="rounded-md bg-danger-soft px-3 py-2 text-danger">{problem}</p>}
        </div>

        {info.recentVaults.length === 0 ? null : (
          <section className="mt-4">
            <h2 className="pb-1 text-small font-medium text-muted">{t('recent')}</h2>
            <ul className="flex flex-col">
              {info.recentVaults.map((vault) => (
                <li key={vault.folder}>
                  <button
                    type="button"
                    disabled={busy || vault.folder === info.vault?.folder}
                    onClick={() => open(vault.folder)}
                    className="flex min-h-10 w-full items-center gap-3 rounded-md px-2 text-left hover:bg-hover disabled:hover:bg-transparent"
                  >
                    <span className="font-medium">{vault.name}</span>
                    <span className="min-w-0 flex-1 truncate text-small text-muted" dir="rtl">
                      <bdi>{vault.folder}</bdi>
                    </span>
                    {vault.folder === info.vault?.folder ? <span className="text-small text-muted">{t('openNow')}</span> : null}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {picking === null ? null : (
        <FolderDialog
          wish={picking}
          onClose={() => setPicking(null)}
          onChoose={(folder) => {
            const wish = picking;
            setPicking(null);
            if (wish === 'open') open(folder);
            else create(folder);
          }}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly disabled: boolean;
  readonly onChoose: () => void;
}

function Choice({ icon, title, text, disabled, onChoose }: ChoiceProps) {
  return (
    <li>
      <button
        type="button"
        disabled={disabled}
        onClick={onChoose}
        className="flex w-full items-center gap-4 rounded-lg border border-border bg-raised px-4 py-3 text-left transition-colors duration-(--motion-fast) hover:border-accent hover:bg-accent-soft disabled:opacity-60"
      >
        <span className="text-accent">{icon}</span>
        <span className="min-w-0">
          <span className="block text-large font-medium">{title}</span>
          <span className="block text-muted text-pretty">{text}</span>
        </span>
      </button>
    </li>
  );
}
