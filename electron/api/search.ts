/** Handlers of search, the quick switcher and tags. */
import type { searchApi } from '#shared/api/search.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import { searchVault } from '../search/full-text.ts';
import { findAttachments, findHeadings } from '../search/link-places.ts';
import { randomNote } from '../search/random-note.ts';
import { quickSwitch } from '../search/quick-switcher.ts';
import { listTags, notesWithTag } from '../search/tags.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import { indexOf, noVault, type SessionDeps } from './vault-session.ts';

export interface SearchDeps extends SessionDeps {
  readonly settings: SettingsStore;
}

type SearchHandlers = Pick<Handlers<typeof searchApi>, 'search.query' | 'search.quick' | 'search.headings' | 'search.attachments' | 'search.random' | 'search.tags' | 'search.notesWithTag'>;

export function createSearchHandlers(deps: SearchDeps): SearchHandlers {
  const sources = (): boolean => deps.settings.read().showSources;
  return {
    async 'search.query'(request, { signal }) {
      const session = deps.session();
      if (session === null) return noVault;
      const startedMs = performance.now();
      const answer = await searchVault({ db: session.indexer.db(), textSearch: session.textSearch, signal }, request);
      return success({
        hits: [...answer.hits],
        total: answer.total,
        corrections: answer.corrections.map(([typed, searched]): [string, string] => [typed, searched]),
        problems: [...answer.problems],
        incomplete: answer.incomplete,
        tookMs: performance.now() - startedMs,
      });
    },
    'search.quick': ({ text, limit, from }) => {
      const db = indexOf(deps);
      if (db === null) return noVault;
      const { linkStyle } = deps.settings.read();
      return success({ hits: [...quickSwitch(db, { text, limit, from: from ?? null, sources: sources(), linkStyle })] });
    },
    'search.headings': (request) => {
      const db = indexOf(deps);
      return db === null ? noVault : success({ hits: [...findHeadings(db, { ...request, sources: sources(), linkStyle: deps.settings.read().linkStyle })] });
    },
    'search.attachments': (request) => {
      const db = indexOf(deps);
      return db === null ? noVault : success({ hits: [...findAttachments(db, { ...request, sources: sources(), linkStyle: deps.settings.read().linkStyle })] });
    },
    'search.random': ({ except }) => {
      const db = indexOf(deps);
      return db === null ? noVault : success({ path: randomNote(db, { except: except ?? null, sources: sources() }) });
    },
    'search.tags': () => {
      const db = indexOf(deps);
      return db === null ? noVault : success({ tags: [...listTags(db, sources())] });
    },
    'search.notesWithTag': ({ tag, limit }) => {
      const db = indexOf(deps);
      return db === null ? noVault : success({ notes: [...notesWithTag(db, tag, sources(), limit)] });
    },
  };
}
