/** Handlers of `verso` blocks. */
import type { queryApi } from '#shared/api/query.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import type { Clock } from '../platform/clock.ts';
import { createPace } from '../queries/pace.ts';
import { runQuery } from '../queries/run-query.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

export interface QueryHandlerDeps extends SessionDeps {
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

const limitMs = 3000;

export function createQueryHandlers(deps: QueryHandlerDeps): Handlers<typeof queryApi> {
  return {
    async 'query.run'({ text, from }, { signal }) {
      const session = deps.session();
      if (session === null) return noVault;
      const pace = createPace({ limitMs, signal });
      const query = { db: () => session.indexer.db(), pace, nowMs: deps.clock.nowMs(), sources: deps.settings.read().showSources };
      return success({ result: await runQuery(query, text, from) });
    },
  };
}
