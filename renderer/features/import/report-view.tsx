/** How an import ended: every message is in a note, or has a reason here. */
import { useTranslation } from 'react-i18next';
import type { ImportReport } from '#shared/model/import.ts';
import { Button } from '../../ui/button.tsx';

export interface ReportViewProps {
  readonly report: ImportReport;
  readonly onReview: () => void;
}

export function ReportView({ report, onReview }: ReportViewProps) {
  const { t, i18n } = useTranslation('import');
  const number = new Intl.NumberFormat(i18n.language);
  const skipped = Object.entries(report.skipped).filter(([, count]) => count > 0);
  const warnings = Object.entries(report.warnings).filter(([, count]) => count > 0);
  const lines = [
    t('report.imported', { count: report.imported, formatted: number.format(report.imported) }),
    t('report.notes', { count: report.notesCreated, formatted: number.format(report.notesCreated) }),
    ...(report.updated > 0 ? [t('report.updated', { count: report.updated, formatted: number.format(report.updated) })] : []),
    ...(report.unchanged > 0 ? [t('report.unchanged', { count: report.unchanged, formatted: number.format(report.unchanged) })] : []),
    ...(report.attachmentsStored > 0
      ? [t('report.attachments', { count: report.attachmentsStored, formatted: number.format(report.attachmentsStored) })]
      : []),
  ];
  return (
    <div className="mt-3 flex flex-col gap-3">
      <p>{lines.join(' · ')}</p>
      {skipped.length === 0 && warnings.length === 0 ? <p className="text-muted">{t('report.complete')}</p> : null}
      {skipped.length === 0 ? null : (
        <div className="text-small">
          <h4 className="font-medium">{t('report.skipped')}</h4>
          <ul className="text-muted">
            {skipped.map(([reason, count]) => (
              <li key={reason}>{t(`reasons.${reason}`, { count, formatted: number.format(count) })}</li>
            ))}
          </ul>
          {report.examples.length === 0 ? null : (
            <details className="mt-1 text-muted">
              <summary>{t('report.examples')}</summary>
              <ul className="mt-1 max-h-48 overflow-y-auto">
                {report.examples.map((example) => (
                  <li key={`${example.reason} ${example.id}`} className="truncate">
                    {example.subject === '' ? example.id : example.subject}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
      {warnings.length === 0 ? null : (
        <ul className="text-small text-muted">
          {warnings.map(([warning, count]) => (
            <li key={warning}>{t(`warnings.${warning}`, { count, formatted: number.format(count) })}</li>
          ))}
        </ul>
      )}
      <div>
        <Button onClick={onReview}>{t('report.next')}</Button>
      </div>
    </div>
  );
}
