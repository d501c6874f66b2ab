/** Handlers that keep unsaved text outside the vault. */
import type { journalApi } from '#shared/api/journal.ts';
import { failure, success, type Failure, type Handlers } from '#shared/rpc/contract.ts';
import { ioFailure } from '../platform/io-failure.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

export function createJournalHandlers(deps: SessionDeps): Handlers<typeof journalApi> {
  return {
    async 'journal.keep'(entry) {
      const session = deps.session();
      if (session === null) return noVault;
      try {
        await session.unsaved.keep(entry);
        return success({});
      } catch (error) {
        const failed = ioFailure(error, entry.path);
        return failure(failed.code === 'disk-full' ? 'disk-full' : 'io', failed.message);
      }
    },
    async 'journal.list'({ path }) {
      const session = deps.session();
      if (session === null) return noVault;
      try {
        return success({ entries: [...(await session.unsaved.list(path))] });
      } catch (error) {
        return ioOnly(error, path ?? 'unsaved');
      }
    },
    async 'journal.drop'({ window, path }) {
      const session = deps.session();
      if (session === null) return noVault;
      try {
        await session.unsaved.drop(window, path);
        return success({});
      } catch (error) {
        return ioOnly(error, path);
      }
    },
  };
}

function ioOnly(error: unknown, subject: string): Failure<'io'> {
  return failure('io', ioFailure(error, subject).message);
}
