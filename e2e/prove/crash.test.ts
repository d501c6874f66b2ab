import { expect, it } from 'vitest';
import { runCrashes } from './crash-run.ts';

// The long run is `npm run prove -- crash`.
it('finds every note whole and every text there after a kill at any point', { timeout: 240_000 }, async () => {
  const { problems, points } = await runCrashes({ seed: 7, points: 8 });
  expect(problems).toEqual([]);
  expect(Object.values(points).every((count) => count > 0)).toBe(true);
});
