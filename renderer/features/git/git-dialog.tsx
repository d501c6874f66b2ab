/** The vault's git repository: whether it is trusted, where it stands, and what to do. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { GitStatus } from '#shared/model/git.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { callOrThrow, useCall } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorState, Skeleton } from '../../ui/state-views.tsx';
import { useToast } from '../../ui/toast.tsx';
import { RepositoryPage } from './repository-page.tsx';

export interface GitDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function GitDialog({ open, onOpenChange }: GitDialogProps) {
  const { t } = useTranslation('git');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('repository')}>
      <Content onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('git');
  const failureText = useFailureText();
  const status = useCall('git.status', {});
  const { refetch } = status;
  // A commit in a terminal changes no file, and is told to nobody.
  useEffect(() => void refetch(), [refetch]);
  if (status.isError) {
    return (
      <ErrorState
        compact
        title={t('statusFailed')}
        text={failureText(status.error)}
        actions={<Button onClick={() => void status.refetch()}>{t('app:retry')}</Button>}
      />
    );
  }
  if (status.data === undefined) {
    return (
      <div className="p-5">
        <Skeleton label={t('app:loading')} />
      </div>
    );
  }
  switch (status.data.kind) {
    case 'none':
      return <Words title={t('none.title')} text={t('none.text')} onClose={onClose} />;
    case 'failed':
      return <Words title={t('cannot')} text={t(`failure.${status.data.problem?.code ?? 'git-failed'}`)} onClose={onClose} />;
    case 'untrusted':
    case 'changed':
      return <TrustQuestion status={status.data} onClose={onClose} />;
    case 'ready':
      return <RepositoryPage status={status.data} onClose={onClose} />;
  }
}

function Words({ title, text, onClose }: { readonly title: string; readonly text: string; readonly onClose: () => void }) {
  const { t } = useTranslation('git');
  return (
    <>
      <div className="px-5 pt-3">
        <p className="font-medium">{title}</p>
        <p className="pt-1 text-muted text-pretty select-text">{text}</p>
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('app:close')}</Button>
      </DialogActions>
    </>
  );
}

function TrustQuestion({ status, onClose }: { readonly status: GitStatus; readonly onClose: () => void }) {
  const { t } = useTranslation('git');
  const core = useCore();
  const toast = useToast();
  const failureText = useFailureText();
  const trust = (): void => {
    callOrThrow(core, 'git.trust', { trusted: true }).catch((error: unknown) => toast({ title: failureText(error), problem: true }));
  };
  return (
    <>
      <div className="flex flex-col gap-2 px-5 pt-3">
        <p className="font-medium">{t(status.kind === 'changed' ? 'trust.changedTitle' : 'trust.title')}</p>
        <p className="text-small break-all text-muted select-text">{status.folder}</p>
        <p className="text-pretty">{t(status.kind === 'changed' ? 'trust.changedText' : 'trust.text')}</p>
        <p className="text-pretty text-muted">{t('trust.advice')}</p>
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('trust.later')}</Button>
        <Button variant="primary" onClick={trust}>
          {t('trust.yes')}
        </Button>
      </DialogActions>
    </>
  );
}
