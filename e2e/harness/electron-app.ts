/** Launches the built app in a real Electron, where a runtime is installed. */
import { _electron, type ElectronApplication } from '@playwright/test';
import { findElectron, missingDisplay } from '../../scripts/electron-runtime.ts';
import { projectRoot } from './server-process.ts';
import type { TemporaryHome } from './temporary-home.ts';

/** The runtime's executable, or why these tests cannot run here. */
export function electronHere(): { readonly executable: string } | { readonly reason: string } {
  const place = { projectRoot, env: process.env, platform: process.platform };
  const executable = findElectron(place);
  if (executable === null) return { reason: "Electron's runtime is not installed" };
  const display = missingDisplay(place);
  return display === null ? { executable } : { reason: display };
}

export function launchElectron(executable: string, home: TemporaryHome): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: executable,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), projectRoot, '--vault', home.vault],
    env: { ...process.env, ...home.env } as Record<string, string>,
  });
}
