/** Commits and syncs when asked, and says how it ended. */
import { useMemo, useRef, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { ApiError, callOrThrow } from '../../api/query.ts';
import { useToast } from '../../ui/toast.tsx';

export interface GitWork {
  run(method: 'git.commit' | 'git.sync'): Promise<void>;
}

/**
 * `onMore` shows the repository: to be trusted first, or what needs to be looked at. Null where it is shown, and says
 * itself how work on it ended.
 */
export function useGitWork(onMore: (() => void) | null): GitWork {
  const { t } = useTranslation('git');
  const core = useCore();
  const toast = useToast();
  const failureText = useFailureText();
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  });
  return useMemo(
    () => ({
      async run(method) {
        const show = { label: t('show'), run: () => more.current?.() };
        try {
          const { failure, committed, received, sent } = await callOrThrow(core, method, {});
          if (more.current === null || failure?.code === 'stopped') return;
          if (failure !== null) {
            toast({ title: t(method === 'git.sync' ? 'syncFailed' : 'commitFailed'), text: t(`failure.${failure.code}`), problem: true, action: show });
            return;
          }
          const { conflicts } = await callOrThrow(core, 'git.status', {});
          const text = method === 'git.commit' ? t('commitDone', { what: t('committed', { count: committed }) }) : t('synced', { received: t('received', { count: received }), sent: t('sent', { count: sent }) });
          if (conflicts.length > 0) toast({ title: t('conflictsTitle', { count: conflicts.length }), text, action: show });
          else toast({ title: text });
        } catch (error) {
          // The question comes first; the palette's command is no way around it.
          if (more.current !== null && error instanceof ApiError && (error.code === 'not-trusted' || error.code === 'not-a-repository')) more.current();
          else toast({ title: failureText(error), problem: true });
        }
      },
    }),
    [core, failureText, t, toast],
  );
}
