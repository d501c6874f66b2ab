/** A conversation with its composer; what to ask first where there is none yet. */
import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { VaultPath } from '#shared/model/note-path.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/state-views.tsx';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import type { Conversation } from './use-conversation.ts';

export interface ConversationPaneProps {
  readonly conversation: Conversation;
  readonly note: VaultPath | null;
  readonly compact: boolean;
  readonly autoFocus: boolean;
}

export function ConversationPane({ conversation, note, compact, autoFocus }: ConversationPaneProps) {
  const { t } = useTranslation('chat');
  const { state } = conversation;
  const empty = state.messages.length === 0 && state.live === null && state.problem === null;
  const examples = [t('examples.recent'), t('examples.open')];
  return (
    <div className="flex h-full min-h-0 flex-col">
      {empty ? (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <EmptyState
            compact={compact}
            icon={<MessagesSquare size={compact ? 22 : 28} aria-hidden />}
            title={t('emptyTitle')}
            text={t('emptyText')}
            actions={examples.map((example) => (
              <Button key={example} onClick={() => conversation.ask({ text: example, mode: 'notes', notes: [] })}>
                {example}
              </Button>
            ))}
          />
        </div>
      ) : (
        <MessageList state={state} onRetry={conversation.retry} />
      )}
      <Composer
        busy={state.live !== null}
        note={note}
        autoFocus={autoFocus}
        onAsk={conversation.ask}
        onStop={conversation.stop}
      />
    </div>
  );
}
