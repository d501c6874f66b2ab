/** All conversations, and one of them in full width. */
import { FileText, SquarePen } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatSummary } from '#shared/model/chat.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useCall } from '../../api/query.ts';
import type { ViewProps } from '../../api/view.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ErrorState, Skeleton } from '../../ui/state-views.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import { useConversation } from './use-conversation.ts';

export function ChatView({ params, active }: ViewProps) {
  const { t } = useTranslation('chat');
  const navigation = useNavigation();
  const conversation = useConversation();
  const { open } = conversation;
  const { chatId, title, live } = conversation.state;
  const wanted = typeof params['id'] === 'string' ? params['id'] : null;
  const current = useEffectEvent(() => ({ chatId, busy: live !== null }));

  useEffect(() => {
    if (wanted !== null && current().chatId !== wanted) void open(wanted);
  }, [wanted, open]);
  useEffect(() => {
    if (active && chatId !== null && chatId !== wanted) navigation.replaceParams({ id: chatId });
  }, [active, chatId, navigation, wanted]);

  const chats = useCall('chat.list', {});
  const summary = chats.data?.chats.find((chat) => chat.id === chatId);
  const startNew = (): void => {
    conversation.clear();
    navigation.replaceParams({});
  };

  return (
    <div className="flex h-full min-h-0">
      <nav aria-label={t('chats')} className="hidden w-64 shrink-0 flex-col border-e border-border bg-sunken wide:flex">
        <div className="p-3">
          <Button className="w-full" icon={<SquarePen size={16} aria-hidden />} onClick={startNew}>
            {t('newChat')}
          </Button>
        </div>
        {chats.isError ? (
          <ErrorState compact title={t('listFailed')} text={t('listFailedText')} actions={<Button onClick={() => void chats.refetch()}>{t('retry')}</Button>} />
        ) : chats.data === undefined ? (
          <Skeleton label={t('loading')} className="p-4" />
        ) : (
          <ul className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
            {chats.data.chats.map((chat) => (
              <ChatRow key={chat.id} chat={chat} current={chat.id === chatId} onOpen={() => void conversation.open(chat.id)} />
            ))}
            {chats.data.chats.length === 0 ? <li className="px-2 py-1 text-small text-muted">{t('noChats')}</li> : null}
          </ul>
        )}
      </nav>
      <section aria-label={t('conversation')} className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-11 shrink-0 items-center gap-2 border-b border-border px-4">
          <h1 className="min-w-0 flex-1 truncate text-large font-semibold">{title === '' ? t('newChat') : title}</h1>
          <span className="wide:hidden">
            <IconButton label={t('newChat')} onClick={startNew}>
              <SquarePen size={16} aria-hidden />
            </IconButton>
          </span>
          {summary === undefined ? null : (
            <IconButton label={t('openFile')} onClick={() => navigation.openNote(summary.path)}>
              <FileText size={16} aria-hidden />
            </IconButton>
          )}
        </header>
        <div className="min-h-0 flex-1">
          <ConversationPane conversation={conversation} note={null} compact={false} autoFocus={active} />
        </div>
      </section>
    </div>
  );
}

function ChatRow({ chat, current, onOpen }: { readonly chat: ChatSummary; readonly current: boolean; readonly onOpen: () => void }) {
  const { i18n } = useTranslation('chat');
  return (
    <li>
      <button
        type="button"
        aria-current={current ? 'true' : undefined}
        className="flex w-full flex-col rounded-md px-2 py-1.5 text-start hover:bg-hover aria-[current=true]:bg-selected"
        onClick={onOpen}
      >
        <span className="w-full truncate">{chat.title}</span>
        <span className="text-small text-muted">
          {new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(chat.updatedAt))}
        </span>
      </button>
    </li>
  );
}
