/** What a test of a model said: that it works, or precisely what is wrong. */
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TestResult } from '#shared/model/llm.ts';

export interface TestAnswerProps {
  readonly result: TestResult;
  readonly onChooseModel: (model: string) => void;
}

const modelsShown = 12;

export function TestAnswer({ result, onChooseModel }: TestAnswerProps) {
  const { t, i18n } = useTranslation('models');
  if (result.ok) {
    const number = new Intl.NumberFormat(i18n.language);
    return (
      <div className="flex gap-2.5 rounded-md bg-positive-soft px-3 py-2">
        <CircleCheck size={16} aria-hidden className="mt-0.5 shrink-0 text-positive" />
        <div className="min-w-0">
          <p className="font-medium">{t('works', { model: result.model, ms: number.format(result.latencyMs) })}</p>
          {result.contextTokens === null ? null : <p className="text-small">{t('worksContext', { formatted: number.format(result.contextTokens) })}</p>}
          {result.warnings.map((warning) => (
            <p key={warning} className="text-small">
              {warning}
            </p>
          ))}
        </div>
      </div>
    );
  }
  const { failure, models } = result;
  return (
    <div className="flex gap-2.5 rounded-md bg-danger-soft px-3 py-2">
      <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-danger" />
      <div className="min-w-0">
        <p className="font-medium">{failure.message}</p>
        {failure.detail === null ? null : <p className="font-mono text-small break-words select-text">{failure.detail}</p>}
        {models.length === 0 ? null : (
          <div className="pt-1 text-small">
            {t('offersInstead')}
            <span className="flex flex-wrap gap-1 pt-1">
              {models.slice(0, modelsShown).map((model) => (
                <button
                  key={model}
                  type="button"
                  onClick={() => onChooseModel(model)}
                  className="rounded-sm border border-border-strong bg-raised px-1.5 hover:bg-hover"
                >
                  {model}
                </button>
              ))}
            </span>
          </div>
        )}
      </div>
    </div>
  );
}
