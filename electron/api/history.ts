/** Handlers over the past texts of a note. */
import type { noteApi } from '#shared/api/note.ts';
import { failure, success, type Handlers } from '#shared/rpc/contract.ts';
import { ioFailure } from '../platform/io-failure.ts';
import { decodeText, encodeText, versionOf } from '../vault/note-text.ts';
import { folderOf, noteNameOf } from '#shared/model/note-path.ts';
import { notesBelow } from '../search/notes-below.ts';
import { writeCodes } from './file.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

/** More than a person would look through. */
const mostListed = 1000;

type HistoryHandlers = Pick<Handlers<typeof noteApi>, 'history.list' | 'history.read' | 'history.deleted' | 'history.restoreDeleted' | 'history.keep'>;

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
    async 'history.deleted'() {
      const session = deps.session();
      if (session === null) return noVault;
      const there = new Set<string>(notesBelow(session.indexer.db(), '', Number.MAX_SAFE_INTEGER));
      const gone = session.history.latest().filter(({ path }) => !there.has(path));
      // What the index does not know yet may be on disk.
      const missing = await Promise.all(gone.slice(0, mostListed).map(async (snapshot) => ({ snapshot, read: await session.files.readBytes(snapshot.path, 0) })));
      return success({ snapshots: missing.filter(({ read }) => !read.ok && read.code === 'not-found').map(({ snapshot }) => snapshot) });
    },
    async 'history.restoreDeleted'({ id }) {
      const session = deps.session();
      if (session === null) return noVault;
      const snapshot = session.history.latest().find((candidate) => candidate.id === id);
      const bytes = session.history.read(id);
      if (snapshot === undefined || bytes === null) return failure('not-found', 'There is no such snapshot.');
      const written = await session.files.writeBytes(snapshot.path, bytes, { base: null });
      if (written.ok) return success({ path: snapshot.path });
      if (written.code !== 'stale' && written.code !== 'exists') return writeCodes(written);
      const beside = writeCodes(await session.entries.createNote(folderOf(snapshot.path), noteNameOf(snapshot.path), decodeText(bytes).text));
      return beside.ok ? success({ path: beside.value }) : beside;
    },
    'history.keep': ({ path, text }) => {
      const session = deps.session();
      if (session === null) return noVault;
      const bytes = encodeText(text, false);
      try {
        return success(session.history.keep(path, bytes, versionOf(bytes), 'conflict'));
      } catch (error) {
        return failure('io', ioFailure(error, path).message);
      }
    },
  };
}
