/** Provides changes over several notes to the window, with the dialogs that they need. */
import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefactorPlan, RefactorRequest, RefactorResult } from '#shared/model/refactor.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useOpenNotes } from '../../api/open-notes.ts';
import { ApiError, callOrThrow } from '../../api/query.ts';
import { RefactorContext, type Refactor, type RefactorQuestion, type RunOptions } from '../../api/refactor.ts';
import { useToast } from '../../ui/toast.tsx';
import { TypedAhead } from '../../ui/typed-ahead.tsx';
import { useRepairOffers } from './use-repair-offers.ts';
import { requestWords, undoneValues } from './request-words.ts';

const PreviewDialog = lazy(async () => ({ default: (await import('./preview-dialog.tsx')).PreviewDialog }));
const QuestionDialog = lazy(async () => ({ default: (await import('./question-dialog.tsx')).QuestionDialog }));

interface Review {
  readonly request: RefactorRequest;
  readonly plan: RefactorPlan;
  /** A note has changed since the person first saw the plan. */
  readonly again: boolean;
  /** Ids of changes to leave out; null when declined. */
  readonly answer: (exclude: readonly number[] | null) => void;
}

/** A plan that goes stale under the person's eyes is made anew this often. */
const attempts = 4;
/** So many that writing them takes some seconds. */
const manyNotes = 200;

export function RefactorArea({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('refactor');
  const core = useCore();
  const openNotes = useOpenNotes();
  const navigation = useNavigation();
  const toast = useToast();
  const failureText = useFailureText();
  const [review, setReview] = useState<Review | null>(null);
  const [question, setQuestion] = useState<RefactorQuestion | null>(null);
  const waiting = useRef<Review | null>(null);
  useEffect(() => () => waiting.current?.answer(null), []);

  const refactor = useMemo((): Refactor => {
    const ask = (request: RefactorRequest, plan: RefactorPlan, again: boolean): Promise<readonly number[] | null> =>
      new Promise((resolve) => {
        waiting.current?.answer(null);
        const next: Review = { request, plan, again, answer: resolve };
        waiting.current = next;
        setReview(next);
      });

    async function undo(id?: string): Promise<void> {
      await openNotes.flush();
      try {
        const { record, left } = await callOrThrow(core, 'refactor.undo', id === undefined ? {} : { id });
        toast({
          title: t(`undone.${record.kind}`, undoneValues(record)),
          ...(left.length === 0 ? {} : { text: t('undoLeft', { notes: left.join(', '), count: left.length }), problem: true }),
        });
      } catch (error) {
        const nothing = error instanceof ApiError && error.code === 'nothing-to-do';
        toast({ title: nothing ? t('nothingToUndo') : t('undoFailed'), ...(nothing ? {} : { text: failureText(error), problem: true }) });
      }
    }

    function report(request: RefactorRequest, plan: RefactorPlan, result: RefactorResult): void {
      const { doneKey, values } = requestWords(request);
      const isReplaced = request.kind === 'replace';
      const links = isReplaced ? 0 : request.kind === 'link' || request.kind === 'repair' ? result.updatedNotes.length : plan.otherNoteCount;
      toast({
        title: t(doneKey, { ...values, count: isReplaced ? result.updatedNotes.length : result.created.length }),
        ...(result.left.length > 0
          ? { text: t('left', { notes: result.left.join(', '), count: result.left.length }), problem: true }
          : links === 0 ? {} : { text: t('linksFollow', { count: links }) }),
        action: { label: t('undo'), run: () => void undo(result.id) },
      });
      if (request.kind === 'merge' || request.kind === 'versions') navigation.openNote(request.into);
    }

    async function carryOut(request: RefactorRequest, { review, onPlanned, signal }: RunOptions): Promise<RefactorResult | null> {
      for (let attempt = 1; ; attempt += 1) {
        // What is typed and not yet written belongs to the notes too.
        await openNotes.flush();
        const plan = await callOrThrow(core, 'refactor.plan', { request }, signal);
        if (onPlanned !== undefined) {
          onPlanned();
          // The question's dialog gives the focus back before the preview asks where it is.
          await new Promise((resolve) => setTimeout(resolve));
        }
        const shown = review === 'always' || (review !== 'never' && (plan.otherNoteCount > 0 || plan.left.length > 0));
        const exclude = shown ? await ask(request, plan, attempt > 1) : [];
        if (exclude === null) return null;
        try {
          await openNotes.flush();
          if (plan.noteCount > manyNotes) toast({ title: t('working', { count: plan.noteCount }) });
          const result = await callOrThrow(core, 'refactor.apply', { id: plan.id, exclude: [...exclude] });
          report(request, plan, result);
          return result;
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== 'stale' || attempt === attempts) throw error;
        }
      }
    }

    return {
      async run(request, options = {}) {
        try {
          return await carryOut(request, options);
        } catch (error) {
          if (options.signal?.aborted === true) return null;
          const nothing = error instanceof ApiError && error.code === 'nothing-to-do';
          const { values } = requestWords(request);
          toast({ title: t(nothing ? `nothing.${request.kind}` : `failed.${request.kind}`, values), ...(nothing ? {} : { text: failureText(error) }), problem: true });
          return null;
        }
      },
      ask: setQuestion,
      undoLast: () => void undo(),
    };
  }, [core, failureText, navigation, openNotes, t, toast]);

  useRepairOffers(refactor);

  const finish = (exclude: readonly number[] | null): void => {
    waiting.current = null;
    setReview(null);
    review?.answer(exclude);
  };
  return (
    <RefactorContext value={refactor}>
      {children}
      <Suspense fallback={<TypedAhead />}>
        {question === null ? null : <QuestionDialog question={question} onClose={() => setQuestion(null)} />}
        {review === null ? null : <PreviewDialog key={review.plan.id} request={review.request} plan={review.plan} again={review.again} onFinish={finish} />}
      </Suspense>
    </RefactorContext>
  );
}
