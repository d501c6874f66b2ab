/** What can be written into the search field. */
import { useTranslation } from 'react-i18next';

const operators = ['phrase', 'without', 'either', 'tag', 'path', 'file', 'line', 'block', 'section', 'task', 'property', 'comparison', 'time', 'regex', 'case'] as const;

/** The page of an empty search. */
export function SearchHelp() {
  const { t } = useTranslation('search');
  return (
    <div className="mx-auto max-w-120 pt-4">
      <h2 className="pb-3 text-center text-large font-semibold">{t('helpTitle')}</h2>
      <OperatorList />
    </div>
  );
}

export function OperatorList() {
  const { t } = useTranslation('search');
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-muted">
      {operators.map((operator) => (
        <div key={operator} className="contents">
          <dt className="text-right">
            <code className="rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-small text-text [font-variant-ligatures:none]">{t(`operators.${operator}.example`)}</code>
          </dt>
          <dd>{t(`operators.${operator}.meaning`)}</dd>
        </div>
      ))}
    </dl>
  );
}
