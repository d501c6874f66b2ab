/**
 * `npm run prove -- crash`: 1,000 kills in writes, moves with links, deletions, merges, indexing and
 * while a vault with an old index is opened; after each, everything is there and whole.
 * `--every=10` takes a tenth; `--seed=N` takes other points.
 */
import type { Bench, Figure } from '../bench/bench.ts';
import { runCrashes } from './crash-run.ts';

const pointsInAll = 1000;

export const proof: Bench = {
  name: 'crash',
  async run(flags) {
    const numberOf = (name: string, otherwise: number): number => Number(flags.find((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise);
    const points = Math.ceil(pointsInAll / numberOf('every', 1));
    const findings = await runCrashes({ seed: numberOf('seed', 1), points, log: flags.includes('--verbose') ? console.log : () => undefined });
    for (const problem of findings.problems) console.log(`  ${problem}`);
    const figure = (name: string, value: number, bar: string | null, holds: boolean | null): Figure => ({ name, value, unit: 'count', spread: [value, value], bar, holds });
    return [
      ...Object.entries(findings.points).map(([work, count]) => figure(`crash: kills in "${work}"`, count, null, null)),
      figure('crash: losses, halves and confusions', findings.problems.length, '0', findings.problems.length === 0),
    ];
  },
};
