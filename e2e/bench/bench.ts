/** What a benchmark file exports, and what it measures with. */

/** One measured figure, and whether it holds against its bar. */
export interface Figure {
  readonly name: string;
  /** The median of its runs. */
  readonly value: number;
  readonly unit: 'ms' | 's' | 'MB' | 'kB' | 'count' | 'ratio' | 'per-second';
  /** Lowest and highest run. */
  readonly spread: readonly [number, number];
  /** The bar in words, as docs/benchmarks.md prints it; null where a figure is only told. */
  readonly bar: string | null;
  /** Null where there is no bar. */
  readonly holds: boolean | null;
  /** A named peer that was measured in the same run. */
  readonly peer?: string;
  readonly peerValue?: number;
  readonly ratio?: number;
}

/** Every file in e2e/bench that exports `bench` is run by `npm run bench`. */
export interface Bench {
  readonly name: string;
  /** @param flags what was given as `--…`, for sizes that take long */
  run(flags: readonly string[]): Promise<readonly Figure[]>;
}

/** Median, lowest and highest of some runs. */
export function summarise(runs: readonly number[]): { readonly value: number; readonly spread: readonly [number, number] } {
  const sorted = [...runs].sort((a, b) => a - b);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.ceil((sorted.length - 1) / 2)];
  const lowest = sorted[0];
  const highest = sorted.at(-1);
  if (lower === undefined || upper === undefined || lowest === undefined || highest === undefined) throw new Error('Nothing was measured.');
  return { value: (lower + upper) / 2, spread: [lowest, highest] };
}

/** Milliseconds of each of `runs` calls, after one call that is not counted. */
export async function measureMs(runs: number, work: () => Promise<void> | void): Promise<number[]> {
  const measured: number[] = [];
  for (let run = -1; run < runs; run++) {
    const startedMs = performance.now();
    await work();
    if (run >= 0) measured.push(performance.now() - startedMs);
  }
  return measured;
}
