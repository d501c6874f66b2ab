/** Handlers of the app itself: what it is, and its settings. */
import type { appApi, AppInfo } from '#shared/api/app.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import type { Settings } from '#shared/model/settings.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import type { RecentVaults } from '../vault/recent-vaults.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import type { SessionDeps } from './vault-session.ts';

export interface AppDeps extends SessionDeps {
  readonly version: string;
  readonly shell: AppInfo['shell'];
  readonly platform: NodeJS.Platform;
  readonly capabilities: AppInfo['capabilities'];
  readonly recent: RecentVaults;
  readonly settings: SettingsStore;
  readonly onShow: (path: VaultPath) => void;
  readonly onSettingsChanged: (settings: Settings) => void;
}

export function createAppHandlers(deps: AppDeps): Handlers<typeof appApi> {
  return {
    'app.info': () =>
      success({
        name: 'Verso',
        version: deps.version,
        shell: deps.shell,
        platform: platformName(deps.platform),
        capabilities: deps.capabilities,
        vault: deps.session()?.info ?? null,
        recentVaults: [...deps.recent.list()],
      }),
    'app.show'({ path }) {
      deps.onShow(path);
      return success({});
    },
    'settings.read': () => success(deps.settings.read()),
    async 'settings.update'(patch) {
      const outcome = await deps.settings.update(patch);
      if (outcome.ok) deps.onSettingsChanged(outcome.value);
      return outcome;
    },
  };
}

function platformName(platform: NodeJS.Platform): AppInfo['platform'] {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other';
}
