/**
 * `npm run prove [-- name …]`: runs the long proofs of e2e/prove (all that end in `.proof.ts`, or
 * those named) and writes their figures beside the benchmarks'. Exits with 1 where a bar is missed.
 * `--every=N` takes a sample where a proof can, of which nothing is written.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench, Figure } from '../e2e/bench/bench.ts';
import { recordFigures, round } from './figures.ts';
import { projectRoot } from './tool.ts';

const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const flags = process.argv.slice(2).filter((arg) => arg.startsWith('--'));
const measured: { readonly figure: Figure; readonly command: string }[] = [];
for (const file of globSync('e2e/prove/*.proof.ts', { cwd: projectRoot }).sort()) {
  const { proof } = (await import(pathToFileURL(path.join(projectRoot, file)).href)) as { proof: Bench };
  if (names.length > 0 && !names.includes(proof.name)) continue;
  console.log(proof.name);
  for (const figure of await proof.run(flags)) {
    console.log(`  ${figure.name}: ${round(figure.value)} ${figure.unit}${figure.holds === false ? `  (bar: ${figure.bar ?? ''})` : ''}`);
    measured.push({ figure, command: `npm run prove -- ${proof.name}` });
  }
}
if (measured.length === 0) throw new Error(`There is no proof ${names.join(', ')}.`);
if (!flags.some((flag) => flag.startsWith('--every='))) recordFigures(measured);
process.exit(measured.every(({ figure }) => figure.holds !== false) ? 0 : 1);
