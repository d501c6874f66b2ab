/** Handlers of changes that reach over several notes. */
import type { refactorApi } from '#shared/api/refactor.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

export function createRefactorHandlers(deps: SessionDeps): Handlers<typeof refactorApi> {
  return {
    'refactor.plan': ({ request }, { signal }) => deps.session()?.refactoring.plan(request, signal) ?? noVault,
    'refactor.apply': ({ id, exclude }) => deps.session()?.refactoring.apply(id, exclude) ?? noVault,
    async 'refactor.undo'({ id }) {
      const undone = await deps.session()?.refactoring.undo(id ?? null);
      if (undone === undefined) return noVault;
      return undone.ok ? success({ record: undone.value.record, changed: [...undone.value.changed], left: [...undone.value.left] }) : undone;
    },
    async 'refactor.repairs'() {
      const session = deps.session();
      return session === null ? noVault : success({ repairs: [...(await session.repairs())] });
    },
    async 'refactor.list'() {
      const session = deps.session();
      return session === null ? noVault : success({ records: [...(await session.refactoring.list())] });
    },
  };
}
