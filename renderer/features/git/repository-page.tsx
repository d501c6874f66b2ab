/** A trusted repository: its state in a few words, the work on it, its schedule, and what merges left to look at. */
import { useTranslation } from 'react-i18next';
import type { GitResult, GitSchedule, GitStatus } from '#shared/model/git.ts';
import { isNotePath, parseVaultPath } from '#shared/model/note-path.ts';
import type { Contracts } from '#shared/api/contracts.ts';
import type { ParamsIn } from '#shared/rpc/contract.ts';
import { useApp } from '../../api/app-info.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { callOrThrow } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Select } from '../../ui/select.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useGitWork } from './use-git-work.ts';

const minuteChoices = ['0', '5', '15', '30', '60'] as const;
type MinuteChoice = (typeof minuteChoices)[number];
const actions = ['sync', 'commit'] as const;
type Change = 'git.schedule' | 'git.dismiss' | 'git.trust' | 'git.cancel';

export function RepositoryPage({ status, onClose }: { readonly status: GitStatus; readonly onClose: () => void }) {
  const { t } = useTranslation('git');
  const { info } = useApp();
  const core = useCore();
  const toast = useToast();
  const failureText = useFailureText();
  const work = useGitWork(null);
  const { running, problem, last, conflicts } = status;
  const writable = info.vault?.readOnly !== true;
  const change = <K extends Change>(method: K, params: ParamsIn<Contracts[K]>): void => {
    callOrThrow(core, method, params).catch((error: unknown) => toast({ title: failureText(error), problem: true }));
  };
  const failed = last !== null && last.failure !== null && last.failure.code !== 'stopped' ? last.failure : null;
  const trouble = problem ?? failed;

  return (
    <>
      <div tabIndex={0} role="region" aria-label={t('repository')} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-5 pt-2">
        <Facts status={status} />
        {trouble === null ? null : (
          <div role="alert" className="rounded-md border border-border bg-sunken px-3 py-2">
            <p className="text-pretty">{t(`failure.${trouble.code}`)}</p>
            <p className="pt-1 font-mono text-small break-words whitespace-pre-wrap text-muted select-text">{trouble.message}</p>
          </div>
        )}
        {running === null ? null : (
          <div className="flex items-center gap-3">
            <ProgressBar showLabel label={t(`step.${running.step}`)} value={running.total === 0 ? null : running.done / running.total} />
            <Button onClick={() => change('git.cancel', {})}>{t('stop')}</Button>
          </div>
        )}
        {conflicts.length === 0 ? null : <Conflicts status={status} onClose={onClose} onSeen={(path) => change('git.dismiss', path === null ? {} : { path })} />}
        <Schedule schedule={status.schedule} disabled={!writable} onChange={(schedule) => change('git.schedule', { schedule })} />
        <p className="text-small text-muted">
          {t('trust.given')}{' '}
          <button type="button" className="rounded-sm text-accent underline" onClick={() => change('git.trust', { trusted: false })}>
            {t('trust.end')}
          </button>
        </p>
      </div>
      <DialogActions>
        <Button disabled={!writable || running !== null} onClick={() => void work.run('git.commit')}>
          {t('commit')}
        </Button>
        <Button variant="primary" disabled={!writable || running !== null} onClick={() => void work.run('git.sync')}>
          {t('sync')}
        </Button>
      </DialogActions>
    </>
  );
}

