import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '#shared/': `${import.meta.dirname}/shared/` } },
  test: {
    include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'e2e/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Worker threads and native modules want processes of their own.
    pool: 'forks',
    maxWorkers: 2,
  },
});
