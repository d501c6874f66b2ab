/** Finds the Chromium that drives the tests. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/Applications/Google Chrome.app/Contents/MacOS'];

/** The executable: `VERSO_CHROMIUM`, the system's, or Playwright's own; throws with advice where there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['VERSO_CHROMIUM'];
  if (named !== undefined) {
    if (existsSync(named)) return named;
    throw new Error(`VERSO_CHROMIUM names ${named}, which does not exist.`);
  }
  for (const folder of folders) {
    for (const name of [...names, 'Google Chrome']) {
      const candidate = path.join(folder, name);
      if (existsSync(candidate)) return candidate;
    }
  }
  const bundled = chromium.executablePath();
  if (existsSync(bundled)) return bundled;
  throw new Error(
    'The browser tests need Chromium. On Debian or Ubuntu: "sudo apt-get install chromium"; elsewhere: "npx playwright install chromium". Or name one in VERSO_CHROMIUM.',
  );
}

/** The sandbox of Chromium cannot start as root, as in most containers; nothing is fetched behind the tests' back. */
export const chromiumArguments: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
