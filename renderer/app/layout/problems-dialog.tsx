/** Which notes could not be read as they are, and why. */
import { useTranslation } from 'react-i18next';
import type { VaultStatus } from '#shared/model/vault.ts';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Button } from '../../ui/button.tsx';

export interface ProblemsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly status: VaultStatus;
}

export function ProblemsDialog({ open, onOpenChange, status }: ProblemsDialogProps) {
  const { t } = useTranslation('app');
  const more = status.problemCount - status.problems.length;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('status.problemsTitle')} description={t('status.problemsText')}>
      <ul tabIndex={0} aria-label={t('status.problemsTitle')} className="mt-3 min-h-0 flex-1 overflow-y-auto border-y border-border">
        {status.problems.map((problem) => (
          <li key={`${problem.path}:${problem.problem}`} className="border-b border-border px-5 py-2 last:border-b-0">
            <span className="font-medium break-all">{problem.path}</span>
            <span className="block text-small text-muted">{t(`status.problem.${problem.problem}`)}</span>
          </li>
        ))}
        {more > 0 ? <li className="px-5 py-2 text-muted">{t('status.problemsMore', { count: more })}</li> : null}
      </ul>
      <DialogActions>
        <Button onClick={() => onOpenChange(false)}>{t('close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
