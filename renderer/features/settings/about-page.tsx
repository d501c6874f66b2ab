/** This app and this vault: versions, places, and rebuilding the index. */
import { useTranslation } from 'react-i18next';
import { useApp } from '../../api/app-info.ts';
import { useNavigation } from '../../api/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { SettingGroup, SettingRow } from './setting-row.tsx';

export function AboutPage() {
  const { t } = useTranslation('settings');
  const { info } = useApp();
  const navigation = useNavigation();
  return (
    <>
      <SettingGroup title={t('about.vault')}>
        <SettingRow title={t('about.folder')} text={<span className="break-all select-text">{info.vault?.folder}</span>}>
          <Button onClick={() => navigation.openView('welcome')}>{t('about.openOther')}</Button>
        </SettingRow>
        <SettingRow title={t('about.index')} text={t('about.indexText')}>
          <Button onClick={() => navigation.run('vault.reindex')}>{t('about.reindex')}</Button>
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('page.about')}>
        <SettingRow title={t('about.version')} text={t(`about.shell.${info.shell}`)}>
          <span className="text-muted tabular-nums select-text">
            {info.name} {info.version}
          </span>
        </SettingRow>
        <SettingRow title={t('about.files')} text={t('about.filesText')}>
          {null}
        </SettingRow>
      </SettingGroup>
    </>
  );
}
