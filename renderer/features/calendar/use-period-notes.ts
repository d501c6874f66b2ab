/** Opening the note of a day or week; one that does not exist yet begins with its template. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Period } from '#shared/model/period.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { callOrThrow } from '../../api/query.ts';
import { useQuestions } from '../../ui/questions.tsx';
import { useToast } from '../../ui/toast.tsx';
import { isoDay } from '#shared/model/iso-day.ts';

export interface PeriodNotes {
  /** `date` is any day of the period (ISO). */
  open(period: Period, date: string, options?: { readonly newTab?: boolean; readonly focus?: boolean }): Promise<void>;
  /** The written day or week before or after the shown note's; from today where it is an ordinary note. */
  openBeside(path: VaultPath | null, direction: -1 | 1): Promise<void>;
}

export function usePeriodNotes(): PeriodNotes {
  const { t } = useTranslation('calendar');
  const core = useCore();
  const navigation = useNavigation();
  const ask = useQuestions();
  const toast = useToast();
  const failureText = useFailureText();

  return useMemo(() => {
    const attempt = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        toast({ title: t('failed'), text: failureText(error), problem: true });
      }
    };
    const open: PeriodNotes['open'] = (period, date, { newTab = false, focus = false } = {}) =>
      attempt(async () => {
        const method = period === 'day' ? 'note.daily' : 'note.weekly';
        let begun = await callOrThrow(core, method, { date });
        if (!begun.exists && begun.prompts.length > 0) {
          const answers = await ask({
            title: t('questionsTitle', { title: begun.title }),
            confirmLabel: t('begin'),
            questions: begun.prompts.map(({ label, fallback }) => ({ label, answer: fallback })),
          });
          if (answers === null) return;
          begun = await callOrThrow(core, method, { date, answers });
        }
        const { path, exists, text, caret } = begun;
        navigation.openNote(path, { newTab, focus, ...(exists ? {} : { draft: text, ...(caret === null ? {} : { caret }) }) });
      });
    return {
      open,
      openBeside: (path, direction) =>
        attempt(async () => {
          const at = path === null ? null : (await callOrThrow(core, 'calendar.periodOf', { path })).at;
          const period = at?.period ?? 'day';
          const { date } = await callOrThrow(core, 'calendar.beside', { period, date: at?.date ?? isoDay(new Date()), direction });
          await open(period, date, { focus: true });
        }),
    };
  }, [ask, core, failureText, navigation, t, toast]);
}