function Facts({ status }: { readonly status: GitStatus }) {
  const { t, i18n } = useTranslation('git');
  const { changed, ahead, behind, remote, last } = status;
  const time = (ms: number): string => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(ms);
  const ended = ({ atMs, failure, received, sent, committed }: GitResult): string =>
    failure === null
      ? t('lastDone', { time: time(atMs), what: [t('committed', { count: committed }), t('received', { count: received }), t('sent', { count: sent })].join(', ') })
      : t(failure.code === 'stopped' ? 'lastStopped' : 'lastFailed', { time: time(atMs) });
  const rows: readonly (readonly [string, string])[] = [
    [t('folder'), status.folder],
    ...(status.branch === null ? [] : [[t('branch'), status.branch] as const]),
    [t('remote'), remote === null ? t('noRemote') : `${remote.name} (${remote.address})`],
    [t('here'), [t('changed', { count: changed }), ...(ahead > 0 ? [t('ahead', { count: ahead })] : []), ...(behind > 0 ? [t('behind', { count: behind })] : [])].join(', ')],
    [t('last'), last === null ? t('never') : ended(last)],
  ];
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words select-text">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ConflictsProps {
  readonly status: GitStatus;
  readonly onClose: () => void;
  /** Null: all of them. */
  readonly onSeen: (path: string | null) => void;
}

function Conflicts({ status: { conflicts }, onClose, onSeen }: ConflictsProps) {
  const { t } = useTranslation('git');
  const navigation = useNavigation();
  const open = (at: string): void => {
    const path = parseVaultPath(at);
    if (path === null) return;
    navigation.openNote(path);
    onClose();
  };
  const link = (at: string) =>
    isNotePath(at) ? (
      <button type="button" className="rounded-sm text-left break-all text-accent underline" onClick={() => open(at)}>
        {at}
      </button>
    ) : (
      <span className="break-all">{at}</span>
    );
  return (
    <section aria-label={t('conflictsTitle', { count: conflicts.length })}>
      <div className="flex items-center justify-between gap-3 pb-1">
        <h3 className="font-semibold">{t('conflictsTitle', { count: conflicts.length })}</h3>
        <Button variant="quiet" onClick={() => onSeen(null)}>
          {t('seenAll')}
        </Button>
      </div>
      <ul className="border-y border-border">
        {conflicts.map((conflict) => (
          <li key={conflict.path} className="flex items-center gap-3 border-b border-border py-2 last:border-b-0">
            <div className="min-w-0 flex-1">
              {link(conflict.path)}
              <p className="text-small text-muted text-pretty">
                {t(`conflict.${conflict.kind}`)} {conflict.other === null ? null : link(conflict.other)}
              </p>
            </div>
            {conflict.kind === 'both-texts' && parseVaultPath(conflict.path) !== null ? (
              <Button
                variant="quiet"
                onClick={() => {
                  navigation.openView('history', { path: conflict.path });
                  onClose();
                }}
              >
                {t('versions')}
              </Button>
            ) : null}
            <Button variant="quiet" aria-label={t('seenOf', { name: conflict.path })} onClick={() => onSeen(conflict.path)}>
              {t('seen')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ScheduleProps {
  readonly schedule: GitSchedule;
  readonly disabled: boolean;
  readonly onChange: (schedule: GitSchedule) => void;
}

function Schedule({ schedule, disabled, onChange }: ScheduleProps) {
  const { t } = useTranslation('git');
  const known = minuteChoices.find((choice) => choice === String(schedule.minutes));
  return (
    <section aria-label={t('schedule.title')} className="flex flex-wrap items-center gap-2">
      <span className="mr-2 font-medium">{t('schedule.title')}</span>
      <Select<MinuteChoice>
        label={t('schedule.often')}
        value={known ?? '60'}
        disabled={disabled}
        options={minuteChoices.map((value) => ({ value, label: value === '0' ? t('schedule.never') : t('schedule.minutes', { count: Number(value) }) }))}
        onValueChange={(minutes) => onChange({ ...schedule, minutes: Number(minutes) })}
      />
      <Select
        label={t('schedule.action')}
        value={schedule.action}
        disabled={disabled || schedule.minutes === 0}
        options={actions.map((value) => ({ value, label: t(`schedule.actions.${value}`) }))}
        onValueChange={(action) => onChange({ ...schedule, action })}
      />
    </section>
  );
}
