/** Handlers of tasks. */
import type { taskApi } from '#shared/api/task.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import type { Clock } from '../platform/clock.ts';
import { createPace } from '../queries/pace.ts';
import { listTasks } from '../queries/task-list.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

export interface TaskDeps extends SessionDeps {
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

/** A list that is not there by then is shown as far as it came. */
const limitMs = 3000;

export function createTaskHandlers(deps: TaskDeps): Handlers<typeof taskApi> {
  return {
    async 'task.list'(request, { signal }) {
      const session = deps.session();
      if (session === null) return noVault;
      const answer = await listTasks(
        { db: () => session.indexer.db(), pace: createPace({ limitMs, signal }) },
        { ...request, sources: deps.settings.read().showSources, nowMs: deps.clock.nowMs() },
      );
      return success({ ...answer, marks: [...answer.marks], problems: [...answer.problems] });
    },
  };
}
