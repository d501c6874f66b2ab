/** What a dry run found, the few choices there are, and the button that starts. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOptions, ImportPlan } from '#shared/model/import.ts';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { formatBytes, formatDay } from './format.ts';

export interface PlanCardProps {
  readonly plan: ImportPlan;
  readonly options: ImportOptions;
  readonly starting: boolean;
  /** Looks again with other choices. */
  readonly onOptions: (changes: Partial<ImportOptions>) => void;
  readonly onStart: () => void;
  readonly onCancel: () => void;
}

const shownGroups = 12;

export function PlanCard({ plan, options, starting, onOptions, onStart, onCancel }: PlanCardProps) {
  const { t, i18n } = useTranslation('import');
  const [allGroups, setAllGroups] = useState(false);
  const number = new Intl.NumberFormat(i18n.language);
  const groups = Object.entries(plan.groups).toSorted(([, a], [, b]) => b - a);
  const skipped = Object.entries(plan.skipped).filter(([, count]) => count > 0);
  const slack = plan.source === 'slack-export';
  const facts: readonly (readonly [string, string])[] = [
    [t('facts.messages'), number.format(plan.messages)],
    [t('facts.new'), number.format(plan.newMessages)],
    [t(slack ? 'facts.days' : 'facts.threads'), number.format(plan.notes)],
    [t('facts.people'), number.format(plan.people)],
    [
      t('facts.dates'),
      plan.firstMs === null || plan.lastMs === null
        ? '–'
        : `${formatDay(plan.firstMs, i18n.language)} – ${formatDay(plan.lastMs, i18n.language)}`,
    ],
    [t('facts.attachments'), number.format(plan.attachments)],
    [t('facts.disk'), formatBytes(plan.diskBytes, i18n.language)],
    [t('facts.archive'), formatBytes(plan.sizeBytes, i18n.language)],
  ];
  const nothingNew = plan.newMessages === 0;

  return (
    <section aria-label={t('plan')} className="rounded-lg border border-border bg-raised">
      <header className="border-b border-border px-5 py-3">
        <h2 className="truncate text-large font-semibold">{plan.name}</h2>
        <p className="text-muted">{t(`sources.${plan.source}`)}</p>
      </header>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 px-5 py-4 wide:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-small text-muted">{name}</dt>
            <dd className="text-large tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {groups.length === 0 ? null : (
        <div className="px-5 pb-4">
          <h3 className="text-small text-muted">{t(slack ? 'channels' : 'labels')}</h3>
          <ul className="mt-1 flex flex-wrap gap-1.5">
            {(allGroups ? groups : groups.slice(0, shownGroups)).map(([name, count]) => (
              <li key={name} className="rounded-full border border-border px-2 text-small">
                {name} <span className="text-muted tabular-nums">{number.format(count)}</span>
              </li>
            ))}
            {groups.length > shownGroups && !allGroups ? (
              <li>
                <button type="button" className="rounded-sm text-small text-accent underline" onClick={() => setAllGroups(true)}>
                  {t('moreGroups', { count: groups.length - shownGroups })}
                </button>
              </li>
            ) : null}
          </ul>
        </div>
      )}
      <div className="flex flex-col gap-2 border-t border-border px-5 py-4">
        <Choice label={t('options.attachments')} checked={options.attachments} onChange={(attachments) => onOptions({ attachments })} />
        {slack ? null : (
          <>
            <Choice label={t('options.spam')} checked={options.includeSpam} onChange={(includeSpam) => onOptions({ includeSpam })} />
            <Choice label={t('options.trash')} checked={options.includeTrash} onChange={(includeTrash) => onOptions({ includeTrash })} />
            <Choice label={t('options.drafts')} checked={options.includeDrafts} onChange={(includeDrafts) => onOptions({ includeDrafts })} />
          </>
        )}
        <p className="text-small text-muted">{t('options.zone', { zone: options.timeZone })}</p>
      </div>
      {skipped.length === 0 ? null : (
        <div className="border-t border-border px-5 py-3 text-small text-muted">
          <h3 className="font-medium">{t('willSkip')}</h3>
          <ul>
            {skipped.map(([reason, count]) => (
              <li key={reason}>{t(`reasons.${reason}`, { count, formatted: number.format(count) })}</li>
            ))}
          </ul>
        </div>
      )}
      <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-border px-5 py-3">
        {nothingNew ? <p className="flex-1 text-muted">{t('nothingNew')}</p> : null}
        <Button onClick={onCancel}>{t('another')}</Button>
        <Button variant="primary" disabled={starting || nothingNew} onClick={onStart}>
          {t('start', { count: plan.newMessages, formatted: number.format(plan.newMessages) })}
        </Button>
      </footer>
    </section>
  );
}

function Choice({ label, checked, onChange }: { readonly label: string; readonly checked: boolean; readonly onChange: (on: boolean) => void }) {
  return (
    <label className="flex items-center gap-3">
      <Switch label={label} checked={checked} onCheckedChange={onChange} />
      <span aria-hidden>{label}</span>
    </label>
  );
}
