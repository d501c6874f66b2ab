/** One conversation: its messages, asking, stopping, and going on after a failure. */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { ChatMode } from '#shared/model/chat.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { useCore, type Core } from '../../api/core.ts';
import { emptyConversation, reduceConversation, type ConversationState } from './conversation-state.ts';

export interface Question {
  readonly text: string;
  readonly mode: ChatMode;
  readonly notes: readonly VaultPath[];
}

export interface Conversation {
  readonly state: ConversationState;
  ask(question: Question): void;
  stop(): void;
  /** Asks the question of the last failed answer again. */
  retry(): void;
  open(chatId: string): Promise<void>;
  clear(): void;
}

export function useConversation(): Conversation {
  const core = useCore();
  const [state, dispatch] = useReducer(reduceConversation, emptyConversation);
  const running = useRef<AbortController | null>(null);
  const lastQuestion = useRef<Question | null>(null);
  const chatId = useRef<string | null>(null);
  useEffect(() => {
    chatId.current = state.chatId;
  }, [state.chatId]);
  useEffect(() => () => running.current?.abort(), []);

  const ask = useCallback(
    (question: Question): void => {
      if (running.current !== null) return;
      const controller = new AbortController();
      running.current = controller;
      lastQuestion.current = question;
      dispatch({ kind: 'asked', text: question.text });
      void core
        .stream(
          'chat.ask',
          { chatId: chatId.current, text: question.text, mode: question.mode, notes: question.notes, providerId: null },
          (event) => dispatch({ kind: 'event', event }),
          { signal: controller.signal },
        )
        .then((end) => {
          if (end === null) return;
          if (end.code === 'cancelled') dispatch({ kind: 'stopped', atIso: new Date().toISOString() });
          else dispatch({ kind: 'broken', message: end.message });
        })
        .finally(() => {
          if (running.current === controller) running.current = null;
        });
    },
    [core],
  );

  const stop = useCallback((): void => running.current?.abort(), []);
  const retry = useCallback((): void => {
    if (lastQuestion.current !== null) ask(lastQuestion.current);
  }, [ask]);
  const open = useCallback(
    async (id: string): Promise<void> => {
      running.current?.abort();
      const found = await readChat(core, id);
      if (found.ok) dispatch({ kind: 'opened', chat: found.value });
      else dispatch({ kind: 'broken', message: found.message });
    },
    [core],
  );
  const clear = useCallback((): void => {
    running.current?.abort();
    dispatch({ kind: 'cleared' });
  }, []);

  return { state, ask, stop, retry, open, clear };
}

function readChat(core: Core, id: string) {
  return core.call('chat.read', { id });
}
