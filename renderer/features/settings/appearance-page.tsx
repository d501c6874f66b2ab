/** How Verso looks: theme, reading font, size and width, with a sample. */
import { useTranslation } from 'react-i18next';
import { NumberStepper } from '../../ui/number-stepper.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingGroup, SettingRow } from './setting-row.tsx';
import { useUpdateSettings } from './use-update-settings.ts';

const themes = ['system', 'light', 'dark'] as const;
const fonts = ['serif', 'sans'] as const;

export function AppearancePage() {
  const { t } = useTranslation('settings');
  const { settings, update } = useUpdateSettings();
  return (
    <SettingGroup title={t('page.appearance')}>
      <SettingRow title={t('theme')}>
        <Select
          label={t('theme')}
          value={settings.theme}
          options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
          onValueChange={(theme) => update({ theme })}
        />
      </SettingRow>
      <SettingRow title={t('readingFont')} text={t('readingFontText')}>
        <Select
          label={t('readingFont')}
          value={settings.readingFont}
          options={fonts.map((value) => ({ value, label: t(`fonts.${value}`) }))}
          onValueChange={(readingFont) => update({ readingFont })}
        />
      </SettingRow>
      <SettingRow title={t('readingSize')}>
        <NumberStepper
          label={t('readingSize')}
          value={settings.readingSizePx}
          minimum={12}
          maximum={28}
          step={1}
          unit={t('pixels')}
          onValueChange={(readingSizePx) => update({ readingSizePx })}
        />
      </SettingRow>
      <SettingRow title={t('lineWidth')} text={t('lineWidthText')}>
        <NumberStepper
          label={t('lineWidth')}
          value={settings.lineWidthChars}
          minimum={48}
          maximum={120}
          step={4}
          unit={t('characters')}
          onValueChange={(lineWidthChars) => update({ lineWidthChars })}
        />
      </SettingRow>
      <SettingRow title={t('typewriter')} text={t('typewriterText')}>
        <Switch label={t('typewriter')} checked={settings.typewriter} onCheckedChange={(typewriter) => update({ typewriter })} />
      </SettingRow>
      <figure className="mt-4 overflow-hidden rounded-lg border border-border bg-surface px-6 py-5">
        <figcaption className="sr-only">{t('sample')}</figcaption>
        <p className="reading" style={{ maxWidth: 'var(--line-width)' }}>
          {t('sampleText')}
        </p>
      </figure>
    </SettingGroup>
  );
}
