/** Opens an address in the person's default browser, where there is one. */
import { spawn } from 'node:child_process';

export interface OpenBrowserDeps {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The program that opens addresses here, or null where nobody would see a browser. */
export function browserCommand({ platform, env }: OpenBrowserDeps): readonly [command: string, ...args: string[]] | null {
  if (env['CI'] !== undefined || env['SSH_CONNECTION'] !== undefined) return null;
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler'];
    default:
      return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
  }
}

/** Never throws and never waits: the link is printed too. */
export function openBrowser(url: string, deps: OpenBrowserDeps = { platform: process.platform, env: process.env }): void {
  const command = browserCommand(deps);
  if (command === null) return;
  const [program, ...args] = command;
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
