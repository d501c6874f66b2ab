/** Bringing in mail and Slack: choose, look, start, watch. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCallMutation } from '../../api/query.ts';
import type { ViewProps } from '../../api/view.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/state-views.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { ImportGuide } from './import-guide.tsx';
import { ImportJob } from './import-job.tsx';
import { PlanCard } from './plan-card.tsx';
import { SourcePicker } from './source-picker.tsx';
import { usePlan } from './use-plan.ts';

const tickMs = 1000;

export function ImportView({ active }: ViewProps) {
  const { t } = useTranslation('import');
  const planning = usePlan();
  const start = useCallMutation('import.start');
  const jobs = useCall('job.list', {});
  const imports = (jobs.data?.jobs ?? []).filter((job) => job.kind === 'import').toSorted((a, b) => b.startedMs - a.startedMs);
  const nowMs = useNow(active && imports.some((job) => job.state === 'running'));
  const { state } = planning;

  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-200 flex-col gap-6 px-8 py-8">
        <header className="flex flex-col gap-1">
          <h1 className="text-title font-semibold">{t('title')}</h1>
          <p className="text-muted text-pretty">{t('intro')}</p>
        </header>

        {state.kind === 'none' ? (
          <div className="flex flex-wrap items-center gap-3">
            <SourcePicker onChoose={(path) => planning.look(path)} />
            <span className="text-muted">{t('accepts')}</span>
          </div>
        ) : null}

        {state.kind === 'running' ? (
          <div className="flex flex-col gap-2 rounded-lg border border-border bg-raised px-5 py-4">
            <ProgressBar
              label={t('looking')}
              value={state.progress === null || state.progress.bytesTotal === 0 ? null : state.progress.bytesDone / state.progress.bytesTotal}
              showLabel
            />
            <div className="flex items-center justify-between gap-3 text-muted">
              <span className="truncate">{state.source}</span>
              <Button variant="quiet" onClick={planning.clear}>
                {t('cancel')}
              </Button>
            </div>
          </div>
        ) : null}

        {state.kind === 'failed' ? (
          <div className="rounded-lg border border-border bg-raised">
            <ErrorState
              compact
              title={t(`failures.${state.code}`, { defaultValue: t('failures.other') })}
              text={t(`advice.${state.code}`, { defaultValue: t('advice.other') })}
              detail={state.message}
              actions={
                <>
                  {state.code === 'archive-truncated' ? (
                    <Button onClick={() => planning.look(state.source, { allowTruncated: true })}>{t('takeWhatIsThere')}</Button>
                  ) : null}
                  <Button variant="primary" onClick={planning.clear}>
                    {t('another')}
                  </Button>
                </>
              }
            />
          </div>
        ) : null}

        {state.kind === 'ready' ? (
          <PlanCard
            plan={state.plan}
            options={state.options}
            starting={start.isPending}
            onOptions={(changes) => planning.look(state.source, { ...state.options, ...changes })}
            onCancel={planning.clear}
            onStart={() =>
              start.mutate(
                { source: state.source, options: state.options },
                {
                  onSuccess: planning.clear,
                },
              )
            }
          />
        ) : null}
        {start.isError ? (
          <p role="alert" className="text-danger">
            {start.error.message}
          </p>
        ) : null}

        {imports.length === 0 ? null : (
          <section aria-labelledby="import-jobs" className="flex flex-col gap-3">
            <h2 id="import-jobs" className="text-large font-semibold">
              {t('history')}
            </h2>
            {imports.map((job) => (
              <ImportJob key={job.id} job={job} nowMs={nowMs} />
            ))}
          </section>
        )}

        <ImportGuide open={imports.length === 0} />
      </div>
    </div>
  );
}

/** The time, each second while `ticking`. */
function useNow(ticking: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [ticking]);
  return nowMs;
}
