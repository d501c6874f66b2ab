/** Where a question is written: Enter asks, Shift+Enter breaks the line, Escape stops. */
import { ArrowUp, FileText, Square, X } from 'lucide-react';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMode } from '#shared/model/chat.ts';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import type { Question } from './use-conversation.ts';

export interface ComposerProps {
  readonly busy: boolean;
  /** The note that may go along, or null. */
  readonly note: VaultPath | null;
  readonly autoFocus: boolean;
  readonly onAsk: (question: Question) => void;
  readonly onStop: () => void;
}

const maximumHeightPx = 220;

export function Composer({ busy, note, autoFocus, onAsk, onStop }: ComposerProps) {
  const { t } = useTranslation('chat');
  const [text, setText] = useState('');
  const [mode, setMode] = useState<ChatMode>('auto');
  const [withNote, setWithNote] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(maximumHeightPx, element.scrollHeight)}px`;
  }, [text]);

  const send = (): void => {
    if (busy || text.trim() === '') return;
    onAsk({ text: text.trim(), mode, notes: withNote && note !== null ? [note] : [] });
    setText('');
  };

  return (
    <form
      className="border-t border-border p-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="mx-auto flex max-w-(--chat-width,72ch) flex-col rounded-lg border border-control bg-raised focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
        <label htmlFor={id} className="sr-only">
          {t('question')}
        </label>
        <textarea
          ref={field}
          id={id}
          dir="auto"
          rows={1}
          value={text}
          // The panel opens because somebody wants to ask.
          autoFocus={autoFocus}
          placeholder={t('placeholder')}
          className="resize-none bg-transparent px-3 pt-2.5 pb-1 text-large outline-none"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            // While an input method composes, Enter chooses a candidate.
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
              event.preventDefault();
              send();
            } else if (event.key === 'Escape' && busy) {
              onStop();
            }
          }}
        />
        <div className="flex items-center gap-2 px-2 pb-2">
          <Select<ChatMode>
            label={t('mode')}
            value={mode}
            onValueChange={setMode}
            className="h-7! min-w-0! border-transparent! bg-transparent! text-small text-muted"
            options={[
              { value: 'auto', label: t('modes.auto') },
              { value: 'notes', label: t('modes.notes') },
              { value: 'general', label: t('modes.general') },
            ]}
          />
          {note === null ? null : (
            <button
              type="button"
              aria-pressed={withNote}
              title={note}
              className="flex h-7 min-w-0 items-center gap-1.5 rounded-md border border-transparent px-2 text-small text-muted hover:bg-hover aria-pressed:border-border-strong aria-pressed:bg-selected aria-pressed:text-text"
              onClick={() => setWithNote((on) => !on)}
            >
              <FileText size={14} aria-hidden className="shrink-0" />
              <span className="truncate">{withNote ? noteNameOf(note) : t('addNote')}</span>
              {withNote ? <X size={12} aria-hidden className="shrink-0" /> : null}
            </button>
          )}
          <span className="flex-1" />
          {busy ? (
            <IconButton label={t('stop')} keys="Escape" onClick={onStop} className="bg-accent text-on-accent hover:bg-accent-hover hover:text-on-accent">
              <Square size={12} aria-hidden fill="currentColor" />
            </IconButton>
          ) : (
            <IconButton
              label={t('send')}
              type="submit"
              disabled={text.trim() === ''}
              className="bg-accent text-on-accent hover:bg-accent-hover hover:text-on-accent"
            >
              <ArrowUp size={16} aria-hidden />
            </IconButton>
          )}
        </div>
      </div>
    </form>
  );
}
