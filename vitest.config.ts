import { defineConfig } from 'vitest/config';

/** Tests that go over every note of the fixture vaults: part of `npm test`, too long for `npm run check`. */
const overVaults = '**/*.vaults.test.ts';

export default defineConfig({
  resolve: { alias: { '#shared/': `${import.meta.dirname}/shared/` } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Worker threads and native modules want processes of their own.
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'e2e/**/*.test.ts'],
          exclude: ['**/node_modules/**', overVaults],
        },
      },
      // Its tests have threads of their own, so it runs when the others are through.
      { extends: true, test: { name: 'vaults', include: [overVaults], exclude: ['**/node_modules/**'], sequence: { groupOrder: 1 } } },
    ],
  },
});
