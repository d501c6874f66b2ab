/** Handlers over the past texts of a note. */
import type { noteApi } from '#shared/api/note.ts';
import { failure, success, type Handlers } from '#shared/rpc/contract.ts';
import { decodeText, encodeText, versionOf } from '../vault/note-text.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

type HistoryHandlers = Pick<Handlers<typeof noteApi>, 'history.list' | 'history.read' | 'history.keep'>;

export function createHistoryHandlers(deps: SessionDeps): HistoryHandlers {
  return {
    'history.list': ({ path }) => {
      const session = deps.session();
      return session === null ? noVault : success({ snapshots: [...session.history.list(path)] });
    },
    'history.read': ({ id }) => {
      const session = deps.session();
      if (session === null) return noVault;
      const bytes = session.history.read(id);
      return bytes === null ? failure('not-found', 'There is no such snapshot.') : success({ text: decodeText(bytes).text });
    },
    'history.keep': ({ path, text }) => {
      const session = deps.session();
      if (session === null) return noVault;
      const bytes = encodeText(text, false);
      return success(session.history.keep(path, bytes, versionOf(bytes), 'conflict'));
    },
  };
}
