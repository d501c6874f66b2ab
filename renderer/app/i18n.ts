/** Languages: one folder of JSON files each, one file per feature; English is complete. */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

const files = import.meta.glob<Readonly<Record<string, unknown>>>('./locales/*/*.json', {
  eager: true,
  import: 'default',
});

/** `./locales/en/files.json` → resources.en.files */
function gatherResources(): Record<string, Record<string, Readonly<Record<string, unknown>>>> {
  const resources: Record<string, Record<string, Readonly<Record<string, unknown>>>> = {};
  for (const [path, strings] of Object.entries(files)) {
    const [, , language, file] = path.split('/');
    if (language === undefined || file === undefined) continue;
    (resources[language] ??= {})[file.replace(/\.json$/, '')] = strings;
  }
  return resources;
}

export async function createI18n(language: string): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    resources: gatherResources(),
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}
