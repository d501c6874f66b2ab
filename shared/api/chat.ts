/** Asking the vault: streamed, cited answers; conversations are notes in `chats/`. */
import { z } from 'zod';
import { chatEventSchema, chatQuestionSchema, chatSchema, chatSummarySchema } from '../model/chat.ts';
import { event, method, stream } from '../rpc/contract.ts';

export const chatApi = {
  'chat.list': method({ params: z.object({}), value: z.object({ chats: z.array(chatSummarySchema) }) }),
  'chat.read': method({ params: z.object({ id: z.string().max(200) }), value: chatSchema, failures: ['not-found'] }),
  /** Cancelling the stream stops the answer; what was written is kept. */
  'chat.ask': stream({ params: chatQuestionSchema, chunk: chatEventSchema, failures: ['not-found'] }),
  'chat.changed': event(z.object({ id: z.string() })),
} as const;
