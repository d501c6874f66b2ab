/** What this app is and can do here: shell, capabilities, vault, settings. */
import { createContext, use } from 'react';
import type { AppInfo } from '#shared/api/app.ts';
import type { Settings } from '#shared/model/settings.ts';

export interface App {
  readonly info: AppInfo;
  readonly settings: Settings;
}

export const AppContext = createContext<App | null>(null);

/** The app's facts; present wherever the window has loaded. */
export function useApp(): App {
  const app = use(AppContext);
  if (app === null) throw new Error('useApp needs an AppContext above it.');
  return app;
}
