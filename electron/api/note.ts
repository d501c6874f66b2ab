/** Handlers that read and write notes. */
import type { noteApi } from '#shared/api/note.ts';
import { failure, type Handlers } from '#shared/rpc/contract.ts';
import { writeCodes } from './file.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

type NoteHandlers = Pick<Handlers<typeof noteApi>, 'note.read' | 'note.write' | 'note.create'>;

export function createNoteHandlers(deps: SessionDeps): NoteHandlers {
  return {
    async 'note.read'({ path }) {
      const session = deps.session();
      if (session === null) return noVault;
      session.indexer.prefer(path);
      return session.files.readNote(path);
    },
    async 'note.write'({ path, text, baseVersion }) {
      const session = deps.session();
      if (session === null) return noVault;
      return session.files.writeNote(path, text, { base: baseVersion });
    },
    async 'note.create'({ folder, title, text }) {
      const session = deps.session();
      if (session === null) return noVault;
      const created = await session.entries.createNote(folder, title, text);
      if (!created.ok) return writeCodes(created);
      const note = await session.files.readNote(created.value);
      return note.ok ? note : failure('io', note.message);
    },
  };
}
