/** Compiling: what is new, what it would cost, starting, watching, stopping, and how it ended. */
import { useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompilePlan, CompileSummary } from '#shared/model/compile.ts';
import type { Job } from '#shared/model/job.ts';
import { useCoreEvent } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useCall, useCallMutation } from '../../api/query.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Spinner } from '../../ui/state-views.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { formatCount, formatMoney } from './format.ts';

export function CompileCard({ active }: { readonly active: boolean }) {
  const { t } = useTranslation('review');
  const queries = useQueryClient();
  const failureText = useFailureText();
  const jobs = useCall('job.list', {});
  const job = jobs.data?.jobs.find((candidate) => candidate.kind === 'compile' && (candidate.state === 'running' || candidate.state === 'queued')) ?? null;
  const plan = useCall('compile.plan', {}, { enabled: active && jobs.isSuccess && job === null });
  const last = useCall('compile.last', {});
  const refresh = (): void => {
    for (const method of ['compile.plan', 'compile.last', 'job.list']) void queries.invalidateQueries({ queryKey: [method] });
  };
  useCoreEvent('compile.finished', refresh);
  useCoreEvent('review.changed', () => void queries.invalidateQueries({ queryKey: ['compile.plan'] }));
  useCoreEvent('llm.settingsChanged', () => void queries.invalidateQueries({ queryKey: ['compile.plan'] }));
  useCoreEvent('job.updated', (updated) => {
    if (updated.kind === 'compile' || updated.state === 'done') void queries.invalidateQueries({ queryKey: ['job.list'] });
    if (updated.kind === 'import' && updated.state === 'done') void queries.invalidateQueries({ queryKey: ['compile.plan'] });
  });

  return (
    <section aria-label={t('compile.title')} className="flex flex-col gap-3 rounded-lg border border-border bg-raised px-5 py-4">
      {job !== null ? (
        <Running job={job} />
      ) : plan.isError ? (
        <div role="alert" className="flex items-center justify-between gap-3">
          <span className="text-danger">{failureText(plan.error)}</span>
          <Button onClick={() => void plan.refetch()}>{t('retry')}</Button>
        </div>
      ) : plan.data === undefined ? (
        <div className="flex h-8 items-center gap-2 text-muted">
          <Spinner label={t('compile.looking')} /> {t('compile.looking')}
        </div>
      ) : (
        <Ready plan={plan.data} onStarted={refresh} />
      )}
      {job === null && last.data?.summary ? <Ended summary={last.data.summary} /> : null}
    </section>
  );
}

function Ready({ plan, onStarted }: { readonly plan: CompilePlan; readonly onStarted: () => void }) {
  const { t, i18n } = useTranslation('review');
  const navigation = useNavigation();
  const failureText = useFailureText();
  const start = useCallMutation('compile.start');
  const [cap, setCap] = useState('');
  const nothing = plan.blocks.changed === 0 && plan.calls.high === 0;
  const count = (value: number): string => formatCount(value, i18n.language);
  if (plan.sources.total === 0) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">{t('compile.noSources')}</p>
        <Button onClick={() => navigation.openView('import')}>{t('compile.import')}</Button>
      </div>
    );
  }
  if (plan.model === null) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">{t('compile.noModel', { count: plan.sources.changed, formatted: count(plan.sources.changed) })}</p>
        <Button variant="primary" onClick={() => navigation.openView('settings', { page: 'models' })}>
          {t('compile.connect')}
        </Button>
      </div>
    );
  }
  if (nothing) return <p className="text-muted">{t('compile.upToDate', { count: plan.sources.total, formatted: count(plan.sources.total) })}</p>;
  const capUsd = cap.trim() === '' ? undefined : Number(cap.replace(',', '.'));
  const badCap = capUsd !== undefined && !(Number.isFinite(capUsd) && capUsd > 0);
  const skipped = Object.values(plan.sources.skipped).reduce((sum, each) => sum + (each ?? 0), 0);
  return (
    <form
      className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!badCap) start.mutate(capUsd === undefined ? {} : { capUsd }, { onSuccess: onStarted });
      }}
    >
      <div className="min-w-60 flex-1">
        <p>
          {t('compile.sources', { count: plan.sources.changed, formatted: count(plan.sources.changed) })},{' '}
          {t('compile.passages', { count: plan.blocks.changed, formatted: count(plan.blocks.changed) })}
        </p>
        <p className="text-muted">
          {plan.calls.low === plan.calls.high
            ? t('compile.calls', { count: plan.calls.low, formatted: count(plan.calls.low) })
            : t('compile.callsRange', { low: count(plan.calls.low), high: count(plan.calls.high) })}{' '}
          · {costText(plan, i18n.language, t)}
        </p>
        {skipped === 0 ? null : <p className="text-small text-muted">{t('compile.skipped', { count: skipped, formatted: count(skipped) })}</p>}
        {plan.parked === 0 ? null : <p className="text-small text-muted">{t('compile.parked', { count: plan.parked, formatted: count(plan.parked) })}</p>}
        {start.isError ? (
          <p role="alert" className="mt-1 text-danger">
            {failureText(start.error)}
          </p>
        ) : null}
      </div>
      {plan.costUsd !== null && plan.costUsd.high > 0 ? (
        <TextField className="w-32" label={t('compile.cap')} placeholder={t('compile.noCap')} inputMode="decimal" value={cap} onValueChange={setCap} error={badCap ? t('compile.badCap') : null} />
      ) : null}
      <Button type="submit" variant="primary" disabled={start.isPending || badCap}>
        {t('compile.start')}
      </Button>
    </form>
  );
}

