/** Handlers over links: who speaks of a note, what it points to, where a link leads. */
import type { searchApi } from '#shared/api/search.ts';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import { resolveTarget } from '../search/link-target.ts';
import { backlinksOf, outgoingLinksOf, unlinkedMentionsOf } from '../search/mentions.ts';
import { unresolvedTargets } from '../search/unresolved.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import { indexOf, noVault, type SessionDeps } from './vault-session.ts';

export interface LinkDeps extends SessionDeps {
  readonly settings: SettingsStore;
}

type LinkHandlers = Pick<Handlers<typeof searchApi>, 'link.backlinks' | 'link.unlinked' | 'link.outgoing' | 'link.unresolved' | 'link.resolve'>;

export function createLinkHandlers(deps: LinkDeps): LinkHandlers {
  /** A source itself is asked about with its kind; other notes leave sources out. */
  const sourcesFor = (path: string): boolean => deps.settings.read().showSources || path.startsWith('raw/') || path.startsWith('wiki/');
  return {
    'link.backlinks': ({ path }) => {
      const db = indexOf(deps);
      return db === null ? noVault : success({ groups: [...backlinksOf(db, path, sourcesFor(path))] });
    },
    async 'link.unlinked'({ path }) {
      const session = deps.session();
      if (session === null) return noVault;
      const readText = async (at: string): Promise<string | null> => {
        const note = await session.files.readNote(vaultPathSchema.parse(at));
        return note.ok ? note.value.text : null;
      };
      const groups = await unlinkedMentionsOf(session.indexer.db(), path, deps.settings.read().showSources, readText);
      return success({ groups: [...groups] });
    },
    'link.outgoing': ({ path }) => {
      const db = indexOf(deps);
      return db === null ? noVault : success({ links: [...outgoingLinksOf(db, path)] });
    },
    'link.unresolved': ({ path, limit }) => {
      const db = indexOf(deps);
      if (db === null) return noVault;
      const { targets, total } = unresolvedTargets(db, path, deps.settings.read().showSources, limit);
      return success({ targets: [...targets], total });
    },
    async 'link.resolve'({ from, target }) {
      const session = deps.session();
      if (session === null) return noVault;
      const folder = await session.newNoteFolder(from);
      return success(resolveTarget(session.indexer.db(), from, target, folder));
    },
  };
}
