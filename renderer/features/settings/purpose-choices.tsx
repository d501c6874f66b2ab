/** Which connected model is used for what. */
import { useTranslation } from 'react-i18next';
import type { ModelSettings } from '#shared/model/llm.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useCallMutation } from '../../api/query.ts';
import { Select } from '../../ui/select.tsx';
import { useToast } from '../../ui/toast.tsx';
import { SettingGroup, SettingRow } from './setting-row.tsx';

const purposes = ['chat', 'compile', 'supervision', 'quick'] as const;
const none = '';

export function PurposeChoices({ settings }: { readonly settings: ModelSettings }) {
  const { t } = useTranslation('models');
  const toast = useToast();
  const failureText = useFailureText();
  const choose = useCallMutation('llm.choose');
  return (
    <SettingGroup title={t('uses')} text={t('usesText')}>
      {purposes.map((purpose) => {
        const choice = settings.choices[purpose];
        const fallback = purpose === 'supervision' || purpose === 'quick';
        const options = [
          { value: none, label: t(fallback ? `fallback.${purpose}` : 'notChosen') },
          ...settings.providers.map((provider) => ({
            value: provider.id,
            label: `${provider.label}${provider.model === '' ? '' : ` · ${choice?.providerId === provider.id && choice.model !== '' ? choice.model : provider.model}`}`,
          })),
        ];
        return (
          <SettingRow key={purpose} title={t(`purpose.${purpose}`)} text={t(`purposeText.${purpose}`)}>
            <Select
              label={t(`purpose.${purpose}`)}
              value={choice?.providerId ?? none}
              options={options}
              disabled={choose.isPending}
              className="max-w-72"
              onValueChange={(id) => {
                const provider = settings.providers.find((candidate) => candidate.id === id);
                choose.mutate(
                  { purpose, choice: provider === undefined ? null : { providerId: provider.id, model: provider.model } },
                  { onError: (error) => toast({ title: failureText(error), problem: true }) },
                );
              }}
            />
          </SettingRow>
        );
      })}
    </SettingGroup>
  );
}