function costText(plan: CompilePlan, language: string, t: TFunction<'review'>): string {
  if (plan.model?.local === true) return t('compile.free');
  if (plan.costUsd === null) return t('compile.unknownPrice', { model: plan.model?.model ?? '' });
  const { low, high } = plan.costUsd;
  return t('compile.cost', { low: formatMoney(low, language), high: formatMoney(high, language), model: plan.model?.model ?? '' });
}

function Running({ job }: { readonly job: Job }) {
  const { t, i18n } = useTranslation('review');
  const cancel = useCallMutation('job.cancel');
  const { step, done, total, counts } = job.progress;
  const label = t(`compile.steps.${step}`, { defaultValue: t('compile.steps.waiting') });
  const claims = counts['claims'] ?? 0;
  return (
    <div className="flex flex-col gap-2">
      <ProgressBar
        label={label}
        value={total === 0 ? null : done / total}
        {...(total === 0 ? {} : { valueText: t('compile.doneOf', { done: formatCount(done, i18n.language), total: formatCount(total, i18n.language) }) })}
        showLabel
      />
      <div className="flex items-center justify-between gap-3 text-muted">
        <span>{claims === 0 ? job.subject : t('compile.claims', { count: claims, formatted: formatCount(claims, i18n.language) })}</span>
        <Button variant="quiet" disabled={cancel.isPending} onClick={() => cancel.mutate({ id: job.id })}>
          {t('compile.stop')}
        </Button>
      </div>
    </div>
  );
}

function Ended({ summary }: { readonly summary: CompileSummary }) {
  const { t, i18n } = useTranslation('review');
  const dropped = Object.values(summary.dropped).reduce((sum, count) => sum + count, 0);
  const parts = [
    t('last.claims', { count: summary.claims, formatted: formatCount(summary.claims, i18n.language) }),
    ...(dropped > 0 ? [t('last.dropped', { count: dropped, formatted: formatCount(dropped, i18n.language) })] : []),
    ...(summary.parked.length > 0 ? [t('last.parked', { count: summary.parked.length, formatted: formatCount(summary.parked.length, i18n.language) })] : []),
    ...(summary.usage.costUsd === null || summary.usage.costUsd === 0 ? [] : [formatMoney(summary.usage.costUsd, i18n.language)]),
  ];
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(summary.endedAt));
  return (
    <details className="text-small text-muted">
      <summary className="select-none">
        {t(`last.states.${summary.state}`, { when })}: {parts.join(' · ')}
      </summary>
      <div className="mt-1 flex flex-col gap-1 pl-4">
        {summary.problem === null ? null : <p className="text-danger">{summary.problem}</p>}
        {summary.parked.slice(0, 20).map((unit) => (
          <p key={`${unit.step} ${unit.unit}`} className="break-words">
            {unit.unit}: {unit.message}
          </p>
        ))}
        {dropped > 0 ? <p>{t('last.droppedText')}</p> : null}
        <p>{t('last.tokens', { input: formatCount(summary.usage.inputTokens, i18n.language), output: formatCount(summary.usage.outputTokens, i18n.language) })}</p>
      </div>
    </details>
  );
}
