/** How to get an export out of Google and Slack, step by step. */
import { useTranslation } from 'react-i18next';

const guides = ['gmail', 'slack'] as const;
const steps = ['1', '2', '3', '4'] as const;

export function ImportGuide({ open }: { readonly open: boolean }) {
  const { t } = useTranslation('import');
  return (
    <section aria-labelledby="import-guide" className="flex flex-col gap-3">
      <h2 id="import-guide" className="text-large font-semibold">
        {t('guide.title')}
      </h2>
      <div className="grid gap-4 wide:grid-cols-2">
        {guides.map((guide) => (
          <details key={guide} open={open} className="rounded-lg border border-border px-5 py-3">
            <summary className="font-medium">{t(`guide.${guide}.title`)}</summary>
            <ol className="mt-2 flex list-decimal flex-col gap-1.5 ps-5 text-muted">
              {steps.map((step) => (
                <li key={step}>{t(`guide.${guide}.${step}`)}</li>
              ))}
            </ol>
          </details>
        ))}
      </div>
    </section>
  );
}
