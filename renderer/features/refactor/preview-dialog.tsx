/** What a change does to other notes, before it is made: grouped by note, each line before and after. */
import { ArrowRight, FilePlus2, FolderInput, Trash2, TriangleAlert } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf } from '#shared/model/note-path.ts';
import type { PlannedChange, PlannedNote, RefactorPlan, RefactorRequest } from '#shared/model/refactor.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { requestWords } from './request-words.ts';

export interface PreviewDialogProps {
  readonly request: RefactorRequest;
  readonly plan: RefactorPlan;
  readonly again: boolean;
  /** Ids of changes to leave out; null when declined. */
  readonly onFinish: (exclude: readonly number[] | null) => void;
}

export function PreviewDialog({ request, plan, again, onFinish }: PreviewDialogProps) {
  const { t } = useTranslation('refactor');
  const accept = useRef<HTMLButtonElement>(null);
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const { titleKey, values } = requestWords(request);
  const toggle = (ids: readonly number[], included: boolean): void =>
    setLeft((before) => {
      const after = new Set(before);
      for (const id of ids) {
        if (included) after.delete(id);
        else after.add(id);
      }
      return after;
    });
  const hidden = plan.noteCount - plan.notes.length;
  const nothingLeft = plan.changeCount > 0 && left.size === plan.changeCount && plan.moves.length + plan.created.length + plan.trashed.length === 0;

  return (
    <Dialog
      open
      width="wide"
      title={t(titleKey, values)}
      description={t('summary', { changes: t('changes', { count: plan.changeCount - left.size }), notes: t('notes', { count: plan.noteCount }) })}
      initialFocus={accept}
      onOpenChange={(open) => {
        if (!open) onFinish(null);
      }}
    >
      {again ? <p role="status" className="mx-5 mt-3 rounded-md bg-warning-soft px-3 py-2 text-small">{t('again')}</p> : null}
      <div tabIndex={0} role="region" aria-label={t('preview')} className="mt-3 min-h-0 flex-1 overflow-y-auto border-y border-border bg-sunken px-5 py-3">
        <Files plan={plan} kind={request.kind} />
        <ul aria-label={t('changedNotes')} className="flex flex-col gap-4">
          {plan.notes.map((note) => (
            <NoteChanges key={note.path} note={note} kind={request.kind} left={left} onToggle={toggle} />
          ))}
        </ul>
        {hidden > 0 ? <p className="pt-3 text-small text-muted">{t('moreNotes', { count: hidden })}</p> : null}
      </div>
      <DialogActions>
        <Button onClick={() => onFinish(null)}>{t('cancel')}</Button>
        <Button ref={accept} variant="primary" disabled={nothingLeft} onClick={() => onFinish([...left])}>
          {t(`accept.${request.kind}`)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Files that come, go or move, and links that cannot follow. */
function Files({ plan, kind }: { readonly plan: RefactorPlan; readonly kind: RefactorRequest['kind'] }) {
  const { t } = useTranslation('refactor');
  const rows: { readonly key: string; readonly icon: ReactNode; readonly text: string }[] = [
    ...plan.moves.map(({ from, to }) => ({ key: `m${from}`, icon: <FolderInput size={14} aria-hidden />, text: t('fileMoves', { from, to }) })),
    ...plan.created.map(({ path }) => ({ key: `c${path}`, icon: <FilePlus2 size={14} aria-hidden />, text: t('fileCreated', { path }) })),
    ...plan.trashed.map((path) => ({ key: `t${path}`, icon: <Trash2 size={14} aria-hidden />, text: t('fileTrashed', { path }) })),
    ...plan.left.map(({ path, line, reason }) => ({
      key: `l${path}:${line}`,
      icon: <TriangleAlert size={14} aria-hidden className="text-warning" />,
      text: t(kind === 'replace' ? 'leftUnwritable' : reason === 'read-only' ? 'leftReadOnly' : 'leftNoLink', { name: noteNameOf(path), line }),
    })),
  ];
  if (rows.length === 0) return null;
  return (
    <ul aria-label={t('files')} className="mb-4 flex flex-col gap-1">
      {rows.map(({ key, icon, text }) => (
        <li key={key} className="flex items-start gap-2 text-ui text-muted">
          <span className="mt-0.5 shrink-0">{icon}</span>
          <span className="min-w-0 break-words">{text}</span>
        </li>
      ))}
    </ul>
  );
}

interface NoteChangesProps {
  readonly note: PlannedNote;
  readonly kind: RefactorRequest['kind'];
  readonly left: ReadonlySet<number>;
  readonly onToggle: (ids: readonly number[], included: boolean) => void;
}

function NoteChanges({ note, kind, left, onToggle }: NoteChangesProps) {
  const { t } = useTranslation('refactor');
  const hidden = note.changeCount - note.changes.length;
  const shown = note.changes.filter((change) => change.optional).map(({ id }) => id);
  // Ids of a note follow one another: those that are not shown go with their note.
  const optional = [...shown, ...Array.from({ length: hidden }, (_, index) => (note.changes.at(-1)?.id ?? 0) + 1 + index)];
  const included = optional.filter((id) => !left.has(id)).length;
  const name = noteNameOf(note.path);
  return (
    <li className="min-w-0">
      <h3 className="flex items-center gap-2 text-ui font-medium">
        {shown.length === 0 ? null : (
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            aria-label={t('include', { name })}
            ref={(box) => {
              if (box !== null) box.indeterminate = included > 0 && included < optional.length;
            }}
            checked={included === optional.length}
            onChange={(event) => onToggle(optional, event.currentTarget.checked)}
          />
        )}
        <span className="truncate" title={note.path}>{name}</span>
        <span className="font-normal text-muted">{t('changes', { count: note.changeCount })}</span>
      </h3>
      <ul className="mt-1 flex flex-col gap-1.5">
        {note.changes.map((change) => (
          <li key={change.id} className="flex min-w-0 items-start gap-2 rounded-sm border border-border bg-surface px-2.5 py-1.5 text-small leading-[18px]">
            {change.optional && optional.length > 1 ? (
              <input
                type="checkbox"
                className="mt-0.5 size-3.5 shrink-0 accent-(--accent)"
                aria-label={kind === 'replace' ? t('includeWords', { words: wordsOf(change), line: change.line, name }) : t('includeLine', { line: change.line, name })}
                checked={!left.has(change.id)}
                onChange={(event) => onToggle([change.id], event.currentTarget.checked)}
              />
            ) : null}
            <div className="min-w-0 flex-1">
              <ChangeLines change={change} />
            </div>
            <span className="shrink-0 text-muted tabular-nums" aria-hidden>{change.line}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 ? <p className="pt-1 text-small text-muted">{t('moreChanges', { count: hidden })}</p> : null}
    </li>
  );
}

/** What a change replaces. */
function wordsOf({ before }: PlannedChange): string {
  const [range] = before.ranges;
  return range === undefined ? '' : before.text.slice(range[0], range[1]);
}

function ChangeLines({ change }: { readonly change: PlannedChange }) {
  const [before] = change.before.ranges;
  const [after] = change.after.ranges;
  return (
    <>
      {before === undefined ? null : (
        <p className="line-clamp-3 break-words whitespace-pre-wrap text-muted">
          {change.before.text.slice(0, before[0])}
          <del className="rounded-xs bg-danger-soft text-text decoration-danger">{change.before.text.slice(before[0], before[1])}</del>
          {change.before.text.slice(before[1])}
        </p>
      )}
      <p className="line-clamp-6 flex gap-1 break-words whitespace-pre-wrap">
        <ArrowRight size={12} aria-hidden className="mt-[3px] shrink-0 text-faint" />
        <span className="min-w-0">
          {change.after.text.slice(0, after?.[0] ?? change.after.text.length)}
          {after === undefined ? null : <ins className="rounded-xs bg-positive-soft text-text no-underline">{change.after.text.slice(after[0], after[1])}</ins>}
          {after === undefined ? '' : change.after.text.slice(after[1])}
        </span>
      </p>
    </>
  );
}
