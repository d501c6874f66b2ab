/** Chat beside the note, in the right panel. */
import { Maximize2, SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../../api/navigation.ts';
import type { SectionProps } from '../../api/view.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import { useConversation } from './use-conversation.ts';

export function ChatSection({ path }: SectionProps) {
  const { t } = useTranslation('chat');
  const navigation = useNavigation();
  const conversation = useConversation();
  const { chatId, title } = conversation.state;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-1 border-b border-border px-3 py-1">
        <h2 className="min-w-0 flex-1 truncate text-small font-medium">{title === '' ? t('newChat') : title}</h2>
        <IconButton label={t('newChat')} disabled={chatId === null} onClick={conversation.clear}>
          <SquarePen size={16} aria-hidden />
        </IconButton>
        <IconButton
          label={t('openWide')}
          onClick={() => navigation.openView('chat', chatId === null ? {} : { id: chatId })}
        >
          <Maximize2 size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1">
        <ConversationPane conversation={conversation} note={path} compact autoFocus={false} />
      </div>
    </div>
  );
}
