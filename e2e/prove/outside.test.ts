import { expect, it } from 'vitest';
import { drawSteps, runOutside } from './outside-run.ts';

// The long run is `npm run prove -- outside`.
it.each([2, 20])('loses nothing that the app or another program wrote, and the index is as one made anew (seed %i)', { timeout: 120_000 }, async (seed) => {
  const { problems, tokens, trace } = await runOutside({ steps: drawSteps(seed, 120) });
  expect(problems, trace.join('\n')).toEqual([]);
  expect(tokens).toBeGreaterThan(20);
});
