/** What a person may set, in a few pages; every change is kept at once. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewProps } from '../../api/view.ts';
import { useNavigation } from '../../api/navigation.ts';
import { classNames } from '../../ui/class-names.ts';
import { AboutPage } from './about-page.tsx';
import { AppearancePage } from './appearance-page.tsx';
import { ModelsPage } from './models-page.tsx';
import { NotesPage } from './notes-page.tsx';
import { ShortcutsPage } from './shortcuts-page.tsx';

const pages = {
  appearance: AppearancePage,
  notes: NotesPage,
  models: ModelsPage,
  shortcuts: ShortcutsPage,
  about: AboutPage,
} as const;
type PageName = keyof typeof pages;
const pageNames = Object.keys(pages) as readonly PageName[];

export function SettingsView({ params }: ViewProps) {
  const { t } = useTranslation('settings');
  const navigation = useNavigation();
  const asked = pageNames.find((name) => name === params['page']);
  const [chosen, setChosen] = useState<PageName>('appearance');
  const page = asked ?? chosen;
  const Page = pages[page];
  return (
    <div className="flex h-full">
      <nav aria-label={t('pages')} className="w-44 shrink-0 overflow-y-auto border-r border-border p-3">
        <ul className="flex flex-col gap-0.5">
          {pageNames.map((name) => (
            <li key={name}>
              <button
                type="button"
                aria-current={name === page ? 'page' : undefined}
                onClick={() => {
                  setChosen(name);
                  navigation.replaceParams({ page: name });
                }}
                className={classNames(
                  'h-8 w-full rounded-md px-3 text-left',
                  name === page ? 'bg-selected font-medium text-text' : 'text-muted hover:bg-hover hover:text-text',
                )}
              >
                {t(`page.${name}`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0 flex-1 overflow-y-auto" tabIndex={0} role="region" aria-label={t(`page.${page}`)}>
        <div className="mx-auto max-w-180 px-8 py-8">
          <h1 className="sr-only">{t('pages')}</h1>
          <Page />
        </div>
      </div>
    </div>
  );
}
