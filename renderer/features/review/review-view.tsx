/** Review: proposals read one after the other like letters, each accepted, edited, rejected or put off. */
import { Check, ChevronLeft, ChevronRight, CircleSlash, ListChecks, PencilLine, SkipForward, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../api/failure-text.ts';
import type { ViewProps } from '../../api/view.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { EmptyState, ErrorState, Spinner } from '../../ui/state-views.tsx';
import { useToast } from '../../ui/toast.tsx';
import { CompileCard } from './compile-card.tsx';
import { EditForm } from './edit-form.tsx';
import { Letter } from './letter.tsx';
import { RejectForm } from './reject-form.tsx';
import { useQueue, type Queue } from './use-queue.ts';

type Mode = 'reading' | 'editing' | 'rejecting';

export function ReviewView({ active }: ViewProps) {
  const { t } = useTranslation('review');
  const queue = useQueue();
  const failureText = useFailureText();
  const toast = useToast();
  const [begun, setBegun] = useState<{ readonly id: string | undefined; readonly mode: Mode }>({ id: undefined, mode: 'reading' });
  const [asking, setAsking] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const currentId = queue.current?.id;
  // Editing one proposal is not editing the next.
  const mode = begun.id === currentId ? begun.mode : 'reading';
  const setMode = (next: Mode): void => setBegun({ id: currentId, mode: next });

  // Single keys work only while the focus is in this view.
  useEffect(() => {
    if (active && mode === 'reading' && !(document.activeElement !== null && root.current?.contains(document.activeElement) === true)) root.current?.focus();
  }, [active, mode]);
  useEffect(() => {
    // What had the focus is gone (the compile button, a decided letter): the keys must still work.
    if (active && document.activeElement === document.body) root.current?.focus();
  });
  useEffect(() => {
    // Newer browsers give a promise here, which is no clean-up.
    scroller.current?.scrollTo({ top: 0 });
  }, [currentId]);

  const attempt = async (work: () => Promise<void>, done?: string): Promise<void> => {
    if (queue.busy) return;
    try {
      await work();
      setMode('reading');
      root.current?.focus();
      if (done !== undefined) toast({ title: done, action: { label: t('undo'), run: undo } });
    } catch (error) {
      toast({ title: failureText(error), problem: true });
    }
  };
  const undo = (): void => void attempt(queue.undo);
  const accept = (): void => {
    if (queue.current === null || queue.letter === null || queue.letter.stale) return;
    void attempt(() => queue.accept([queue.current?.id ?? '']), t('done.accepted', { title: queue.current.title, section: queue.current.section }));
  };
  const skip = (): void => {
    if (queue.current !== null) void attempt(queue.skip);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || mode !== 'reading' || isTyping(event.target)) return;
    const actions: Readonly<Record<string, () => void>> = {
      a: accept,
      e: () => queue.letter !== null && !queue.letter.stale && setMode('editing'),
      r: () => queue.current !== null && setMode('rejecting'),
      s: skip,
      z: undo,
      arrowleft: () => queue.go(-1),
      arrowright: () => queue.go(1),
    };
    const action = actions[event.key.toLowerCase()];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return (
    <div ref={root} tabIndex={-1} className="flex h-full flex-col outline-none" onKeyDown={onKeyDown}>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-240 flex-col gap-6 px-8 py-8">
          <header className="flex flex-wrap items-center justify-between gap-3">
            <h1 className="text-title font-semibold">{t('title')}</h1>
            <Progress queue={queue} onAcceptAll={() => setAsking(true)} />
          </header>
          {queue.current === null ? <CompileCard active={active} /> : null}
          <Content queue={queue} />
          {queue.current === null ? null : <CompileCard active={active} />}
          {queue.current === null ? (
            queue.items === null || queue.decidedToday === 0 ? null : (
              <div className="flex justify-center">
                <Button variant="quiet" icon={<Undo2 size={14} aria-hidden />} disabled={queue.busy} onClick={undo}>
                  {t('undoLast')}
                </Button>
              </div>
            )
          ) : null}
        </div>
      </div>
      {queue.current === null ? null : (
        <footer className="border-t border-border bg-surface px-8 py-3">
          <div className="mx-auto max-w-224">
            {mode === 'rejecting' ? (
              <RejectForm
                disabled={queue.busy}
                onCancel={() => {
                  setMode('reading');
                  root.current?.focus();
                }}
                onReject={(reason, note) => void attempt(() => queue.reject(reason, note), t('done.rejected', { title: queue.current?.title ?? '' }))}
              />
            ) : mode === 'editing' && queue.letter !== null ? (
              <EditForm
                text={queue.letter.proposal.after}
                disabled={queue.busy}
                onCancel={() => {
                  setMode('reading');
                  root.current?.focus();
                }}
                onAccept={(text) =>
                  void attempt(() => queue.accept([queue.current?.id ?? ''], text), t('done.accepted', { title: queue.current?.title ?? '', section: queue.current?.section ?? '' }))
                }
              />
            ) : (
              <div role="toolbar" aria-label={t('decide')} className="flex flex-wrap items-center gap-2">
                <Button variant="primary" icon={<Check size={16} aria-hidden />} disabled={queue.busy || queue.letter === null || queue.letter.stale} onClick={accept}>
                  {t('accept')} <Kbd keys="A" />
                </Button>
                <Button icon={<PencilLine size={14} aria-hidden />} disabled={queue.busy || queue.letter === null || queue.letter.stale} onClick={() => setMode('editing')}>
                  {t('editAction')} <Kbd keys="E" />
                </Button>
                <Button icon={<CircleSlash size={14} aria-hidden />} disabled={queue.busy} onClick={() => setMode('rejecting')}>
                  {t('rejectAction')} <Kbd keys="R" />
                </Button>
                <Button variant="quiet" icon={<SkipForward size={14} aria-hidden />} disabled={queue.busy} onClick={skip}>
                  {t('skip')} <Kbd keys="S" />
                </Button>
                <span className="flex-1" />
                <Button variant="quiet" icon={<Undo2 size={14} aria-hidden />} disabled={queue.busy} onClick={undo}>
                  {t('undo')} <Kbd keys="Z" />
                </Button>
              </div>
            )}
          </div>
        </footer>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('acceptAll.title', { count: queue.items?.length ?? 0 })}
        description={t('acceptAll.text')}
        confirmLabel={t('acceptAll.confirm')}
        cancelLabel={t('cancel')}
        onConfirm={() => void attempt(() => queue.accept((queue.items ?? []).map((item) => item.id)), t('done.all', { count: queue.items?.length ?? 0 }))}
      />
    </div>
  );
}

function Progress({ queue, onAcceptAll }: { readonly queue: Queue; readonly onAcceptAll: () => void }) {
  const { t } = useTranslation('review');
  const total = queue.items?.length ?? 0;
  if (total === 0) return null;
  return (
    <div className="flex items-center gap-1 text-muted">
      {total > 1 ? (
        <Button variant="quiet" disabled={queue.busy} onClick={onAcceptAll}>
          {t('acceptAll.action', { count: total })}
        </Button>
      ) : null}
      <IconButton label={t('previous')} keys="ArrowLeft" disabled={queue.position === 0} onClick={() => queue.go(-1)}>
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <span aria-live="polite" className="min-w-24 text-center tabular-nums">
        {t('progress', { position: queue.decidedToday + queue.position + 1, total: queue.decidedToday + total })}
      </span>
      <IconButton label={t('next')} keys="ArrowRight" disabled={queue.position >= total - 1} onClick={() => queue.go(1)}>
        <ChevronRight size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

function Content({ queue }: { readonly queue: Queue }) {
  const { t } = useTranslation('review');
  const failureText = useFailureText();
  if (queue.error !== null) {
    return <ErrorState compact title={t('failed.title')} text={t('failed.text')} detail={failureText(queue.error)} actions={<Button onClick={queue.retry}>{t('retry')}</Button>} />;
  }
  if (queue.items === null) return <Loading />;
  if (queue.current === null) {
    return (
      <EmptyState
        icon={<ListChecks size={28} aria-hidden />}
        title={t(queue.decidedToday > 0 ? 'empty.doneTitle' : 'empty.title')}
        text={queue.decidedToday > 0 ? t('empty.doneText', { count: queue.decidedToday }) : t('empty.text')}
      />
    );
  }
  if (queue.letterError !== null) return <ErrorState compact title={t('failed.title')} text={t('failed.text')} detail={failureText(queue.letterError)} />;
  if (queue.letter === null) return <Loading />;
  return (
    <>
      {queue.letter.stale ? (
        <p role="status" className="rounded-md bg-warning-soft px-4 py-2 text-warning">
          {t('stale')}
        </p>
      ) : null}
      <Letter letter={queue.letter} />
    </>
  );
}

function Loading() {
  const { t } = useTranslation('review');
  return (
    <div className="flex h-60 items-center justify-center">
      <Spinner label={t('loading')} size={20} />
    </div>
  );
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
