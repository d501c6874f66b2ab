/** Asks what a merge, split, extraction or new heading still needs to know, then runs it. */
import { useMemo, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { scanNote } from '#shared/markdown/outline.ts';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import type { RefactorRequest } from '#shared/model/refactor.ts';
import { useCall } from '../../api/query.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useRefactor, type RefactorQuestion } from '../../api/refactor.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { NotePicker } from './note-picker.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';

export interface QuestionDialogProps {
  readonly question: RefactorQuestion;
  readonly onClose: () => void;
}

export function QuestionDialog({ question, onClose }: QuestionDialogProps) {
  switch (question.kind) {
    case 'merge':
      return <NotePicker path={question.path} onClose={onClose} />;
    case 'split':
      return <SplitDialog path={question.path} onClose={onClose} />;
    case 'extract':
      return <ExtractDialog question={question} onClose={onClose} />;
    case 'heading':
      return <HeadingDialog question={question} onClose={onClose} />;
    case 'replace':
      return <ReplaceDialog query={question.query} onClose={onClose} />;
  }
}

type Leave = 'link' | 'embed';

interface FormProps {
  readonly title: string;
  readonly confirm: string;
  readonly ready: boolean;
  /** Nothing has to be typed: Enter confirms. */
  readonly confirmFirst?: boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: React.ReactNode;
}

function Form({ title, confirm, ready, confirmFirst = false, onClose, onSubmit, children }: FormProps) {
  const { t } = useTranslation('refactor');
  const confirmButton = useRef<HTMLButtonElement>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onSubmit();
  };
  return (
    <Dialog open width="small" title={title} onOpenChange={(open) => { if (!open) onClose(); }} {...(confirmFirst && ready ? { initialFocus: confirmButton } : {})}>
      <form onSubmit={submit}>
        <div className="flex flex-col gap-4 px-5 pt-4">{children}</div>
        <DialogActions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button ref={confirmButton} type="submit" variant="primary" disabled={!ready}>{confirm}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function LeaveChoice({ value, onChange }: { readonly value: Leave; readonly onChange: (value: Leave) => void }) {
  const { t } = useTranslation('refactor');
  return (
    <div className="flex items-center justify-between gap-4">
      <span className="text-ui font-medium" aria-hidden>{t('leave.label')}</span>
      <Select<Leave>
        label={t('leave.label')}
        value={value}
        onValueChange={onChange}
        options={[{ value: 'link', label: t('leave.link') }, { value: 'embed', label: t('leave.embed') }]}
      />
    </div>
  );
}

function ExtractDialog({ question, onClose }: { readonly question: Extract<RefactorQuestion, { kind: 'extract' }>; readonly onClose: () => void }) {
  const { t } = useTranslation('refactor');
  const refactor = useRefactor();
  const navigation = useNavigation();
  const [title, setTitle] = useState(question.title);
  const [leave, setLeave] = useState<Leave>('link');
  const submit = (): void => {
    onClose();
    const { path, version, start, end } = question;
    void refactor.run({ kind: 'extract', path, version, start, end, title: title.trim(), leave }).then((result) => {
      const [made] = result?.created ?? [];
      if (made !== undefined) navigation.openNote(made, { newTab: true });
    });
  };
  return (
    <Form title={t('extract.title', { name: noteNameOf(question.path) })} confirm={t('extract.confirm')} ready={title.trim() !== ''} onClose={onClose} onSubmit={submit}>
      <TextField label={t('extract.name')} value={title} onValueChange={setTitle} autoFocus onFocus={(event) => event.currentTarget.select()} />
      <LeaveChoice value={leave} onChange={setLeave} />
    </Form>
  );
}

function HeadingDialog({ question, onClose }: { readonly question: Extract<RefactorQuestion, { kind: 'heading' }>; readonly onClose: () => void }) {
  const { t } = useTranslation('refactor');
  const refactor = useRefactor();
  const [words, setWords] = useState(question.words);
  const wanted = words.trim();
  return (
    <Form
      title={t('heading.title')}
      confirm={t('heading.confirm')}
      ready={wanted !== '' && wanted !== question.words}
      onClose={onClose}
      onSubmit={() => {
        onClose();
        void refactor.run({ kind: 'heading', path: question.path, line: question.line, to: wanted });
      }}
    >
      <TextField label={t('heading.words')} value={words} onValueChange={setWords} autoFocus onFocus={(event) => event.currentTarget.select()} />
    </Form>
  );
}

function SplitDialog({ path, onClose }: { readonly path: VaultPath; readonly onClose: () => void }) {
  const { t } = useTranslation('refactor');
  const refactor = useRefactor();
  const note = useCall('note.read', { path });
  const text = note.data?.text;
  const counts = useMemo(() => {
    const found = new Map<number, number>();
    for (const { level } of text === undefined ? [] : scanNote(text).headings) found.set(level, (found.get(level) ?? 0) + 1);
    return [...found].sort(([a], [b]) => a - b);
  }, [text]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [leave, setLeave] = useState<Leave>('link');
  // A single heading of the first level is the note's title: the level below it is what is meant.
  const guess = counts.find(([, count]) => count > 1) ?? counts[0];
  const level = Number(chosen ?? guess?.[0] ?? 0);
  const submit = (): void => {
    onClose();
    const request: RefactorRequest = { kind: 'split', path, level, leave };
    void refactor.run(request, { review: 'always' });
  };
  if (text === undefined) return null;
  return (
    <Form title={t('split.title', { name: noteNameOf(path) })} confirm={t('split.confirm')} ready={level > 0} confirmFirst onClose={onClose} onSubmit={submit}>
      {counts.length === 0 ? <p className="text-muted">{t('split.none')}</p> : null}
      {counts.length === 0 ? null : (
        <>
          <div className="flex items-center justify-between gap-4">
            <span className="text-ui font-medium" aria-hidden>{t('split.level')}</span>
            <Select
              label={t('split.level')}
              value={String(level)}
              onValueChange={setChosen}
              options={counts.map(([value, count]) => ({ value: String(value), label: t('split.option', { level: value, count }) }))}
            />
          </div>
          <LeaveChoice value={leave} onChange={setLeave} />
        </>
      )}
    </Form>
  );
}
