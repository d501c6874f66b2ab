/** Handlers of the graph. */
import type { searchApi } from '#shared/api/search.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import { localGraph, wholeGraph } from '../graph/graph.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import { indexOf, noVault, type SessionDeps } from './vault-session.ts';

export interface GraphDeps extends SessionDeps {
  readonly settings: SettingsStore;
}

export function createGraphHandlers(deps: GraphDeps): Pick<Handlers<typeof searchApi>, 'graph.local' | 'graph.whole'> {
  return {
    'graph.local': ({ path, depth }) => {
      const db = indexOf(deps);
      return db === null ? noVault : success(localGraph(db, path, depth, deps.settings.read().showSources));
    },
    'graph.whole': (options) => {
      const db = indexOf(deps);
      return db === null ? noVault : success(wholeGraph(db, options));
    },
  };
}
