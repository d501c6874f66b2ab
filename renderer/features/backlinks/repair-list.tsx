/** Notes that another program renamed while links still say the old name, each to be mended in a click. */
import { Unlink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { noteNameOf } from '#shared/model/note-path.ts';
import { useCall } from '../../api/query.ts';
import { useRefactor } from '../../api/refactor.ts';

export function RepairList() {
  const { t } = useTranslation('backlinks');
  const refactor = useRefactor();
  const answer = useCall('refactor.repairs', {});
  const repairs = answer.data?.repairs ?? [];
  if (repairs.length === 0) return null;
  return (
    <ul aria-label={t('repairs')} className="flex flex-col">
      {repairs.map(({ from, to, links }) => (
        <li key={from}>
          <button
            type="button"
            data-row
            onClick={() => void refactor.run({ kind: 'repair', from, to }, { review: 'always' })}
            className="flex min-h-7 w-full items-center gap-2 rounded-md px-1 py-1 text-left text-ui hover:bg-hover"
          >
            <Unlink size={14} aria-hidden className="shrink-0 text-warning" />
            <span className="min-w-0 flex-1">{t('repairOne', { from: noteNameOf(from), to: noteNameOf(to), count: links })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
