/** The window's services as the editor's parts take them; the same until the language changes. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../api/app-info.ts';
import { useCore } from '../../api/core.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useTaskEdit } from '../../api/task-edit.ts';
import { useToast } from '../../ui/toast.tsx';
import type { ContextDeps } from './create-context.ts';

export function useContextDeps(): Omit<ContextDeps, 'beforeCreate'> {
  const { t } = useTranslation('editor');
  const core = useCore();
  const { openExternal: opensOutside } = useApp().info.capabilities;
  const navigation = useNavigation();
  const toast = useToast();
  const editTask = useTaskEdit();
  return useMemo(
    () => ({
      core,
      navigation,
      toast,
      editTask,
      say: (key, values) => t(key, values ?? {}),
      openExternal: (url) => {
        if (!opensOutside) {
          window.open(url, '_blank', 'noopener,noreferrer');
          return;
        }
        void core.call('host.openExternal', { url }).then((outcome) => {
          if (!outcome.ok) toast({ title: t('link.failed'), text: outcome.message, problem: true });
        });
      },
    }),
    [core, editTask, navigation, opensOutside, t, toast],
  );
}
