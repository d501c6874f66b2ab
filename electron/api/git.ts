/** Handlers of git for the vault that is open. */
import type { gitApi } from '#shared/api/git.ts';
import type { GitSession } from '../git/git-session.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import { noVault } from './vault-session.ts';

export interface GitHandlerDeps {
  /** Null while no vault is open. */
  readonly git: () => GitSession | null;
}

/** Work goes on when the window that asked for it is closed; `git.cancel` ends it. */
export function createGitHandlers({ git }: GitHandlerDeps): Handlers<typeof gitApi> {
  return {
    async 'git.status'() {
      const session = git();
      return session === null ? noVault : success(await session.status());
    },
    'git.trust': ({ trusted }) => git()?.trust(trusted) ?? noVault,
    'git.commit': ({ message }) => git()?.commit(message) ?? noVault,
    'git.sync': () => git()?.sync() ?? noVault,
    'git.cancel'() {
      git()?.cancel();
      return success({});
    },
    'git.schedule': ({ schedule }) => git()?.schedule(schedule) ?? noVault,
    'git.dismiss': ({ path }) => git()?.dismiss(path) ?? noVault,
  };
}
