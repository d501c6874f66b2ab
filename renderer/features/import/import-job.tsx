/** One import under way or ended: progress with rate and time left, cancel, and the report. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Job } from '#shared/model/job.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useCall, useCallMutation } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { formatBytes } from './format.ts';
import { ReportView } from './report-view.tsx';

export interface ImportJobProps {
  readonly job: Job;
  readonly nowMs: number;
}

export function ImportJob({ job, nowMs }: ImportJobProps) {
  const { t, i18n } = useTranslation('import');
  const navigation = useNavigation();
  const cancel = useCallMutation('job.cancel');
  const report = useCall('import.report', { jobId: job.id }, { enabled: job.state === 'done' });
  const finished = report.data?.report ?? null;
  const { progress } = job;
  const running = job.state === 'running' || job.state === 'queued';
  const share = progress.total > 0 ? Math.min(1, progress.done / progress.total) : null;

  return (
    <article aria-label={job.subject} className="rounded-lg border border-border bg-raised px-5 py-4">
      <header className="flex items-center gap-3">
        <h3 className="min-w-0 flex-1 truncate font-medium">{job.subject}</h3>
        <span className={job.state === 'failed' ? 'text-danger' : 'text-muted'}>{t(`states.${job.state}`)}</span>
        {running ? (
          <Button variant="quiet" disabled={cancel.isPending} onClick={() => cancel.mutate({ id: job.id })}>
            {t('cancel')}
          </Button>
        ) : null}
      </header>
      {running ? (
        <div className="mt-3 flex flex-col gap-1">
          <ProgressBar
            label={t(`steps.${progress.step}`, { defaultValue: t('steps.reading') })}
            value={share}
            {...(share === null ? {} : { valueText: percent(share, i18n.language) })}
            showLabel
          />
          <p className="text-small text-muted tabular-nums">{paceOf(job, nowMs, t, i18n.language)}</p>
        </div>
      ) : null}
      {job.failure === null ? null : (
        <p role="alert" className="mt-2 text-danger">
          {t(`failures.${job.failure.code}`, { defaultValue: job.failure.message })}
        </p>
      )}
      {job.state === 'cancelled' || job.state === 'interrupted' ? <p className="mt-2 text-muted">{t('resumeHint')}</p> : null}
      {finished === null ? null : (
        <ReportView report={finished} onReview={() => navigation.openView('review')} />
      )}
    </article>
  );
}

function percent(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share);
}

/** Counts, rate and what is left, from the work done so far. */
function paceOf(job: Job, nowMs: number, t: TFunction<'import'>, language: string): string {
  const { progress } = job;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const seconds = Math.max(0.001, (nowMs - job.startedMs) / 1000);
  const parts = [
    progress.unit === 'bytes'
      ? t('bytesDone', { done: formatBytes(progress.done, language), total: formatBytes(progress.total, language) })
      : t('done', { done: number.format(progress.done), total: number.format(progress.total) }),
  ];
  const messages = progress.counts['messages'] ?? progress.counts['messagesDone'];
  if (messages !== undefined && messages > 0) {
    parts.push(t('messagesDone', { count: messages, formatted: number.format(messages) }));
    if (seconds > 1) parts.push(t('rate', { rate: number.format(messages / seconds) }));
  }
  if (progress.done > 0 && progress.total > progress.done && seconds > 2) {
    const left = Math.ceil(((progress.total - progress.done) / progress.done) * seconds);
    parts.push(left < 60 ? t('secondsLeft', { count: left }) : t('minutesLeft', { count: Math.ceil(left / 60) }));
  }
  return parts.join(' · ');
}
