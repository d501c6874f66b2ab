/** Asks what a template asks, and fills it in. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultPath } from '#shared/model/note-path.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { callOrThrow } from '../../api/query.ts';
import type { FilledTemplate } from '../../api/templates.ts';
import { useQuestions } from '../../ui/questions.tsx';
import { useToast } from '../../ui/toast.tsx';

export interface Template {
  readonly path: VaultPath;
  readonly name: string;
  readonly prompts: readonly { readonly label: string; readonly fallback: string }[];
}

export interface ChosenTemplate extends FilledTemplate {
  /** What the person called the note; where the title is given, that. */
  readonly title: string;
}

/** `noteTitle` null: a new note, whose title is asked. Null where the person declined, or it failed and they were told. */
export function useFillTemplate(): (template: Template, noteTitle: string | null) => Promise<ChosenTemplate | null> {
  const { t } = useTranslation('templates');
  const core = useCore();
  const ask = useQuestions();
  const toast = useToast();
  const failureText = useFailureText();
  return useCallback(
    async ({ path, prompts }, noteTitle) => {
      const titleLabel = t('noteTitle');
      const questions = [
        ...(noteTitle === null ? [{ label: titleLabel, answer: '' }] : []),
        ...prompts.map(({ label, fallback }) => ({ label, answer: fallback })),
      ];
      const answers =
        questions.length === 0 ? {} : await ask({ title: t(noteTitle === null ? 'titleNew' : 'titleInsert'), confirmLabel: t(noteTitle === null ? 'create' : 'insert'), questions });
      if (answers === null) return null;
      const title = noteTitle ?? (answers[titleLabel] ?? '').trim();
      try {
        const filled = await callOrThrow(core, 'template.fill', { path, title: title === '' ? t('untitled') : title, answers });
        return { title, ...filled };
      } catch (error) {
        toast({ title: t('failed'), text: failureText(error), problem: true });
        return null;
      }
    },
    [ask, core, failureText, t, toast],
  );
}
