/**
 * `npm run bench [-- name …]`: runs the benchmarks of e2e/bench (all, or those named) and writes
 * docs/benchmarks.md and docs/benchmarks.json. Figures of benchmarks that did not run are kept.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench, Figure } from '../e2e/bench/bench.ts';
import { buildIfNeeded } from './build.ts';
import { recordFigures, round } from './figures.ts';
import { projectRoot } from './tool.ts';

async function findBenches(names: readonly string[]): Promise<Bench[]> {
  const benches: Bench[] = [];
  // A child is a program that a benchmark starts.
  for (const file of globSync('e2e/bench/*.ts', { cwd: projectRoot, exclude: ['**/*-child.ts'] }).sort()) {
    const loaded = (await import(pathToFileURL(path.join(projectRoot, file)).href)) as { bench?: Bench };
    if (loaded.bench !== undefined) benches.push(loaded.bench);
  }
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}.`);
  return benches.filter(({ name }) => names.length === 0 || names.includes(name));
}

const flags = process.argv.slice(2).filter((arg) => arg.startsWith('--'));
const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
await buildIfNeeded({ force: false, quiet: true });
const measured: { readonly figure: Figure; readonly command: string }[] = [];
for (const bench of await findBenches(names)) {
  console.log(bench.name);
  for (const figure of await bench.run(flags)) {
    console.log(`  ${figure.name}: ${round(figure.value)} ${figure.unit}${figure.holds === false ? `  (bar: ${figure.bar ?? ''})` : ''}`);
    measured.push({ figure, command: ['npm run bench --', bench.name, ...flags].join(' ') });
  }
}
recordFigures(measured);
