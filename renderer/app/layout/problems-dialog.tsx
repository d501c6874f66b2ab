/** Which notes could not be read as they are, and why. */
import { useTranslation } from 'react-i18next';
import type { ConflictCopy } from '#shared/model/conflict-copy.ts';
import type { VaultStatus } from '#shared/model/vault.ts';
import { fileNameOf } from '#shared/model/note-path.ts';
import { useNavigation } from '../../api/navigation.ts';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Button } from '../../ui/button.tsx';

export interface ProblemsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly status: VaultStatus;
  /** What sync tools left beside notes. */
  readonly copies: readonly ConflictCopy[];
}

export function ProblemsDialog({ open, onOpenChange, status, copies }: ProblemsDialogProps) {
  const { t } = useTranslation('app');
  const navigation = useNavigation();
  const more = status.problemCount - status.problems.length;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('status.problemsTitle')} description={t('status.problemsText')}>
      <ul tabIndex={0} aria-label={t('status.problemsTitle')} className="mt-3 min-h-0 flex-1 overflow-y-auto border-y border-border">
        {copies.map(({ copy, original }) => (
          <li key={copy} className="border-b border-border last:border-b-0">
            <button
              type="button"
              className="w-full px-5 py-2 text-left hover:bg-hover"
              onClick={() => {
                onOpenChange(false);
                navigation.openNote(original);
              }}
            >
              <span className="font-medium break-all">{original}</span>
              <span className="block text-small text-muted">{t('status.copies', { copy: fileNameOf(copy) })}</span>
            </button>
          </li>
        ))}
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
