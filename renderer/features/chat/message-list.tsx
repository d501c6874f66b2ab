/** The messages of a conversation, the answer being written among them. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssistantMessage } from '#shared/model/chat.ts';
import { useNavigation } from '../../api/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/state-views.tsx';
import { AnswerText } from './answer-text.tsx';
import type { CitedPassage } from './citation-mark.tsx';
import type { ConversationState, LiveAnswer } from './conversation-state.ts';
import { MessageSources } from './message-sources.tsx';
import { PassageList } from './passage-list.tsx';

export interface MessageListProps {
  readonly state: ConversationState;
  readonly onRetry: () => void;
}

/** Within this distance of the end the list follows what is written. */
const followWithinPx = 80;

export function MessageList({ state, onRetry }: MessageListProps) {
  const { t } = useTranslation('chat');
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const { messages, live } = state;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && following.current) element.scrollTop = element.scrollHeight;
  }, [messages, live]);
  useEffect(() => {
    if (live !== null) following.current = true;
    // A new question brings the reader back to the end; deltas do not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [live === null]);

  const lastIndex = messages.length - 1;
  return (
    <div
      ref={scroller}
      // A scroller without a focusable child must be reachable by keyboard.
      tabIndex={0}
      role="log"
      aria-label={t('messages')}
      aria-busy={live !== null}
      className="min-h-0 flex-1 overflow-y-auto px-4 py-4"
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        following.current = scrollHeight - scrollTop - clientHeight < followWithinPx;
      }}
    >
      <div className="mx-auto flex max-w-(--chat-width,72ch) flex-col gap-5">
        {messages.map((message, index) =>
          message.role === 'user' ? (
            <QuestionBubble key={message.id} text={message.text} />
          ) : (
            <Answer
              key={message.id}
              message={message}
              passages={passagesOf(message, state)}
              {...(index === lastIndex && message.state === 'failed' ? { onRetry } : {})}
            />
          ),
        )}
        {live === null ? null : <Writing live={live} asked={messages.at(-1)?.role === 'user'} />}
        {state.problem === null ? null : (
          <div role="alert" className="rounded-md border border-danger bg-danger-soft px-3 py-2">
            <p className="font-medium text-danger">{t('problem')}</p>
            <p className="text-small text-muted">{state.problem}</p>
            <Button className="mt-2" onClick={onRetry}>
              {t('retry')}
            </Button>
          </div>
        )}
        {state.saveProblem === null ? null : (
          <p role="alert" className="text-small text-warning">
            {t('notSaved', { reason: state.saveProblem })}
          </p>
        )}
      </div>
    </div>
  );
}

function QuestionBubble({ text }: { readonly text: string }) {
  return (
    <p dir="auto" className="max-w-[85%] self-end rounded-lg bg-selected px-3 py-2 text-large whitespace-pre-wrap select-text [overflow-wrap:anywhere]">
      {text}
    </p>
  );
}

function Writing({ live, asked }: { readonly live: LiveAnswer; readonly asked: boolean }) {
  const { t } = useTranslation('chat');
  const passages = new Map(live.passages.map((passage) => [passage.number, passage]));
  return (
    <>
      {asked ? null : <QuestionBubble text={live.questionText} />}
      <div className="flex flex-col gap-2">
        {live.text === '' ? null : <AnswerText text={live.text} citations={live.citations} passages={passages} />}
        {live.text !== '' && live.stage === 'answering' ? null : (
          <p className="flex items-center gap-2 text-muted">
            <Spinner label={t('working')} />
            <span className="truncate">
              {live.stage === 'retrying' && live.retryDelayMs !== null
                ? t('stages.retrying', { seconds: Math.ceil(live.retryDelayMs / 1000) })
                : t(`stages.${live.stage}`, { subject: live.subject })}
            </span>
          </p>
        )}
      </div>
    </>
  );
}

interface AnswerProps {
  readonly message: AssistantMessage;
  readonly passages: ReadonlyMap<number, CitedPassage>;
  readonly onRetry?: () => void;
}

function Answer({ message, passages, onRetry }: AnswerProps) {
  const { t } = useTranslation('chat');
  const navigation = useNavigation();
  if (message.state === 'passages') {
    return (
      <article aria-label={t('answer')} className="flex flex-col gap-3">
        <div className="rounded-md border border-border bg-sunken px-3 py-2">
          <p className="font-medium">{t('noModel')}</p>
          <p className="text-small text-muted">{message.sources.length === 0 ? t('noModelNothing') : t('noModelText')}</p>
          <Button className="mt-2" onClick={() => navigation.openView('settings', { section: 'models' })}>
            {t('connect')}
          </Button>
        </div>
        <PassageList citations={message.citations} passages={passages} />
      </article>
    );
  }
  return (
    <article aria-label={t('answer')} className="flex flex-col gap-2">
      {message.text === '' ? null : <AnswerText text={message.text} citations={message.citations} passages={passages} />}
      {message.state === 'stopped' ? <p className="text-small text-muted">{t('stopped')}</p> : null}
      {message.state === 'failed' && message.failure !== null ? (
        <div role="alert" className="rounded-md border border-danger bg-danger-soft px-3 py-2">
          <p className="font-medium text-danger">{t(`failures.${message.failure.code}`, { defaultValue: t('failures.other') })}</p>
          <p className="text-small text-muted">{message.failure.message}</p>
          <div className="mt-2 flex gap-2">
            {onRetry === undefined ? null : <Button onClick={onRetry}>{t('retry')}</Button>}
            <Button variant="quiet" onClick={() => navigation.openView('settings', { section: 'models' })}>
              {t('checkModel')}
            </Button>
          </div>
        </div>
      ) : null}
      <MessageSources message={message} />
    </article>
  );
}

/** Texts of passages as far as they were seen while streaming; else only where they stand. */
function passagesOf(message: AssistantMessage, state: ConversationState): ReadonlyMap<number, CitedPassage> {
  return new Map(
    message.sources.map((source): readonly [number, CitedPassage] => [source.number, state.passages.get(source.number) ?? source]),
  );
}
