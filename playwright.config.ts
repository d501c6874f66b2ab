/** Browser tests: every spec over the real server, and again in Electron where a runtime is found. */
import { defineConfig, devices } from '@playwright/test';
import { chromiumArguments, findChromium } from './e2e/harness/chromium.ts';
import type { Options } from './e2e/harness/test.ts';

export default defineConfig<Options>({
  testDir: './e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/harness/build-first.ts',
  outputDir: './test-results/playwright',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  // A second try tells a slow machine from a broken app; what needed one is named in the end.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list'], ['json', { outputFile: './test-results/playwright.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    contextOptions: { reducedMotion: 'reduce' },
    // Recording takes a third of the time.
    trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findChromium(), args: [...chromiumArguments] },
  },
  projects: [
    { name: 'server', use: { shell: 'server' } },
    { name: 'electron', use: { shell: 'electron' } },
  ],
});
