/** A few questions in a dialog, asked from anywhere and answered as a promise. */
import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { TextField } from './text-field.tsx';

export interface Questions {
  readonly title: string;
  readonly text?: string;
  readonly confirmLabel: string;
  /** `answer` is what the field begins with. */
  readonly questions: readonly { readonly label: string; readonly answer: string }[];
}

/** The answers by their labels; null when the person closed the dialog. */
export type Answers = Readonly<Record<string, string>>;
type Ask = (questions: Questions) => Promise<Answers | null>;

const QuestionsContext = createContext<Ask | null>(null);

export function useQuestions(): Ask {
  const ask = use(QuestionsContext);
  if (ask === null) throw new Error('useQuestions needs a QuestionsArea above it.');
  return ask;
}

interface Asked {
  readonly questions: Questions;
  readonly answer: (answers: Answers | null) => void;
}

export function QuestionsArea({ cancelLabel, children }: { readonly cancelLabel: string; readonly children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = useRef<Asked | null>(null);
  const ask = useCallback<Ask>(
    (questions) =>
      new Promise((resolve) => {
        open.current?.answer(null);
        const next: Asked = { questions, answer: resolve };
        open.current = next;
        setAsked(next);
      }),
    [],
  );
  useEffect(() => () => open.current?.answer(null), []);
  const finish = (answers: Answers | null): void => {
    asked?.answer(answers);
    open.current = null;
    setAsked(null);
  };
  return (
    <QuestionsContext value={ask}>
      {children}
      {asked === null ? null : <QuestionsDialog {...asked.questions} cancelLabel={cancelLabel} onFinish={finish} />}
    </QuestionsContext>
  );
}

interface QuestionsDialogProps extends Questions {
  readonly cancelLabel: string;
  readonly onFinish: (answers: Answers | null) => void;
}

function QuestionsDialog({ title, text, confirmLabel, cancelLabel, questions, onFinish }: QuestionsDialogProps) {
  const [answers, setAnswers] = useState<Answers>(() => Object.fromEntries(questions.map(({ label, answer }) => [label, answer])));
  return (
    <Dialog
      open
      width="small"
      title={title}
      {...(text === undefined ? {} : { description: text })}
      onOpenChange={(next) => {
        if (!next) onFinish(null);
      }}
    >
      <form
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          onFinish(answers);
        }}
      >
        <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pt-4">
          {questions.map(({ label }, index) => (
            <TextField
              key={label}
              label={label}
              value={answers[label] ?? ''}
              autoFocus={index === 0}
              onValueChange={(value) => setAnswers((before) => ({ ...before, [label]: value }))}
            />
          ))}
        </div>
        <DialogActions>
          <Button onClick={() => onFinish(null)}>{cancelLabel}</Button>
          <Button variant="primary" type="submit">
            {confirmLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
