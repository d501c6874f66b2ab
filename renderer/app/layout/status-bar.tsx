/** The lower edge: index, words, long work, and whether the note is saved. */
import { TriangleAlert, WifiOff, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '#shared/model/job.ts';
import type { VaultStatus } from '#shared/model/vault.ts';
import { useApp } from '../../api/app-info.ts';
import { useConnectionState, useCore, useCoreEvent } from '../../api/core.ts';
import { useCall } from '../../api/query.ts';
import type { NoteStatus, SaveState } from '../../api/view.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { GitStatusItem } from '../../features/git/git-status-item.tsx';
import { useWorkspace } from '../workspace-context.ts';
import { NoteCounts } from './note-counts.tsx';
import { ProblemsDialog } from './problems-dialog.tsx';

const saveColours: Readonly<Partial<Record<SaveState, string>>> = {
  failed: 'text-danger font-medium',
  conflict: 'text-warning font-medium',
};

/** Read aloud as it comes; that each pause is saved need not be heard. */
function isTold(save: SaveState): boolean {
  return save === 'failed' || save === 'conflict' || save === 'read-only';
}

function SaveWord({ save }: { readonly save: SaveState }) {
  const { t } = useTranslation('app');
  return <span className={classNames(saveColours[save])}>{t(`status.save.${save}`)}</span>;
}

export function StatusBar({ note }: { readonly note: NoteStatus | null }) {
  const { t, i18n } = useTranslation('app');
  const { info } = useApp();
  const connection = useConnectionState();
  const status = useCall('vault.status', {});
  const [problemsOpen, setProblemsOpen] = useState(false);
  const setOverlay = useWorkspace((state) => state.setOverlay);
  const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
  const { data } = status;
  const copies = useCall('conflict.copies', {}).data?.copies ?? [];
  const looks = (data?.problemCount ?? 0) + copies.length;
  /** Only where it is long enough to wait for. */
  const timeLeft = ({ notes, indexed, notesPerSecond = 0 }: VaultStatus): string | null => {
    const seconds = (notes - indexed) / notesPerSecond;
    if (!Number.isFinite(seconds) || seconds < 5) return null;
    const [value, unit] = seconds < 90 ? [seconds, 'second'] : [seconds / 60, 'minute'];
    const left = new Intl.NumberFormat(i18n.language, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(value);
    return ` · ${t('status.indexingLeft', { rate: number(Math.round(notesPerSecond)), left })}`;
  };

  return (
    <footer
      aria-label={t('status.label')}
      className="flex h-7 shrink-0 items-center gap-4 border-t border-border bg-sunken px-3 text-small text-muted tabular-nums"
    >
      {data === undefined ? null : (
        <span className="truncate">
          {t('status.notes', { count: data.notes, formatted: number(data.notes) })}
          {' · '}
          {data.state === 'indexing' || data.indexed < data.notes
            ? t('status.indexing', { done: number(data.indexed), total: number(data.notes) })
            : t('status.indexed')}
          {data.state === 'indexing' ? timeLeft(data) : null}
          {data.rebuilt === 'old' || data.rebuilt === 'damaged' ? ` · ${t(`status.rebuilt.${data.rebuilt}`)}` : null}
        </span>
      )}
      {data?.state === 'indexing' && data.notes > 0 ? (
        <span className="w-24">
          <ProgressBar label={t('status.label')} value={data.indexed / data.notes} />
        </span>
      ) : null}
      {data !== undefined && looks > 0 ? (
        <button type="button" onClick={() => setProblemsOpen(true)} className="flex items-center gap-1 rounded-sm px-1 hover:bg-hover">
          <TriangleAlert size={13} aria-hidden className="text-warning" />
          {t('status.problems', { count: looks })}
        </button>
      ) : null}
      {data?.setAside === undefined ? null : <span className="truncate text-warning">{t('status.setAside', { names: data.setAside.join(', ') })}</span>}
      {data?.watching === 'polling' ? <span className="truncate">{t('status.polling')}</span> : null}
      {info.vault?.readOnly === true ? <span>{t('status.readOnlyVault')}</span> : null}
      <Jobs />
      <GitStatusItem onOpen={() => setOverlay('git')} />
      <span className="flex-1" />
      <span role="status" aria-live="polite" className="flex items-center gap-4">
        {connection === 'lost' ? (
          <span className="flex items-center gap-1.5 font-medium text-danger">
            <WifiOff size={13} aria-hidden />
            {t('connection.lost')}
          </span>
        ) : null}
        {note === null || !isTold(note.save) ? null : <SaveWord save={note.save} />}
      </span>
      {note === null || isTold(note.save) ? null : <SaveWord save={note.save} />}
      {note === null ? null : <NoteCounts note={note} />}
      {data === undefined ? null : <ProblemsDialog open={problemsOpen} onOpenChange={setProblemsOpen} status={data} copies={copies} />}
    </footer>
  );
}

/** Work under way, with its progress and a way to stop it. */
function Jobs() {
  const { t } = useTranslation('app');
  const core = useCore();
  const list = useCall('job.list', {});
  const [latest, setLatest] = useState<ReadonlyMap<string, Job>>(new Map());
  useCoreEvent('job.updated', (job) => setLatest((known) => new Map(known).set(job.id, job)));

  const running = (list.data?.jobs ?? [])
    .map((job) => latest.get(job.id) ?? job)
    .concat([...latest.values()].filter((job) => list.data?.jobs.every((known) => known.id !== job.id) ?? true))
    .filter((job) => job.state === 'running' || job.state === 'queued');

  return running.map((job) => {
    const { done, total } = job.progress;
    const label = t(`status.job.${job.kind}`, { subject: job.subject });
    return (
      <span key={job.id} className="flex min-w-0 items-center gap-2">
        <span className="max-w-48 truncate">{label}</span>
        <span className="w-24">
          <ProgressBar label={label} value={total > 0 ? Math.min(1, done / total) : null} />
        </span>
        <IconButton size="small" side="top" label={t('status.cancelJob')} onClick={() => void core.call('job.cancel', { id: job.id })}>
          <X size={13} aria-hidden />
        </IconButton>
      </span>
    );
  });
}
