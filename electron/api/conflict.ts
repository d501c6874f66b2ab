/** Handlers over what sync tools left of notes that were changed in two places. */
import type { conflictApi } from '#shared/api/conflict.ts';
import { mergeVersions } from '#shared/markdown/two-versions.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import { conflictCopies } from '../search/conflict-copies.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

export function createConflictHandlers(deps: SessionDeps): Handlers<typeof conflictApi> {
  return {
    'conflict.copies': () => {
      const session = deps.session();
      return session === null ? noVault : success({ copies: [...conflictCopies(session.indexer.db())] });
    },
    async 'conflict.compare'({ copy, original }) {
      const session = deps.session();
      if (session === null) return noVault;
      const [mine, theirs] = [await session.files.readNote(original), await session.files.readNote(copy)];
      if (!mine.ok) return mine;
      if (!theirs.ok) return theirs;
      const merged = mergeVersions(mine.value.text, theirs.value.text, session.olderTexts(original));
      return success({ mine: mine.value.text, theirs: theirs.value.text, clean: merged.clean, hasBase: merged.base !== null });
    },
  };
}
