/** Changing settings: shown at once, put back with a message where they could not be kept. */
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Settings, SettingsPatch } from '#shared/model/settings.ts';
import { useApp } from '../../api/app-info.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { callOptions, callOrThrow } from '../../api/query.ts';
import { useToast } from '../../ui/toast.tsx';

export function useUpdateSettings(): { readonly settings: Settings; readonly update: (patch: SettingsPatch) => void } {
  const { t } = useTranslation('settings');
  const core = useCore();
  const queries = useQueryClient();
  const toast = useToast();
  const failureText = useFailureText();
  const { settings } = useApp();
  const { queryKey } = callOptions(core, 'settings.read', {});
  return {
    settings,
    update(patch) {
      queries.setQueryData(queryKey, (before) => (before === undefined ? before : Object.assign({}, before, patch)));
      callOrThrow(core, 'settings.update', patch).then(
        (kept) => queries.setQueryData(queryKey, kept),
        (error: unknown) => {
          void queries.invalidateQueries({ queryKey });
          toast({ title: t('notKept'), text: failureText(error), problem: true });
        },
      );
    },
  };
}
