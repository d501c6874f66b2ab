/**
 * `npm run prove -- outside`: 10,000 steps of another program against the app in one vault after
 * another, every text accounted for, every index equal to one made anew. `--every=10` takes a tenth.
 * `--seed=N` begins there; `--only` runs that one seed. What fails is printed with its seed and the
 * shortest steps that fail still.
 */
import type { Bench, Figure } from '../bench/bench.ts';
import { drawSteps, runOutside, type OutsideFindings, type Step } from './outside-run.ts';

const stepsInAll = 10_000;
const stepsOfRun = 250;
/** Threads take their own time: what failed once is tried so often before it counts as gone. */
const tries = 3;

export const proof: Bench = {
  name: 'outside',
  async run(flags) {
    const numberOf = (name: string, otherwise: number): number => Number(flags.find((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise);
    const runs = flags.includes('--only') ? 1 : Math.ceil(stepsInAll / stepsOfRun / numberOf('every', 1));
    const first = numberOf('seed', 1);
    let tokens = 0;
    let failed = 0;
    for (let seed = first; seed < first + runs; seed += 1) {
      const steps = drawSteps(seed, stepsOfRun);
      const findings = await runOutside({ steps, log: flags.includes('--verbose') ? console.log : () => undefined });
      tokens += findings.tokens;
      if (findings.problems.length === 0) continue;
      failed += 1;
      console.log(`  seed ${seed}: ${findings.problems.slice(0, 8).join('\n    ')}`);
      if (!flags.includes('--no-shrink')) tellShortest(seed, await shrink(steps, findings));
    }
    const figure = (name: string, value: number, bar: string | null, holds: boolean | null): Figure => ({ name, value, unit: 'count', spread: [value, value], bar, holds });
    return [
      figure('outside edits: steps', runs * stepsOfRun, null, null),
      figure('outside edits: texts accounted for', tokens, null, null),
      figure('outside edits: runs of 250 steps that lost or confused something', failed, '0', failed === 0),
    ];
  },
};

/** Leaves out what is not needed to fail, larger parts first. */
async function shrink(steps: readonly Step[], findings: OutsideFindings): Promise<{ readonly steps: readonly Step[]; readonly findings: OutsideFindings }> {
  let best = { steps, findings };
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.steps.length; ) {
      const fewer = [...best.steps.slice(0, at), ...best.steps.slice(at + size)];
      const again = await failing(fewer);
      if (again === null) at += size;
      else best = { steps: fewer, findings: again };
    }
  }
  return best;
}

async function failing(steps: readonly Step[]): Promise<OutsideFindings | null> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const findings = await runOutside({ steps });
    if (findings.problems.length > 0) return findings;
  }
  return null;
}

function tellShortest(seed: number, { steps, findings }: { readonly steps: readonly Step[]; readonly findings: OutsideFindings }): void {
  console.log(`  seed ${seed}, ${steps.length} steps are enough:\n    ${findings.trace.join('\n    ')}\n  which gives:\n    ${findings.problems.join('\n    ')}`);
}
