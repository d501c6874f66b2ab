/** Answers the calls of chat: conversations of the open vault, and answers as streams. */
import type { chatApi } from '#shared/api/chat.ts';
import { failure, success, type Handlers } from '#shared/rpc/contract.ts';
import type { Chats } from '../chat/chats.ts';

export interface ChatHandlerDeps {
  /** Null while no vault is open. */
  readonly chats: () => Promise<Chats> | null;
}

const noVault = failure('no-vault', 'Open a vault first: a chat needs notes to look in.');
const notFound = failure('not-found', 'There is no such chat. Its note may have been moved or deleted.');

export function createChatHandlers(deps: ChatHandlerDeps): Handlers<typeof chatApi> {
  return {
    async 'chat.list'() {
      const chats = await deps.chats();
      return chats === null ? noVault : success({ chats: [...(await chats.list())] });
    },
    async 'chat.read'({ id }) {
      const chats = await deps.chats();
      if (chats === null) return noVault;
      const chat = await chats.read(id);
      return chat === null ? notFound : success(chat);
    },
    async *'chat.ask'(question, { signal }) {
      const chats = await deps.chats();
      if (chats === null) return noVault;
      const answer = await chats.ask(question, signal);
      if (answer === null) return notFound;
      yield* answer;
      return undefined;
    },
  };
}
