/** The repository in the status bar: what is not committed, sent or fetched; nothing where there is none. */
import { ArrowDown, ArrowUp, GitBranch, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../api/query.ts';

export function GitStatusItem({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation('git');
  const { data } = useCall('git.status', {});
  if (data === undefined || data.kind === 'none') return null;
  const { kind, running, changed, ahead, behind, conflicts, last, problem } = data;
  const asks = conflicts.length > 0 || problem !== null || (last !== null && last.failure !== null && last.failure.code !== 'stopped');
  const words =
    running !== null
      ? t(`step.${running.step}`)
      : kind === 'ready'
        ? conflicts.length > 0
          ? t('conflictsShort', { count: conflicts.length })
          : t('changedShort', { count: changed })
        : t(`short.${kind}`);
  const label = [t('repository'), words, ...(ahead > 0 ? [t('ahead', { count: ahead })] : []), ...(behind > 0 ? [t('behind', { count: behind })] : []), ...(asks ? [t('asks')] : [])].join(', ');
  return (
    <button type="button" aria-label={label} onClick={onOpen} className="flex shrink-0 items-center gap-1 rounded-sm px-1 hover:bg-hover hover:text-text">
      {asks ? <TriangleAlert size={13} aria-hidden className="text-warning" /> : <GitBranch size={13} aria-hidden />}
      {kind === 'ready' && running === null && changed === 0 && conflicts.length === 0 ? null : <span>{words}</span>}
      {ahead > 0 ? (
        <span className="flex items-center">
          <ArrowUp size={12} aria-hidden />
          {ahead}
        </span>
      ) : null}
      {behind > 0 ? (
        <span className="flex items-center">
          <ArrowDown size={12} aria-hidden />
          {behind}
        </span>
      ) : null}
    </button>
  );
}
